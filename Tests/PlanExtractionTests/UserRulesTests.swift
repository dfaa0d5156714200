import Foundation
import PlanText
import Testing

@testable import PlanExtraction

/// A folder of a user's rules that goes when the value goes.
final class RuleFolder {
  let path = NSTemporaryDirectory() + "gangmu-rules-" + UUID().uuidString

  init(_ files: [String: String]) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name)) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func extraction() throws -> Extraction { try Extraction.bundled(user: try UserRules(folder: path)) }
}

@Suite struct UserRulesTests {
  private static let leap = """
    title  跃升 / Leaps
    rule leap
      about  跃升 / Leaps
      when   {指标}(跃上){数}{单位}
      means  target op=>=
      yes    [2021-2025] 森林覆盖率跃上45%。 → indicator=森林覆盖率 op=>= value=45
      no     [2021-2025] 去年，森林覆盖率跃上45%。
    """

  private func targets(_ text: String, _ extraction: Extraction) -> [Target] {
    extraction.findings(in: RuleCheck.outline(text, period: 2021...2025)).targets
  }

  @Test func templatePassesTheCheck() throws {
    let folder = try RuleFolder(["mine.rules": RuleTemplate.text(name: "mine")])
    let extraction = try folder.extraction()
    #expect(extraction.book.rules.first?.name == "mine" && extraction.book.rules.first?.isBundled == false)
    #expect(RuleCheck(book: extraction.book).failures() == [])
  }

  @Test func newRulesComeFirstAndChangeTheVersion() throws {
    let bundled = try Extraction.bundled()
    let folder = try RuleFolder(["leap.rules": Self.leap])
    let own = try folder.extraction()
    #expect(own.book.rules.count == bundled.book.rules.count + 1)
    #expect(own.version != bundled.version && own.version.hasPrefix(bundled.version))
    #expect(targets("森林覆盖率跃上45%。", own).map(\.evidence.rule) == ["leap"])
    let other = try RuleFolder(["leap.rules": Self.leap + "\n"])
    #expect(try other.extraction().version != own.version)
    let same = try RuleFolder(["leap.rules": Self.leap])
    #expect(try same.extraction().version == own.version, "the folder's name does not count")
  }

  @Test func aRuleOfABundledNameTakesItsPlace() throws {
    let bundled = try Extraction.bundled()
    let place = try #require(bundled.book.rules.firstIndex { $0.name == "from-to" })
    let folder = try RuleFolder(["x.rules": Self.leap.replacing("rule leap", with: "rule from-to")])
    let own = try folder.extraction()
    #expect(own.book.rules.count == bundled.book.rules.count)
    #expect(own.book.rules[place].name == "from-to" && !own.book.rules[place].isBundled)
  }

  @Test func bundledRulesCanBeDisabled() throws {
    let folder = try RuleFolder(["x.rules": "disable from-to\n"])
    #expect(try !folder.extraction().book.rules.contains { $0.name == "from-to" })
    let wrong = try RuleFolder(["x.rules": "# note\ndisable nobody\n"])
    #expect(throws: RuleError.unknownRule(file: wrong.path + "/x.rules", line: 2, rule: "nobody")) {
      try RuleBook.bundled(user: try UserRules(folder: wrong.path))
    }
  }

  @Test func unitsVerbsAndBodiesCanBeAdded() throws {
    let text = "到2025年，建成科普驿站30驿。"
    #expect(targets(text, try .bundled()).isEmpty)
    let folder = try RuleFolder([
      "units.tsv": "# mine\r\nunit\t驿\tthings\r\n",
      "bodies.tsv": "group\tclass\twords\tyes\tno\nmine\tbody\t云川科普驿盟\t\t\n",
    ])
    let own = try folder.extraction()
    #expect(targets(text, own).map(\.unit) == ["驿"])
    let duty = "云川科普驿盟要组织开展巡展活动。"
    let owner = own.findings(in: RuleCheck.outline(duty)).obligations.compactMap(\.owner)
    #expect(owner == ["云川科普驿盟"])
  }

  @Test func windowsLinesAndMarksAreRead() throws {
    let folder = try RuleFolder(["leap.rules": "\u{FEFF}" + Self.leap.replacing("\n", with: "\r\n")])
    #expect(try folder.extraction().book.rules.first?.name == "leap")
  }

  @Test(arguments: [
    ("  when   {指标}(跃上){数", ":4:", "expected"), ("  when   {指标}<nope>{数}", ":4:14:", "nope"),
    ("  when   {这个}{数}", ":4:10:", "{这个}"), ("  when   {指标}跃上", ":4:10:", "outside of brackets"),
    ("  where  sometimes", ":4:10:", "expected one of"), ("  means  target colour=red", ":4:", "colour"),
    ("  yes    森林覆盖率达到45%。 → indicater=森林覆盖率", ":4:", "indicater"), ("  wen    x", ":4:3:", "expected rule"), ("  yes    x", ":4:10:", "→"), ("  no     [x] y", ":4:10:", "[2026]"),
  ])
  func errorsNameFileLineAndColumn(line: String, place: String, words: String) throws {
    var lines = Self.leap.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines[3] = line
    let folder = try RuleFolder(["bad.rules": lines.joined(separator: "\n")])
    do {
      _ = try RuleBook.bundled(user: try UserRules(folder: folder.path))
      Issue.record("accepted: \(line)")
    } catch {
      #expect("\(error)".hasPrefix(folder.path + "/bad.rules" + place), "\(error)")
      #expect("\(error)".contains(words), "\(error)")
    }
  }

  @Test func badFoldersAndTables() throws {
    #expect(throws: RuleError.self) { try UserRules(folder: "/nowhere/at/all") }
    let empty = try RuleFolder([:])
    #expect(throws: RuleError.self) { try UserRules(folder: empty.path) }
    for (name, text) in [
      ("units.tsv", "unit\t驿\tstones\n"), ("units.tsv", "unti\t驿\tthings\n"), ("units.tsv", "unit\t驿\tthings\t间\tmore\n"), ("units.tsv", "unit\n"), ("mine.tsv", "group\tclass\twords\tyes\tno\n"),
      ("bodies.tsv", "group\tclass\n"), ("bodies.tsv", "group\tclass\twords\tyes\tno\na\tnothing\tb\t\t\n"),
    ] {
      let folder = try RuleFolder([name: text])
      do {
        _ = try folder.extraction()
        Issue.record("accepted: \(text)")
      } catch {
        #expect("\(error)".hasPrefix(folder.path + "/" + name + ":"), "\(error)")
      }
    }
  }

  @Test func failingExamplesAreNamed() throws {
    let folder = try RuleFolder(["leap.rules": Self.leap.replacing("value=45\n", with: "value=46\n")])
    let failures = RuleCheck(book: try folder.extraction().book).failures()
    #expect(failures.map(\.line) == [6] && failures.first?.rule == "leap")
    #expect(failures.first.map { "\($0)" }?.contains("leap.rules:6") == true)
  }

  @Test func bundledTablesHoldTheirExamples() throws {
    #expect(try LexiconCheck(user: nil).failures() == [])
    let folder = try RuleFolder([
      "words.tsv": "group\tclass\twords\tyes\tno\nmine\tact\t蹦跶\t开展工作\t蹦跶一下\n"
    ])
    let failures = try LexiconCheck(user: try UserRules(folder: folder.path)).failures()
    #expect(failures.count == 2 && failures.allSatisfy { $0.file.hasSuffix("words.tsv") && $0.line == 2 })
  }

  @Test func reportsWhatMatched() throws {
    let extraction = try Extraction.bundled()
    let text = "到2025年，森林覆盖率达到45%以上，委员会下设6个小组。"
    let outline = RuleCheck.outline(text, period: 2021...2025)
    let report = extraction.report(on: .init(start: 0, end: text.unicodeScalars.count), in: outline)
    #expect(report.sentences.count == 1 && report.targets.count == 1)
    #expect(report.matches.contains { $0.outcome == .fired && $0.parts.contains { $0.slot == "指标" } })
    #expect(report.matches.contains { $0.rule == "statistic" && $0.outcome == .refused })
    let past = RuleCheck.outline("去年，森林覆盖率达到45%。", period: 2021...2025)
    #expect(extraction.report(on: .init(start: 0, end: 5), in: past).matches.last?.outcome == .result)
  }
}

@Suite struct RuleDocumentTests {
  /// `gangmu rules document > Documentation/Rules.md` mends it.
  @Test func theCommittedPageIsUpToDate() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path + "/Documentation/Rules.md"
    let committed = try String(contentsOfFile: path, encoding: .utf8)
    let made = try RuleDocument(book: try RuleBook.bundled()).text()
    let differs = zip(made.split(separator: "\n"), committed.split(separator: "\n")).first { $0 != $1 }
    #expect(made == committed, "first difference: \(differs.map { "\($0)" } ?? "length")")
  }

  @Test func bundledRulesSayWhatTheyAreAbout() throws {
    let book = try RuleBook.bundled()
    for rule in book.rules { #expect(rule.about != nil, "\(rule.file):\(rule.line) rule \(rule.name) has no “about” line") }
    for file in book.files { #expect(file.title != nil, "\(file.name) has no “title” line") }
  }
}
