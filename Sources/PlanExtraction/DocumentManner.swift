import PlanText

/// How a document speaks of figures.
enum DocumentManner: Sendable {
  /// Plans, reports, opinions: a figure ahead is an aim.
  case plan
  /// Policy addresses: most figures describe.
  case speech
  /// 办法, 规定: figures are conditions.
  case rules

  init(outline: Outline, lexicon: Lexicon) {
    let kind = Array((outline.metadata.kind ?? outline.metadata.title ?? "").unicodeScalars)
    let articles = outline.sections.count { $0.marker?.first == "第" && $0.marker?.last == "条" }
    // 行动计划实施细则: the details of a plan
    let isOfPlan = ["行动计划", "行动方案", "工作方案", "规划"].contains { outline.metadata.title?.contains($0) == true }
    if articles >= 8 || !isOfPlan && lexicon["ruleKind"].word(in: kind, endingAt: kind.count, start: 0) != nil {
      self = .rules
    } else if isOfPlan || lexicon["planKind"].word(in: kind, endingAt: kind.count, start: 0) != nil {
      self = .plan
    } else if outline.isRegional, Self.isProgramme(outline, lexicon: lexicon) {
      self = .plan
    } else if [outline.metadata.kind, outline.metadata.title].contains(where: { $0?.contains("施政") == true }), DocumentVoice.speaksToOthers(outline) {
      self = .speech
    } else {
      self = .plan
    }
  }

  /// Whether the kind of a document says that it lists what will be done: 施政方针, 业务计划.
  static func isProgramme(_ outline: Outline, lexicon: Lexicon) -> Bool {
    let kind = Array((outline.metadata.kind ?? outline.metadata.title ?? "").unicodeScalars)
    return lexicon["programmeKind"].word(in: kind, endingAt: kind.count, start: 0) != nil
  }
}
