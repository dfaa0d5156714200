import Foundation
import PlanReaders
import PlanText
import Testing

@testable import PlanLibrary

/// Indicator × place × period over invented plans.
@Suite struct TargetMatrixTests {
  private static let river = """
    清河市全民科学素质行动规划（2021—2025年）

    一、发展基础
    “十三五”末，全市公民具备科学素质的比例达到5.95%。
    二、总体目标
    到2025年，全市公民具备科学素质的比例达到10%以上。新增造林面积300公顷。
    三、重点任务
    到2025年，全市公民具备科学素质的比例达到10%以上。森林抚育任务按省下达计划执行。
    """
  private static let pass = """
    北潭市全民科学素质行动规划（2021—2025年）

    一、发展基础
    全市公民具备科学素质的比例由2015年的4.1%提高到2020年的8.6%。
    二、总体目标
    到2025年，公民具备科学素质比例达到13%以上。新增造林面积1500亩。
    三、重点任务
    积极培育科普示范基地，不断扩大覆盖。建成科普大学5所。
    四、保障措施
    建成科普大学8所。
    """
  private static let hill = """
    云川省平岭市科普工作规划（2021—2025年）

    一、总体目标
    到2025年，具备科学素质人群的比例达到12%以上。建设科普示范基地30个。
    """

  private func matrix(_ names: [String], query: String? = nil, aliases: AliasTable = .bundled, all: Bool = false) async throws -> TargetMatrix {
    let scratch = Scratch()
    try scratch.write("river.txt", Self.river)
    try scratch.write("pass.txt", Self.pass)
    try scratch.write("hill.txt", Self.hill)
    try scratch.write("wood.txt", "云川省林业发展规划（2021—2025年）\n\n一、总体目标\n完成森林抚育任务200万亩。\n")
    try scratch.write("old.txt", Self.pass.replacing("2021—2025", with: "2016—2020"))
    try await scratch.ingest()
    return try TargetMatrix(PlanChoice(names: names, query: query), aliases: aliases, allPeriods: all, library: scratch.library())
  }

  @Test func measuresAndRanksDisagree() async throws {
    let matrix = try await matrix(["river.txt", "pass.txt"])
    let row = try #require(matrix.rows.first { $0.indicator.contains("科学素质") })
    let river = try #require(row.cells[0].figures)
    let pass = try #require(row.cells[1].figures)
    #expect(river.statements.count == 1 && river.statements[0].witnesses.count == 2)
    #expect(river.derived.change == Decimal(string: "4.05") && river.derived.ratio == Decimal(string: "1.6807"))
    #expect(pass.derived.change == Decimal(string: "4.4") && pass.derived.ratio == Decimal(string: "1.5116"))
    #expect(river.derived.years == 5 && river.derived.linearPerYear == Decimal(string: "0.81"))
    #expect(river.derived.compoundPerYear == Decimal(string: "10.9422"))
    #expect(river.ranks[.change] == 2 && river.ranks[.ratio] == 1)
    #expect(row.reversals.contains(Reversal(first: .change, second: .ratio, ahead: 1, behind: 0)))
    #expect(!row.rankNotes(matrix.places, .zh).isEmpty)
  }

  @Test func unitsOfOneClassAreBroughtTogether() async throws {
    let matrix = try await matrix(["river.txt", "pass.txt"])
    let row = try #require(matrix.rows.first { $0.indicator.contains("造林") })
    #expect(row.unit == "亩")
    #expect(row.cells[0].figures?.statements[0].commonValue == 4500)
    #expect(row.cells[0].figures?.statements[0].unit == "公顷")
    #expect(row.cells[0].figures?.derived.valuePerYear == 900)
  }

  @Test func contradictionsAreFlaggedNeverAveraged() async throws {
    let matrix = try await matrix(["pass.txt"])
    let row = try #require(matrix.rows.first { $0.indicator.contains("科普大学") })
    let figures = try #require(row.cells[0].figures)
    #expect(figures.contradictions == [[0, 1]] && figures.chosen == nil)
    #expect(figures.number(.value) == nil && figures.ranks.isEmpty)
    #expect(row.cells[0].text(.zh).hasPrefix("⚠"))
  }

  @Test func fourKindsOfBlank() async throws {
    let matrix = try await matrix(["pass.txt", "hill.txt", "月亮市"])
    let row = try #require(matrix.rows.first { $0.indicator.contains("示范基地") })
    #expect(row.cells.map(\.state) == ["without_figure", "value", "no_document"])
    if case .blank(let blank) = row.cells[0] {
      #expect(blank.mentions.first?.quote == "积极培育科普示范基地，不断扩大覆盖。")
    }
    let other = try #require(matrix.rows.first { $0.indicator.contains("科普大学") })
    #expect(other.cells[1].state == "not_mentioned")
    let tending = try await self.matrix(["river.txt", "wood.txt"]).rows.first { $0.indicator.contains("森林抚育") }
    #expect(tending?.cells.map(\.state) == ["withheld", "value"])
    #expect(MatrixMentions.isWithheld("森林抚育任务按省下达计划执行。"))
    #expect(!MatrixMentions.isWithheld("森林抚育任务如期完成。"))
    #expect(MatrixMentions.isWithheld("森林抚育任务按省下达计划执行。", after: 4))
    // Another clause, another indicator.
    #expect(!MatrixMentions.isWithheld("森林抚育稳步推进，造林完成省下达任务。", after: 4))
    let pairs = Set(IndicatorName.pairs("森林抚育任务").keys)
    #expect(MatrixMentions.isWithheld("森林抚育任务按省下达计划执行，加强管护。", about: pairs, least: 5))
    #expect(!MatrixMentions.isWithheld("推进森林抚育任务，能耗完成国家下达指标。", about: pairs, least: 5))
    #expect(!MatrixMentions.isWithheld("森林抚育作业设计和施工单位的资质完成省下达任务。", after: 4))
  }

  @Test func aFigureThatTheQueryLeavesOutIsNoMissingFigure() async throws {
    let matrix = try await matrix(["river.txt", "pass.txt"], query: "300公顷 OR 科普大学")
    let row = try #require(matrix.rows.first { $0.indicator.contains("造林") })
    #expect(row.cells.map(\.state) == ["value", "left_out"])
    if case .blank(let blank) = row.cells[1] { #expect(blank.mentions.first?.quote == "新增造林面积1500亩") }
    let other = try #require(matrix.rows.first { $0.indicator.contains("科普大学") })
    #expect(other.cells[0].state == "not_mentioned")
  }

  @Test func columnsOfOnePlaceAndPeriodTellTheirPlans() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", "北潭市2026年政府工作报告\n\n一、重点任务\n新建公园30个。\n")
    try scratch.write("b.txt", "北潭市2026年科协工作要点\n\n一、重点任务\n新建公园20个。\n")
    try scratch.write("c.txt", "清河市2026年政府工作报告\n\n一、重点任务\n新建公园10个。\n")
    try await scratch.ingest()
    let labels = try TargetMatrix(PlanChoice(names: ["a.txt", "b.txt", "c.txt"]), library: scratch.library()).places.map(\.label)
    #expect(labels == ["北潭市 2026 政府工作报告", "北潭市 2026 工作要点", "清河市 2026"])
  }

  @Test func periodsAreColumns() async throws {
    let matrix = try await matrix(["清河", "北潭"], all: true)
    #expect(
      matrix.places.map(\.label) == ["清河市 2016—2020", "清河市 2021—2025", "北潭市 2016—2020", "北潭市 2021—2025"])
    #expect(matrix.places[0].documents.isEmpty)
    #expect(matrix.rows.allSatisfy { $0.cells[0].state == "no_document" })
  }

  /// A page has the rows that the whole has there, blanks and all.
  @Test func aPageIsAPieceOfTheWhole() async throws {
    let scratch = Scratch()
    try scratch.write("river.txt", Self.river)
    try scratch.write("pass.txt", Self.pass)
    try scratch.write("hill.txt", Self.hill)
    try await scratch.ingest()
    let library = try scratch.library()
    let choice = PlanChoice(names: ["river.txt", "pass.txt", "hill.txt"])
    func lines(_ view: MatrixView) throws -> [String] {
      try TargetMatrix(choice, view: view, library: library).rows.map { row in
        ([row.title] + row.cells.map { "\($0.state) \($0.text(.zh))" }).joined(separator: "|")
      }
    }
    for order in MatrixOrder.allCases {
      let whole = try lines(MatrixView(order: order))
      // Eight rows are the least that a page has.
      let pages = try (1...3).flatMap { try lines(MatrixView(order: order, page: ($0, 1))) }
      #expect(pages == Array(whole.prefix(24)))
    }
  }

  /// A county is not the city above it.
  @Test func aCountyHasItsOwnColumn() async throws {
    let scratch = Scratch()
    for (name, place) in [("city", "白山市"), ("county", "白山市临江市")] {
      try scratch.write(
        name + ".txt", "\(place)科普工作规划（2021—2025年）\n\n一、目标\n到2025年，建设科普基地\(name == "city" ? 30 : 3)个。\n")
    }
    try await scratch.ingest()
    let matrix = try TargetMatrix(PlanChoice(names: ["白山"]), library: scratch.library())
    #expect(matrix.places.map(\.label) == ["白山市 2021—2025", "白山市临江市 2021—2025"])
    #expect(matrix.rows.allSatisfy { row in row.cells.allSatisfy { $0.figures?.contradictions.isEmpty ?? true } })
    #expect(try TargetMatrix(PlanChoice(names: ["临江"]), library: scratch.library()).places.count == 1)
  }

  @Test func likelyMergesAreProposedAndMadeByAliasOnly() async throws {
    let plain = try await matrix(["river.txt", "hill.txt"])
    let proposal = try #require(plain.proposals.first)
    #expect(proposal.canonical == "公民具备科学素质的比例" && proposal.alias == "具备科学素质人群的比例")
    let alike = plain.rows.filter { $0.indicator.contains("科学素质") }
    #expect(alike.count == 2)
    // The blank says where its figure may be.
    if case .blank(let blank) = alike[0].cells[1] { #expect(blank.alternatives == [alike[1].title]) } else { Issue.record("a blank") }
    let own = try AliasTable(
      text: AliasTable.none.text(adding: [.init(canonical: proposal.canonical, alias: proposal.alias, note: "试")]),
      name: "own")
    let merged = try await matrix(["river.txt", "hill.txt"], aliases: .bundled.adding(own))
    let row = try #require(merged.rows.first { $0.indicator.contains("科学素质") })
    #expect(row.cells.allSatisfy { $0.figures != nil })
    #expect(row.names.last?.alias?.note == "试")
    #expect(merged.aliases.last?.version == 1)
  }

  @Test func quotesAreTheSource() async throws {
    let scratch = Scratch()
    try scratch.write("river.txt", Self.river)
    try scratch.write("pass.txt", Self.pass)
    try await scratch.ingest()
    let library = try scratch.library()
    let matrix = try TargetMatrix(PlanChoice(query: "科学素质 OR 造林"), library: library)
    var texts: [String: [Unicode.Scalar]] = [:]
    for document in try library.documents() { texts[document.id] = try library.sourceText(of: document.key) }
    let witnesses = matrix.rows.flatMap(\.cells).flatMap { cell -> [MatrixWitness] in
      switch cell {
      case .figures(let f): f.statements.flatMap { $0.witnesses + [$0.baseline?.witness].compactMap(\.self) }
      case .blank(let b): b.mentions
      }
    }
    #expect(!witnesses.isEmpty)
    for w in witnesses {
      let text = try #require(texts[w.document])
      #expect(String(String.UnicodeScalarView(text[w.span.range])) == w.quote)
    }
  }
}

@Suite struct AliasTableTests {
  @Test func laterFilesBeatEarlierOnes() throws {
    let a = try AliasTable(text: "# aliases\tversion\t3\n甲指标\t乙指标\t\n", name: "a")
    let b = try AliasTable(text: "# aliases\tversion\t1\n乙指标\t乙指标\t不合并\n", name: "b")
    #expect(a.canonical(ofCore: "乙指标")?.name == "甲指标")
    #expect(a.adding(b).canonical(ofCore: "乙指标") == nil)
    #expect(a.adding(b).origins.map(\.version) == [3, 1])
    let more = a.text(adding: [.init(canonical: "甲指标", alias: "丙指标", note: "x\ty")])
    #expect(more == "# aliases\tversion\t4\n甲指标\t乙指标\t\n甲指标\t丙指标\tx y\n")
    #expect(a.text(adding: a.lines) == "# aliases\tversion\t3\n甲指标\t乙指标\t\n")
  }

  @Test(arguments: ["甲\t乙\t\n", "# aliases\tversion\t1\n甲\n", "# aliases\tversion\t1\n甲\t乙\t\n乙\t甲\t\n"])
  func wrongFilesAreRefused(_ text: String) {
    #expect(throws: LibraryError.self) { try AliasTable(text: text, name: "x") }
  }

  @Test func bundledTableIsUsed() {
    #expect(!AliasTable.bundled.lines.isEmpty)
    #expect(AliasTable.bundled.canonical(ofCore: IndicatorName("GDP").core)?.name == "地区生产总值")
  }
}

@Suite struct IndicatorNameTests {
  @Test func scopePlaceAndSmallWordsAreTakenOff() {
    let a = IndicatorName("清河市公民具备科学素质的比例", places: ["清河市", "清河"])
    #expect(a.core == IndicatorName("全市公民具备科学素质比例").core && a.head == "share")
    #expect(IndicatorName("力争新增就业达到").core == IndicatorName("新增就业").core)
    #expect(IndicatorName("全省").core == "全省")
    #expect(IndicatorName("新建科普基地").isAdded && !IndicatorName("科普基地").isAdded)
  }

  @Test func similarityIsDicesCoefficient() {
    #expect(IndicatorName.similarity("科学素质", "科学素质") == 1)
    // 科学 学素 素质 and 科学 学普: one shared of five.
    #expect(IndicatorName.similarity("科学素质", "科学普") == 0.4)
    #expect(IndicatorName.similarity("甲", "乙") == 0)
  }
}

@Suite struct UnitScaleTests {
  @Test(arguments: [
    ("2", "平方公里", "亩", "3000"), ("1", "公顷", "亩", "15"), ("500", "米", "公里", "0.5"), ("1.2", "吉瓦", "千瓦", "1200000"),
    ("3", "家", "个", "3"), ("2", "斤", "吨", "0.001"),
  ])
  func converts(_ value: String, _ from: String, _ to: String, _ expected: String) throws {
    let number = try #require(Decimal(string: value))
    #expect(UnitScale.bundled.convert(number, from: from, to: to) == Decimal(string: expected))
  }

  @Test func whatMeasuresOtherThingsIsNotConverted() {
    #expect(UnitScale.bundled.convert(1, from: "人", to: "人次") == nil)
    #expect(UnitScale.bundled.convert(1, from: nil, to: "个") == nil)
    #expect(UnitScale.bundled.convert(1, from: "量子", to: "量子") == 1)
  }
}
