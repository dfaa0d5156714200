import Foundation
import PlanExtraction
import PlanText
import Testing

import class GRDB.Row

@testable import PlanLibrary

/// Which targets of a cell are one statement, and which statements cannot all be meant.
@Suite struct MatrixStatementTests {
  private func item(
    _ value: Decimal, _ unit: String = "%", op: String = ">=", year: Int?, at start: Int, kind: String = "share",
    actor: String? = nil
  ) throws -> MatrixSources.Item {
    let document = try #require(
      DocumentSummary(
        Row(["key": 1, "id": "d", "source": "d.txt", "period_start": 2021, "period_end": 2025, "characters": 9])))
    return MatrixSources.Item(
      column: 0, document: document, name: IndicatorName("森林覆盖率"), op: op, value: value, high: nil, unit: unit,
      kind: kind, deadline: year, deadlineExplicit: year != nil, recurrence: nil, actor: actor, baseline: nil,
      witness: MatrixWitness(
        document: "d", source: "d.txt", section: nil, span: SourceSpan(start: start, end: start + 3), quote: "引文",
        indicator: "森林覆盖率", op: op, strength: nil, certainty: "explicit", reasons: []))
  }

  private func starts(_ items: [MatrixSources.Item], unit: String? = "%") -> [[Int]] {
    StatementGroups(items, unit: unit).groups.map { $0.map(\.witness.span.start) }
  }

  @Test func aFigureWithoutItsYearIsTheSameStatement() throws {
    let items = [
      try item(45, year: nil, at: 1), try item(45, year: 2025, at: 2), try item(46, year: nil, at: 3),
      try item(45, year: 2025, at: 4, actor: "各县区"),
    ]
    #expect(starts(items) == [[1, 2], [3], [4]])
  }

  @Test func betweenTwoYearsItIsNotDecided() throws {
    let items = [try item(45, year: 2023, at: 1), try item(45, year: 2025, at: 2), try item(45, year: nil, at: 3)]
    #expect(starts(items) == [[1], [2], [3]])
  }

  @Test func anotherUnitOfTheClassIsTheSameFigure() throws {
    let items = [try item(300, "公顷", year: 2025, at: 1), try item(4500, "亩", year: 2025, at: 2)]
    #expect(starts(items, unit: "亩") == [[1, 2]])
  }

  private func statement(
    _ op: String, _ value: Decimal, year: Int? = 2025, kind: String = "share", baseline: Decimal? = nil,
    quote: String = ""
  ) -> MatrixStatement {
    MatrixStatement(
      op: op, value: value, high: nil, unit: "%", commonValue: value, commonHigh: nil,
      baseline: baseline.map {
        MatrixBaseline(value: $0, unit: "%", commonValue: $0, year: 2020, origin: .target, witness: nil)
      }, deadline: year, deadlineExplicit: true, recurrence: nil, actor: nil, strength: nil, certainty: "explicit",
      kind: kind,
      witnesses: quote.isEmpty
        ? []
        : [
          MatrixWitness(
            document: "d", source: "d.txt", section: nil, span: SourceSpan(start: 0, end: 1), quote: quote,
            indicator: "", op: op, strength: nil, certainty: "", reasons: [])
        ])
  }

  @Test func boundsFromBothSidesAgree() {
    #expect(MatrixContradictions.groups([statement(">=", 40), statement("<=", 60)]).isEmpty)
    #expect(MatrixContradictions.groups([statement("<=", 60), statement(">=", 40)]).isEmpty)
    #expect(MatrixContradictions.groups([statement(">=", 60), statement("<=", 40)]) == [[0, 1]])
    #expect(MatrixContradictions.groups([statement(">=", 40), statement(">=", 60)]) == [[0, 1]])
    #expect(MatrixContradictions.groups([statement(">=", 40), statement(">=", 60, year: 2030)]).isEmpty)
    #expect(MatrixContradictions.groups([statement("=", 40), statement("=", 60, quote: "累计达60处")]).isEmpty)
  }

  @Test func nothingFollowsFromTheBaselineOfAChange() {
    let column = TargetMatrix.PlaceColumn(name: "", place: "", periodStart: 2021, periodEnd: 2025, documents: [])
    #expect(DerivedFigures(statement(">=", 13, baseline: 8), column: column).change == 5)
    #expect(DerivedFigures(statement(">=", 13, kind: "growth", baseline: 8), column: column) == .none)
  }

  @Test func nothingFollowsFromABoundThatHoldsAlready() {
    let column = TargetMatrix.PlaceColumn(name: "", place: "", periodStart: 2021, periodEnd: 2025, documents: [])
    #expect(DerivedFigures(statement(">=", 500, baseline: 550), column: column) == .none)
    #expect(DerivedFigures(statement("<=", 5, baseline: 4), column: column) == .none)
    #expect(DerivedFigures(statement("<=", 5, baseline: 6), column: column).change == -1)
  }

  @Test func aLevelThatRisesFromABaselineIsNoAmountAYear() {
    let column = TargetMatrix.PlaceColumn(name: "", place: "", periodStart: 2026, periodEnd: 2026, documents: [])
    #expect(DerivedFigures(statement("=", 50, year: 2030, kind: "count"), column: column).valuePerYear == 10)
    #expect(DerivedFigures(statement("=", 50, year: 2030, kind: "count", baseline: 30), column: column).valuePerYear == nil)
  }
}

@Suite struct StrengthProfileTests {
  @Test func countsAreThoseOfTheExports() async throws {
    let scratch = Scratch()
    try scratch.write("river.txt", Sample.river)
    try scratch.write("pass.txt", Sample.pass)
    try await scratch.ingest()
    let library = try scratch.library()
    let profile = try StrengthProfile(PlanChoice(names: ["清河", "pass.txt", "月亮市"]), library: library)
    #expect(profile.lines.map(\.kind) == [.obligations, .obligations, .obligations, .targets, .targets, .targets])
    #expect(profile.lines.map(\.place.documents.count) == [1, 1, 0, 1, 1, 0])
    for line in profile.lines {
      let rows = try line.place.documents.flatMap { document in
        try Export(library: library, kind: line.kind).records(of: document)
      }
      #expect(line.total == rows.count)
      let column = try #require(line.kind.columns.firstIndex { $0.name == "strength" })
      for strength in Strength.allCases {
        #expect(line.count(strength) == rows.count { $0[column].text == strength.rawValue })
      }
    }
    #expect(profile.lines[0].count(.prohibition) == 1)
    #expect(profile.lines[2].share(.mandatory) == 0)
    #expect(profile.records.count == profile.lines.count * Strength.allCases.count)
    #expect(profile.table(.zh).rows.allSatisfy { $0.count == profile.table(.zh).header.count })
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(profile.json())) }
  }
}

@Suite struct ColumnChoiceTests {
  private static let all: [PlanLibrary.Column] = [.text("a"), .integer("b"), .text("c")]
  private static let record: [Cell] = [.text("x"), .integer(2), .null]

  @Test func chosenColumnsStandInTheOrderOfTheRecord() throws {
    let choice = try ColumnChoice(Self.all, only: ["c", "a"])
    #expect(choice.columns.map(\.name) == ["a", "c"] && choice.cells(Self.record) == [.text("x"), .null])
    var out: [UInt8] = []
    RecordEncoder(choice, format: .jsonl).append(Self.record, to: &out)
    #expect(String(decoding: out, as: UTF8.self) == "{\"a\":\"x\",\"c\":null}\n")
    #expect(RecordEncoder(choice, format: .csv, marked: false).header == Array("a,c\r\n".utf8))
  }

  @Test func noNamesAreAllAndAStrangerIsAnError() throws {
    #expect(try ColumnChoice(Self.all, only: []).cells(Self.record) == Self.record)
    #expect(throws: LibraryError.self) { try ColumnChoice(Self.all, only: ["a", "z"]) }
  }
}

@Suite struct MatrixOrderTests {
  private func row(_ name: String, _ unit: String, _ reversals: Int) -> TargetMatrix.Row {
    TargetMatrix.Row(
      indicator: name, names: [], unitClass: unit, unit: nil, isChange: false, cells: [],
      reversals: (0..<reversals).map { Reversal(first: .change, second: .ratio, ahead: $0, behind: 9) })
  }

  @Test func rowsAreSortedAndNoneIsLost() {
    let rows = [row("c", "area", 0), row("a", "rate", 2), row("b", "area", 1)]
    func names(_ order: MatrixOrder) -> String { order.indices(of: rows).map { rows[$0].indicator }.joined() }
    #expect(MatrixOrder.allCases.map(names) == ["cab", "abc", "bca", "abc"])
  }

  @Test func aViewIsAPageOfTheOrderedRows() {
    let rows = (0..<20).map { row(String(UnicodeScalar(UInt8(97 + $0))), "area", 0) }
    #expect(MatrixView().chosen(rows, columns: 2).shown == Array(0..<20))
    let second = MatrixView(page: (2, 16)).chosen(rows, columns: 2)
    #expect(second.shown == Array(8..<16) && second.total == 20)
    #expect(MatrixView(page: (9, 16)).chosen(rows, columns: 2).shown.isEmpty)
    let one = MatrixView(title: "c").chosen(rows, columns: 2)
    #expect(one.shown == [2] && one.total == 1)
  }
}

@Suite struct ComparisonPageTests {
  /// What a plan says is text in every page, and every table line has all its fields.
  @Test(arguments: ComparisonBasis.allCases) func nothingThatAPlanSaysIsMarkup(_ basis: ComparisonBasis) async throws {
    let scratch = Scratch()
    let duty = "到2025年，建设<b>科普</b>基地20个，各级科学技术协会应当建立健全面向基层群众的科学普及服务网络。"
    try scratch.write("a.txt", "<script>alert(1)</script>&'县科普工作规划\n\n一、<i>目标</i>\n\(duty)\n")
    try scratch.write("b.txt", "清河市科普工作规划（2021—2025年）\n\n一、目标\n\(duty.replacing("20", with: "30"))\n")
    try await scratch.ingest()
    let library = try scratch.library()
    let choice = PlanChoice(names: ["a.txt", "b.txt"])
    let report: any ComparisonReport =
      switch basis {
      case .targets: try TargetMatrix(choice, library: library)
      case .sections: try SectionAlignment(choice, library: library)
      case .terms: try Keyness(choice, library: library)
      case .reuse: try ReuseReport(choice, library: library)
      case .strength: try StrengthProfile(choice, library: library)
      }
    let page = String(decoding: report.html(title: "<script>", .both), as: UTF8.self)
    #expect(page.hasPrefix("<!DOCTYPE html>") && !page.contains("<script") && !page.contains("<b>") && !page.contains("<i>"))
    #expect(report.records.allSatisfy { $0.count == report.columns.count })
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(report.json())) }
    #expect(report.json() == report.json())
  }
}
