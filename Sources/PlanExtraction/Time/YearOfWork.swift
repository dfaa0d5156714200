import PlanText

/// What the words around a year say about its reach.
enum YearOfWork {
  /// 巩固2025年整治成果, 完成2025年续建项目, 根据2024年意见: a year of what is worked on now or acted by.
  static func isWorkedOn(_ mark: Range<Int>, in text: [Unicode.Scalar]) -> Bool {
    guard "年度".unicodeScalars.contains(text[mark.upperBound - 1]) else { return false }
    let behind = text[mark.upperBound...].prefix(8)
    let named = behind.first == "度" ? behind.dropFirst() : behind
    return leftOver.starts(named) || workings.ends(text[..<mark.lowerBound])
  }

  private static let workings: PhraseSet = ["巩固", "抓好", "对照", "根据", "按照", "依据", "参照", "针对", "承接", "围绕", "总结", "运用", "用好", "结合", "对标", "紧扣"]
  private static let leftOver: PhraseSet = [
    "续建", "结转", "跨年", "遗留", "反馈", "存量", "未完成", "已立项", "立项的", "签约", "入库的", "新开工的", "开工的", "下达的",
  ]

  /// Whether a year behind `words`, the first ones of a sentence, holds for what follows (力争到2027年，…), not for what stands in front of it
  /// (县科技馆2027年开放).
  static func mayLead(_ words: ArraySlice<Unicode.Scalar>) -> Bool {
    // behind the number of a section: 二、“十五五”时期…
    let own = words.lastIndex(of: "、").map { words[($0 + 1)...] } ?? words
    return connectors.contains(String(scalars: own))
  }

  private static let connectors: Set<String> = [
    "", "到", "至", "在", "于", "从", "自", "并", "力争", "力争到", "争取", "争取到", "确保", "确保到", "计划", "计划到", "计划于", "预计", "预计到", "其中", "其中到", "“", "即", "即到", "力争在",
    "争取在", "确保在", "计划在", "我们将在", "要在",
  ]
}
