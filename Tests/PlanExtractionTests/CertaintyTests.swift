import PlanText
import Testing

@testable import PlanExtraction

@Suite struct CertaintyTests {
  private static let extraction = Result { try Extraction.bundled() }

  private func findings(_ text: String, period: ClosedRange<Int>? = nil) throws -> Findings {
    try Self.extraction.get().findings(in: RuleCheck.outline(text, period: period))
  }

  @Test func classIsThatOfTheWeakestReason() {
    var certainty = FindingCertainty.explicit
    #expect(certainty.class == .explicit)
    certainty.add(.scriptConverted)
    #expect(certainty.class == .explicit)
    certainty.add(.deadlineFromPeriod)
    certainty.add(.deadlineFromSection)
    certainty.add(.deadlineFromSection)
    #expect(certainty.class == .inferred)
    #expect(certainty.reasons == [.scriptConverted, .deadlineFromSection, .deadlineFromPeriod])
    #expect(CertaintyClass.explicit < .inherited && CertaintyClass.inherited < .inferred)
  }

  @Test func codesAreDocumentedAndDistinct() {
    #expect(Set(CertaintyReason.allCases.map(\.rawValue)).count == CertaintyReason.allCases.count)
    #expect(Set(CertaintyReason.allCases.map(\.meaning.zh)).count == CertaintyReason.allCases.count)
    for reason in CertaintyReason.allCases {
      #expect(!reason.meaning.zh.isEmpty && !reason.meaning.en.isEmpty)
      #expect(reason.rawValue.allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "-") })
    }
  }

  @Test(arguments: [
    ("到2025年，全市森林覆盖率达到45%以上。", CertaintyClass.explicit, []),
    ("全市森林覆盖率达到45%以上。", .inferred, [CertaintyReason.deadlineFromPeriod]),
    ("到2025年，每个县区科协建设科普基地2个、科普驿站3个。", .inherited, [.actorFromList]),
    ("到2025年，森林覆蓋率達到45%以上。", .explicit, [.scriptConverted]),
  ])
  func targets(_ text: String, _ expected: CertaintyClass, _ reasons: [CertaintyReason]) throws {
    let last = try #require(try findings(text, period: 2021...2025).targets.last)
    #expect(last.certainty.class == expected, "\(last.certainty.reasons)")
    #expect(last.certainty.reasons == reasons)
  }

  @Test func ownersByConvention() throws {
    let text = "一、建设科普基地\n新建科普基地。（责任单位：市科协、市教育局，列第一位者为牵头单位，下同）\n二、培训教师\n培训教师。（责任单位：市教育局、市科协）"
    let owners = try findings(text).owners
    #expect(owners.map(\.role) == [.lead, .responsible, .lead, .responsible])
    #expect(owners.map(\.certainty.class) == [.inherited, .explicit, .inherited, .explicit])
  }

  @Test func namesThatWereExpanded() throws {
    let owners = try findings("一、建设科普基地\n新建科普基地。（责任单位：省、市科协，县教育局）").owners
    #expect(owners.map(\.names) == [["省科协", "市科协", "县教育局"]])
    #expect(owners.map(\.certainty.reasons) == [[.namesExpanded]])
  }

  @Test func comparatorsOfOneFigureForAll() throws {
    let targets = try findings("到2025年，小学、初中入学率分别达到99%和98%以上。", period: 2021...2025).targets
    #expect(targets.map(\.certainty.reasons) == [[.comparatorFromList], []])
  }
}
