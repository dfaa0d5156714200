/// Tells forms, certificates and invoices from documents, by their own words.
enum FormWords {
  private static let invoice = scalars([
    "发票代码", "发票号码", "开票日期", "价税合计", "纳税人识别号", "购买方", "销售方", "密码区", "校验码", "税率", "收款人", "开票人", "统一社会信用代码",
  ])
  /// Labels beside the blanks of a form.
  private static let labels = scalars([
    "来文单位", "来文文号", "来文日期", "收文日期", "收文机关", "紧急程度", "拟办意见", "处理意见", "领导批示", "办理结果", "承办意见", "阅文时限", "备注", "姓名", "性别",
    "民族", "出生年月", "身份证号", "联系电话", "联系人", "通讯地址", "申请人", "申请单位", "申请日期", "经办人", "审批意见", "审核意见", "单位意见", "签字", "盖章",
    "填表日期", "开户银行", "银行账号",
  ])
  /// How many different labels make a form.
  private static let enough = 4
  /// Longer documents may hold forms, but are none.
  private static let mostPages = 4

  /// A warning for `Document.warnings` if the text is a form or an invoice and hence no plan; nil otherwise.
  ///
  /// - Parameter ruledShare: which part of the text stands in ruled tables, 0 … 1.
  static func warning(_ text: [Unicode.Scalar], pages: Int, ruledShare: Double) -> String? {
    guard pages <= mostPages else { return nil }
    let head = Array(text.prefix(8000)).filter { !Blanks.isBlank($0) }
    if count(invoice, head) >= enough { return "no plan: an invoice, by its labels" }
    if ruledShare > 0.5, count(labels, head) >= enough { return "no plan: a form, by its labels in ruled cells" }
    let hasSentence = head.contains { "。；".unicodeScalars.contains($0) }
    return hasSentence || head.count > 400 ? nil : "no plan: labels and values only, no sentence"
  }

  private static func count(_ words: [[Unicode.Scalar]], _ text: [Unicode.Scalar]) -> Int {
    words.count { text.holds($0) }
  }

  private static func scalars(_ words: [String]) -> [[Unicode.Scalar]] { words.map { Array($0.unicodeScalars) } }
}
