import ArgumentParser
import PlanExtraction
import PlanLibrary
import PlanText

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "看一份文件。 Show one document.",
    discussion: """
      DOCUMENT：编号、编号的开头、来源路径或文件名。 An id, the start of an id, a source path or a file name.
      不加选项时给出元数据和各类记录的数目。 Without options: its metadata and the numbers of its records.
      """)

  @Argument(help: ArgumentHelp("哪份文件。 Which document.", valueName: "document"))
  var name: String

  @Flag(help: "章节树。 Its outline.")
  var outline = false

  @Flag(help: "目标、责任、义务。 Targets, obligations and owners.")
  var findings = false

  @Flag(help: "损坏之处及修复。 Damaged places and their repair.")
  var damage = false

  @Flag(help: "解码后的原文，一字不差；偏移即指此文。 Exactly the decoded source text that offsets refer to.")
  var source = false

  @Flag(help: "每条记录的规则和理由（连同 --findings）。 The rule and the reasons of each record.")
  var why = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if source && (outline || findings || damage || why) {
      throw ValidationError("--source 只能单独使用。 --source goes with no other option.")
    }
  }

  func run() throws {
    try common.reporting {
      let library = try common.library(searching: false)
      let document = try library.document(named: name)
      if source { return try Console.output(try library.sourceBytes(of: document.key)) }
      if outline { try showOutline(library, document) }
      if findings || why { try showFindings(library, document) }
      if damage { try showDamage(library, document) }
      if !(outline || findings || why || damage) { try showSummary(library, document) }
    }
  }

  // MARK: summary

  private func showSummary(_ library: Library, _ document: DocumentSummary) throws(LibraryError) {
    let detail = try library.detail(of: document)
    try Console.line(Console.bold(document.name))
    for (name, value) in detail.fields where name != "title" {
      let text = Table.text(value)
      if !text.isEmpty { try Console.line("  " + EastAsianWidth.fitted(name, to: 17) + text) }
    }
    for other in detail.sources.dropFirst() { try Console.line("  " + EastAsianWidth.fitted("source", to: 17) + other) }
    let counts = detail.counts.map { "\($0.kind.rawValue) \($0.count)" }.joined(separator: "  ")
    try Console.line("  " + EastAsianWidth.fitted("records", to: 17) + counts)
    if !detail.encodingReason.isEmpty {
      try Console.line(Console.dim("  encoding: " + detail.encodingReason))
    }
    for witness in detail.witnesses { try Console.line(Console.dim("  " + witness)) }
  }

  // MARK: outline

  private func showOutline(_ library: Library, _ document: DocumentSummary) throws(LibraryError) {
    let lines = try library.outline(of: document)
    for line in lines {
      let indent = String(repeating: "  ", count: max(0, line.depth - 1))
      let words = [line.marker, line.heading].compactMap(\.self).joined(separator: " ")
      let left = indent + (words.isEmpty ? line.section : words)
      let place = "  [\(line.span.start), \(line.span.end)]"
      let room = max(30, Console.width - place.utf8.count)
      try Console.line(EastAsianWidth.clipped(Table.flat(left), to: room) + Console.dim(place))
    }
    if lines.isEmpty { common.say(Localized(zh: "没有识别出章节", en: "no sections were found")) }
  }

  // MARK: findings

  private func showFindings(_ library: Library, _ document: DocumentSummary) throws(LibraryError) {
    let found = try library.findings(of: document, kinds: [.targets, .obligations, .owners])
    for finding in found {
      let section = Table.text(finding.cell("section"))
      try Console.line(
        Console.bold(label(finding.kind)) + (section.isEmpty ? "" : "  \(section)") + "  " + facts(finding))
      try Console.line("    " + Table.flat(Table.text(finding.cell("quote"))))
      var place = "    [\(finding.start), \(Table.text(finding.cell("end")))]"
      place += "  " + Table.text(finding.cell("certainty"))
      if why { place += "  rule \(Table.text(finding.cell("rule")))" }
      try Console.line(Console.dim(place))
      if why { for reason in finding.reasons + doubts(finding) { try Console.line(Console.dim("      · " + reason)) } }
    }
    if found.isEmpty { common.say(Localized(zh: "没有目标、义务或责任记录", en: "no targets, obligations or owners")) }
  }

  /// The codes of the certainty with their meaning.
  private func doubts(_ finding: Finding) -> [String] {
    guard case .list(let codes) = finding.cell("reasons") else { return [] }
    return codes.map { code in
      guard let meaning = CertaintyReason(rawValue: code)?.meaning else { return code }
      return code + ": " + Localized(zh: meaning.zh, en: meaning.en).text(common.lang)
    }
  }

  private func label(_ kind: ExportKind) -> String {
    let words =
      switch kind {
      case .targets: Localized(zh: "目标", en: "target")
      case .obligations: Localized(zh: "义务", en: "obligation")
      case .owners: Localized(zh: "责任", en: "owner")
      default: Localized(zh: kind.rawValue, en: kind.rawValue)
      }
    return words.label(common.lang)
  }

  private func facts(_ finding: Finding) -> String {
    func text(_ name: String) -> String { Table.text(finding.cell(name)) }
    switch finding.kind {
    case .targets:
      var out = text("indicator") + " " + TargetWords.figure(finding)
      for (name, label) in [
        ("deadline", "deadline "), ("recurrence", "per "), ("actor", "actor "), ("kind", ""), ("strength", ""),
      ]
      where !text(name).isEmpty { out += "  " + label + text(name) }
      return out
    case .obligations:
      return [text("strength"), text("owner"), text("trigger")].filter { !$0.isEmpty }.joined(separator: "  ")
    default: return text("role") + "  " + text("names")
    }
  }

  // MARK: damage

  private func showDamage(_ library: Library, _ document: DocumentSummary) throws(LibraryError) {
    let found = try library.findings(of: document, kinds: [.damage])
    for finding in found {
      let quote = Table.visible(Table.text(finding.cell("quote")))
      let repaired: String =
        if case .text(let s) = finding.cell("repaired") { s.isEmpty ? "→ ∅" : "→ " + Table.visible(s) } else { "" }
      let place = "[\(finding.start), \(Table.text(finding.cell("end")))]"
      try Console.line(
        [
          EastAsianWidth.fitted(Table.text(finding.cell("kind")), to: 10),
          EastAsianWidth.fitted(Table.text(finding.cell("certainty")), to: 10), EastAsianWidth.fitted(place, to: 16),
          quote, repaired, Console.dim(Table.text(finding.cell("rule"))),
        ].joined(separator: " "))
    }
    if found.isEmpty { common.say(Localized(zh: "没有发现损坏", en: "no damage was found")) }
  }
}
