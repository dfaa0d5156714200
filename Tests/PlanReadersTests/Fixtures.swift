import PlanReaders
import PlanText

/// Texts about places that do not exist.
enum Fixture {
  static let simplified = """
    云川省人民政府办公厅关于印发云川省水利发展规划的通知
    各市人民政府，省政府各部门：
    《云川省水利发展规划（2021—2025年）》已经省政府同意，现印发给你们，请认真组织实施。
    一、总体要求
    到2025年，全省农村自来水普及率达到95%以上，新增高效节水灌溉面积60万亩。各地要加强组织领导，落实工作责任。
    """
  static let traditional = """
    雲川市政府一百一十年度施政計畫
    一、推動智慧城市，擴大公共建設投資，提升市民生活品質。
    二、加強青年就業輔導，全年開辦職業訓練班三十班，協助青年穩定就業，並強化長照服務據點的設置。
    """

  static func html(_ inner: String, charset: String? = "UTF-8", title: String = "") -> String {
    let meta = charset.map { "<meta charset=\"\($0)\">" } ?? ""
    return "<!DOCTYPE html><html><head>\(meta)<title>\(title)</title></head><body>\(inner)</body></html>"
  }

  /// Sentences long enough to be the body of a page.
  static let paragraphs = [
    "一、总体要求",
    "以高质量发展为主题，坚持节水优先、空间均衡、系统治理、两手发力，加快构建现代水网，提升水安全保障能力。",
    "二、主要任务",
    "（一）完善供水网络。加快清河水库等重点工程建设，到2025年全市供水保证率达到97%以上，新增供水能力3000万立方米。",
    "（二）强化节水管理。各县（区）要落实最严格水资源管理制度，严禁无证取水，确保用水总量控制在12亿立方米以内。",
    "三、保障措施",
    "各级各部门要加强组织领导，细化工作措施，明确责任分工，确保各项任务落到实处，并按季度报送进展情况。",
  ]
}

extension Document {
  func strings(where include: (BlockKind) -> Bool) -> [String] {
    blocks.filter { include($0.kind) }.map { quote($0.span) }
  }
  var bodyLines: [String] { strings { $0 != .chrome } }
  var chromeLines: [String] { strings { $0 == .chrome } }
  var string: String { quote(SourceSpan(0..<text.count)) }
}

func read(_ html: String, path: String = "page.html", limits: ReaderLimits = ReaderLimits()) throws -> Document {
  try readDocument(path: path, bytes: Array(html.utf8), limits: limits)
}

/// Text with the characters that XML reserves replaced.
func xml(_ text: String) -> String {
  var out = ""
  for c in text {
    switch c {
    case "&": out += "&amp;"
    case "<": out += "&lt;"
    case ">": out += "&gt;"
    case "\"": out += "&quot;"
    default: out.append(c)
    }
  }
  return out
}
