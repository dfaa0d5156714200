import Foundation
import Testing

@testable import PlanLibrary

@Suite struct KappaTests {
  private func prepared() async throws -> Scratch {
    let scratch = Scratch()
    try scratch.write("river.txt", Sample.river)
    try scratch.write("pass.txt", Sample.pass)
    try await scratch.ingest()
    return scratch
  }

  private func run(_ scratch: Scratch, _ table: String) throws -> Kappa {
    try scratch.write("../coded.csv", table)
    return try Kappa.run(library: try scratch.library(), path: scratch.path + "/coded.csv")
  }

  /// The example of the textbook: two raters, 50 cases, 20 and 15 agreed, κ = 0.4.
  @Test func textbook() {
    var matrix = ConfusionMatrix()
    matrix.add("yes", "yes", 20)
    matrix.add("yes", "no", 5)
    matrix.add("no", "yes", 10)
    matrix.add("no", "no", 15)
    let variable = Kappa.Variable(variable: .isObligation, matrix: matrix, disagreements: [])
    #expect(variable.n == 50 && variable.observed == 0.7 && variable.expected == 0.5)
    #expect(abs((variable.kappa ?? 0) - 0.4) < 1e-12)
  }

  /// κ against a slow count over the cases one by one.
  @Test func agreesWithASlowCount() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let cases = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        (Int.random(in: 0...2, using: &random), Int.random(in: 0...2, using: &random))
      }
      var matrix = ConfusionMatrix()
      for (a, b) in cases { matrix.add("\(a)", "\(b)") }
      let variable = Kappa.Variable(variable: .strength, matrix: matrix, disagreements: [])
      let agreed = cases.count { $0.0 == $0.1 }
      var chance = 0
      for (a, _) in cases { chance += cases.count { $0.1 == a } }
      let n = cases.count
      #expect(variable.observed == Double(agreed) / Double(n))
      #expect(abs(variable.expected - Double(chance) / Double(n * n)) < 1e-12)
      #expect((variable.kappa == nil) == (chance == n * n))
    }
  }

  @Test func tableByQuoteInChinese() async throws {
    let scratch = try await prepared()
    let result = try run(
      scratch,
      """
      文件,原文,是否任务,力度,主体,备注
      river.txt,各县区科协要建设科普基地30个,是,强制,各县区科协,x
      river,不得收取费用,是,强制,无,
      river.txt,全民科学素质行动实施方案,否,,,
      """)
    #expect(result.rows == 3 && result.failures.isEmpty && result.ignored == ["备注"])
    #expect(result.variables.map(\.variable) == [.isObligation, .strength, .owner])
    #expect(result.variables[0].n == 3 && result.variables[0].kappa == 1)
    #expect(result.variables[1].n == 2 && result.variables[1].disagreements.count == 1)
    #expect(result.variables[2].n == 2 && result.variables[2].kappa == 1)
    let miss = try #require(result.variables[1].disagreements.first)
    #expect(miss.hand == "mandatory" && miss.program == "prohibition" && miss.line == 3 && miss.quote == "不得收取费用")
  }

  @Test func tableByOffsets() async throws {
    let scratch = try await prepared()
    let text = Array(Sample.river.unicodeScalars)
    let place = try #require(GoldSource(text).find("公民具备科学素质的比例达到14%以上").map { GoldSource(text).sourceRange($0) })
    let result = try run(
      scratch,
      "document,start,end,is_target,op,kind,value,unit,deadline\nriver.txt,\(place.lowerBound),\(place.upperBound),1,>=,share,14,%,2025\n")
    for variable in result.variables {
      #expect(variable.n == 1 && variable.disagreements.isEmpty && variable.kappa == nil, "\(variable.variable)")
    }
  }

  @Test func linesThatCannotBePlaced() async throws {
    let scratch = try await prepared()
    let result = try run(
      scratch,
      "document,start,end,quote,strength\nriver.txt,,,不得收取费用,prohibition\nnowhere.txt,1,2,,planned\nriver.txt,1,99999,,planned\nriver.txt,,,没有这句话,planned\n")
    #expect(result.rows == 1 && result.failures.count == 3)
    #expect(result.failures.map(\.en).allSatisfy { $0.contains("coded.csv:") })
    #expect(result.failures[1].en.contains(":4:"))
  }

  @Test(arguments: [
    ("", 1), ("start,end,strength\n1,2,planned\n", 1), ("document,strength\nriver.txt,planned\n", 1),
    ("document,start,end\nriver.txt,1,2\n", 1), ("document,start,end,strength\nriver.txt,1,2,certain\n", 2),
    ("document,start,end,strength\nriver.txt,x,2,planned\n", 2), ("document,start,end,strength\nriver.txt,5,2,planned\n", 2),
    ("document,start,end,strength\n,1,2,planned\n", 2), ("document,start,end,strength\nriver.txt,,,planned\n", 2),
    ("document,start,end,strength,力度\nriver.txt,1,2,planned,planned\n", 1), ("document,start,end,strength\n", 1),
    ("document,start,end,is_obligation\nriver.txt,1,2,maybe\n", 2),
  ])
  func badTables(_ table: String, _ line: Int) async throws {
    let scratch = try await prepared()
    do {
      _ = try run(scratch, table)
      Issue.record("accepted: \(table)")
    } catch let error as LibraryError {
      guard case .table(_, let found, let reason) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(found == line && !reason.zh.isEmpty && !reason.en.isEmpty && error.exitStatus == 64)
    }
  }
}
