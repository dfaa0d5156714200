import PlanExtraction
import PlanLibrary
import PlanText

/// Prints why a passage was read as it was.
struct PassagePrinter {
  let report: PassageReport
  let lang: Language

  func print() throws(LibraryError) {
    if report.sentences.isEmpty { try line(Localized(zh: "这里没有句子", en: "there is no sentence here"), "") }
    for sentence in report.sentences {
      let part = sentence.isHeading ? "heading" : "part of \(sentence.purpose.rawValue)"
      try Console.line(Console.bold(place(sentence.range)) + "  " + [sentence.section ?? "", part].filter { !$0.isEmpty }.joined(separator: "  "))
      try Console.line("  " + Table.flat(text(sentence.range)))
    }
    for match in report.matches { try show(match) }
    for figure in report.silent {
      try line(Localized(zh: "没有规则", en: "no rule matches"), text(figure))
    }
    for judged in report.judged { try show(judged) }
    for target in report.targets {
      try record(Localized(zh: "目标", en: "target"), target.indicator, target.range, target.evidence, target.certainty)
    }
    for duty in report.obligations {
      try record(Localized(zh: "义务", en: "obligation"), duty.strength.rawValue, duty.range, duty.evidence, duty.certainty)
    }
    for owner in report.owners {
      try record(
        Localized(zh: "责任", en: "owner"), owner.role.rawValue + " " + owner.names.joined(separator: "、"), owner.range,
        owner.evidence, owner.certainty)
    }
    for note in report.ownerNotes {
      try Console.line("  " + place(note.range))
      for reason in note.lines { try Console.line("    · " + Localized(zh: reason.zh, en: reason.en).text(lang)) }
    }
  }

  private func show(_ match: RuleTrace.Match) throws(LibraryError) {
    let outcome =
      switch match.outcome {
      case .fired: Localized(zh: "成立", en: "fires")
      case .refused: Localized(zh: "排除此数", en: "refuses the figure")
      case .nameless: Localized(zh: "合，但取不出名，再试下一条", en: "matches, but leaves no name: the next one is tried")
      case .result: Localized(zh: "成立，但已是成绩，记作基期值", en: "fires; a result already achieved, kept as a baseline")
      case .notPromised: Localized(zh: "成立，但此类文体里没有承诺", en: "fires; without a promise, which this manner of document asks for")
      }
    try line(outcome, "\(match.rule)  \(match.file):\(match.line)")
    try Console.line("    {数} " + text(match.figure) + "   " + Table.flat(text(match.range)))
    try Console.line(Console.dim("    when " + match.pattern))
    for part in match.parts { try Console.line("    {\(part.slot)} " + text(part.range)) }
  }

  private func show(_ judged: ObligationTrace.Entry) throws(LibraryError) {
    let verdict =
      switch judged.verdict {
      case .commits(let reason): Localized(zh: "算义务，凭 \(reason)", en: "an obligation, by \(reason)")
      case .refused(let refusal):
        Localized(zh: "不算义务：\(refusal.meaning.zh)（\(refusal.rawValue)）", en: "no obligation: \(refusal.meaning.en) (\(refusal.rawValue))")
      }
    try Console.line("  " + Console.bold(verdict.text(lang)))
    guard let strength = judged.strength else { return }
    let parts = [
      strength.rawValue + (judged.trigger.map { " ← “\(text($0))”" } ?? ""), judged.subject.map { "owner “\(text($0))”" } ?? "no owner",
    ]
    try Console.line("    " + parts.joined(separator: "   "))
    let words = judged.words.map { text($0.range) + ":" + $0.classes.joined(separator: "+") }
    if !words.isEmpty { try Console.line(Console.dim("    " + words.joined(separator: " "))) }
  }

  private func record(
    _ label: Localized, _ words: String, _ range: Range<Int>, _ evidence: Evidence, _ certainty: FindingCertainty
  ) throws(LibraryError) {
    try line(label, "\(words)  rule \(evidence.rule)  \(certainty.class.rawValue)  \(place(range))")
    for reason in evidence.reasons { try Console.line("    · " + reason) }
    for reason in certainty.reasons {
      try Console.line("    · \(reason.rawValue): " + Localized(zh: reason.meaning.zh, en: reason.meaning.en).text(lang))
    }
  }

  private func line(_ label: Localized, _ words: String) throws(LibraryError) {
    try Console.line("  " + Console.bold(label.label(lang)) + "  " + words)
  }

  private func text(_ range: Range<Int>) -> String { report.outline.text.string(range) }

  private func place(_ range: Range<Int>) -> String {
    let span = report.outline.text.sourceSpan(range)
    return "[\(span.start), \(span.end)]"
  }
}
