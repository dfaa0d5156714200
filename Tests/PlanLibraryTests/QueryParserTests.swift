import Foundation
import Testing

@testable import PlanLibrary

@Suite struct QueryParserTests {
  @Test(arguments: [
    ("科学", "\"科学\""),
    ("科学 素质", "(\"科学\" \"素质\")"),
    ("科学　素质", "(\"科学\" \"素质\")"),
    ("科学 AND 素质", "(\"科学\" \"素质\")"),
    ("甲 OR 乙 丙", "(\"甲\" OR (\"乙\" \"丙\"))"),
    ("(甲 OR 乙) 丙", "((\"甲\" OR \"乙\") \"丙\")"),
    ("甲 -乙", "(\"甲\" NOT (\"乙\"))"),
    ("甲 NOT (乙 丙)", "(\"甲\" NOT ((\"乙\" \"丙\")))"),
    ("甲 NEAR/10 乙", "\"甲\" NEAR/10 \"乙\""),
    ("甲 THEN/0 \"乙 丙\"", "\"甲\" THEN/0 \"乙 丙\""),
    ("甲 NEAR/3 乙 NEAR/4 丙", "(\"甲\" NEAR/3 \"乙\" \"乙\" NEAR/4 \"丙\")"),
    ("\"甲 \\\"乙\\\" \\\\\"", "\"甲 \\\"乙\\\" \\\\\""),
    ("title:规划", "title:\"规划\""),
    ("title:\"发展 规划\" 甲", "(title:\"发展 规划\" \"甲\")"),
    ("TITLE:规划", "title:\"规划\""),
    ("year:2021..2025", "year:2021..2025"),
    ("year:2021..", "year:2021.."),
    ("year:..2025", "year:..2025"),
    ("year:2023", "year:2023"),
    ("has:(target|owner)", "has:target|owner"),
    ("level:省级|county", "level:province|county"),
    ("province:四川|陕西", "(province:\"四川\" OR province:\"陕西\")"),
    ("owner:(教育局 | 财政局|教育局)", "(owner:\"教育局\" OR owner:\"财政局\")"),
    ("-city:广元|绵阳", "NOT ((city:\"广元\" OR city:\"绵阳\"))"),
    ("title:\"规划|纲要\"", "title:\"规划|纲要\""),
    ("year:2021|2025", "(year:2021 OR year:2025)"),
    ("strength:禁止", "strength:prohibition"),
    ("section:三/（一）", "section:\"三/（一）\""),
    ("十四五-规划", "\"十四五-规划\""),
    ("牵头单位:市科协", "\"牵头单位:市科协\""),
    ("10:30", "\"10:30\""),
    ("（一）“四个意识”：", "\"（一）“四个意识”：\""),
    ("科?普", "科?普"),
    ("*科普*", "\"科普\""),
    ("?科*普", "?科*普"),
    ("\"科?普\"", "\"科?普\""),
    ("科？普", "\"科？普\""),
    ("甲 NEAR/5 (乙 OR 丙)", "(\"甲\" NEAR/5 \"乙\" OR \"甲\" NEAR/5 \"丙\")"),
    ("甲 SAME/sentence 乙", "\"甲\" SAME/sentence \"乙\""),
    ("甲 SAME/句 (乙 OR 丙)", "(\"甲\" SAME/sentence \"乙\" OR \"甲\" SAME/sentence \"丙\")"),
    ("(甲 -丁) SAME/section has:target", "(\"甲\" NOT (\"丁\")) SAME/section has:target"),
    ("(NOT 甲) SAME/section (乙 NEAR/1 丙)", "(NOT (\"甲\")) SAME/section (\"乙\" NEAR/1 \"丙\")"),
    ("like:\"自由 文字\"", "like:\"自由 文字\""),
    ("target(科学素质 >= 10% by 2025)", "target(\"科学素质\" >= 10% by 2025)"),
    ("target(科学素质>=10%)", "target(\"科学素质\" >= 10%)"),
    ("target(\"投资 额\" < 1,500 亿元 in 2021..2025)", "target(\"投资 额\" < 1,500亿元 in 2021..2025)"),
    ("target(≥ 3.5)", "target(>= 3.5)"),
    ("target(学会 in 2025)", "target(\"学会\" in 2025..2025)"),
    ("甲(乙)丙", "(\"甲\" \"乙\" \"丙\")"),
  ])
  func understands(_ query: String, _ expected: String) throws {
    let tree = try QueryParser.parse(query)
    #expect("\(tree)" == expected)
    #expect(try QueryParser.parse("\(tree)") == tree, "what is printed parses to the same tree")
  }

  @Test(arguments: [
    ("", QueryError.Problem.empty, 0),
    ("  ", .empty, 0),
    ("(甲", .missingClose(")"), 0),
    ("甲 \"乙", .missingClose("\""), 2),
    ("甲)", .unexpectedClose(")"), 1),
    ("()", .emptyTerm, 1),
    ("甲 OR", .missingTerm(after: "OR"), 2),
    ("OR 甲", .missingTerm(after: "OR"), 0),
    ("甲 AND OR 乙", .missingTerm(after: "AND"), 2),
    ("NOT", .missingTerm(after: "NOT"), 0),
    ("甲 NEAR/10", .missingTerm(after: "NEAR/10"), 2),
    ("甲 NEAR 乙", .badDistance("NEAR"), 2),
    ("甲 NEAR/x 乙", .badDistance("NEAR/x"), 2),
    ("甲 NEAR/5 (乙)", .badDistance("不会"), -1),
    ("甲 NEAR/5 title:乙", .nearNeedsTerms("NEAR/5"), 2),
    ("author:甲", .unknownField("author"), 0),
    ("甲 author:乙", .unknownField("author"), 2),
    ("year:二〇二五", .badValue(field: "year", value: "二〇二五", expected: "2025, 2021..2025, 2021.., ..2025"), 5),
    ("year:2025..2021", .yearsReversed(from: 2025, to: 2021), 5),
    ("has:money", .badValue(field: "has", value: "money", expected: "target obligation owner"), 4),
    ("title:", .badValue(field: "title", value: "", expected: "…"), 0),
    ("?", .wildcardsOnly("?"), 0),
    ("甲 *?*", .wildcardsOnly("*?*"), 2),
    ("甲 SAME 乙", .badScope("SAME"), 2),
    ("甲 SAME/page 乙", .badScope("SAME/page"), 2),
    ("甲 SAME/sentence (乙 丙)", .nearNeedsTerms("SAME/sentence"), 2),
    ("like:", .emptyTerm, 0),
    ("like:\"，。\"", .emptyTerm, 5),
    ("target()", .emptyTerm, 7),
    ("target(素质", .missingClose(")"), 6),
    ("target(素质 >= 很多)", .badValue(field: "target", value: "很多", expected: TargetConditionParser.example), 13),
    ("target(素质 ~ 3)", .badValue(field: "target", value: "~ 3", expected: TargetConditionParser.example), 10),
    ("target(素质 by 25)", .badValue(field: "target", value: "by 25", expected: TargetConditionParser.example), 10),
    ("target(素质 in 2025..2021)", .badValue(field: "target", value: "in 2025..2021", expected: TargetConditionParser.example), 10),
    ("\"\u{200B}\"", .emptyTerm, 0),
  ])
  func refuses(_ query: String, _ problem: QueryError.Problem, _ position: Int) {
    // A term in brackets is still a term.
    guard position >= 0 else {
      #expect(throws: Never.self) { try QueryParser.parse(query) }
      return
    }
    #expect(throws: QueryError(problem: problem, position: position, query: query)) { try QueryParser.parse(query) }
  }

  /// Documentation/QueryLanguage.md gives every query with the way it is understood.
  @Test func documentedQueries() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Documentation/QueryLanguage.md")
    let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("| `") }
    #expect(lines.count > 35)
    for line in lines {
      let cells = line.replacingOccurrences(of: "\\|", with: "\u{1}").split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.replacingOccurrences(of: "\u{1}", with: "|").trimmingCharacters(in: .whitespaces) }
      let query = cells[1].trimmingCharacters(in: ["`"])
      let understood = cells[3].trimmingCharacters(in: ["`"])
      #expect("\(try QueryParser.parse(query))" == understood, "\(query)")
    }
  }

  @Test func limits() throws {
    let many = Array(repeating: "甲", count: QueryParser.mostTerms).joined(separator: " OR ")
    #expect(throws: Never.self) { try QueryParser.parse(many) }
    #expect(throws: QueryError.self) { try QueryParser.parse(many + " OR 乙") }
    let holes = String(repeating: "?", count: 65)
    #expect(throws: QueryError.self) { try QueryParser.parse("科\(holes)普") }
    #expect(throws: QueryError.self) { try QueryParser.parse(Array(repeating: "科", count: 17).joined(separator: "*")) }
    #expect(throws: Never.self) { try QueryParser.parse("科" + String(repeating: "*", count: 10_000) + "普") }

    let longest = String(repeating: "科", count: QueryParser.longestTerm)
    #expect(throws: Never.self) { try QueryParser.parse(longest) }
    #expect(throws: QueryError(problem: .termTooLong(found: 257, limit: 256), position: 0, query: longest + "普")) {
      try QueryParser.parse(longest + "普")
    }
    let deep = String(repeating: "(", count: 100_000) + "甲"
    #expect(throws: QueryError(problem: .tooDeep(limit: 50), position: 50, query: deep)) { try QueryParser.parse(deep) }
    let minuses = String(repeating: "-", count: 100_000) + "甲"
    #expect(throws: QueryError.self) { try QueryParser.parse(minuses) }
  }

  @Test func caretStandsBelowThePlace() throws {
    let error = QueryError(problem: .unexpectedClose(")"), position: 3, query: "科学 )")
    #expect(error.picture == "  科学 )\n       ^")
  }

  /// Any string is a query or an error with a position inside of it, never a trap.
  @Test func neverTraps() {
    var random = SystemRandomNumberGenerator()
    let pieces = [
      "(", ")", "\"", "-", ":", "NOT", "AND", "OR", "NEAR/3", "THEN/", "SAME/x", "SAME/section", "SAME/sentence", "target(", ">=", "10%", "by", "like:", "year:", "title:", "has:target", "科学",
      " ", "　", "\\", "*", "?", "\u{0}", "\u{FEFF}", "é", "👩‍👩‍👧", "..", "2021", "|", "（", "：", "\u{301}",
    ]
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...12, using: &random)
      let query = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      do {
        let tree = try QueryParser.parse(query)
        let again = try QueryParser.parse("\(tree)")
        #expect(tree == again, "\(query)")
      } catch {
        #expect(error.position >= 0 && error.position <= query.unicodeScalars.count, "\(query)")
        #expect(!error.message.text(.both).isEmpty)
      }
    }
  }
}
