import Foundation
import PlanExtraction
import PlanReaders
import PlanText
import Testing

/// The sample plans that are packages read as they look on paper.
@Suite struct SampleDocumentTests {
  private func read(_ name: String) throws -> Document {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../Corpus/" + name)
    return try readDocument(path: name, bytes: try Array(Data(contentsOf: file.standardizedFileURL)))
  }

  @Test func theWordPlanShowsItsNumbersAndCells() throws {
    let document = try read("石桥县_全域节水行动方案_2024-2026.docx")
    let lines = document.bodyLines
    #expect(lines.contains("二、重点任务"))
    #expect(lines.contains { $0.hasPrefix("（二）工作目标。") && $0.contains("达到0.6以上") && !$0.contains("0.58") })
    #expect(lines.filter { $0.hasPrefix("1. ") }.count == 3)
    #expect(lines.contains { $0.hasPrefix("2. 推广水肥一体化") })
    #expect(document.chromeLines == ["[1] 按2020年可比价计算。"])
    let outline = Outline(of: document)
    #expect(outline.metadata.title == "石桥县全域节水行动方案（2024—2026年）")
    #expect(outline.sections.map(\.name).contains("二/（三）/1"))
    let found = try Extraction.bundled().findings(in: outline)
    #expect(found.targets.contains { $0.unit == "%" && $0.deadline == 2026 })
    #expect(found.owners.filter { $0.role == .lead && $0.names == ["县水利局"] }.count >= 2)
  }

  @Test func thePDFPlanIsReadOverItsPages() throws {
    let document = try read("云川省_公共图书馆服务提升行动计划_2024-2026.pdf")
    #expect(document.warnings.isEmpty)
    #expect(document.bodyLines.contains("关于印发《云川省公共图书馆服务提升行动计划（2024—2026年）》的通知"))
    #expect(document.bodyLines.contains { $0.hasPrefix("（四）推动数字转型。") && $0.hasSuffix("省通信管理局）") })
    #expect(document.bodyLines.contains { $0.contains("人均藏书量达到1.2册") })
    #expect(document.bodyLines.contains("2\t新建城市书房\t各市人民政府\t240个\t2026年"))
    #expect(document.chromeLines.filter { $0 == "云川省文化和旅游厅文件汇编" }.count == 4)
    #expect(document.chromeLines.contains("[2] 新增藏量指当年入藏并完成编目的文献。"))
    let outline = Outline(of: document)
    #expect(outline.metadata.documentNumber == "云文旅发〔2024〕11号")
    #expect(outline.metadata.title == "云川省公共图书馆服务提升行动计划（2024—2026年）")
    #expect(outline.sections.map(\.name).contains("二/（五）"))
    let found = try Extraction.bundled().findings(in: outline)
    #expect(found.targets.contains { $0.deadline == 2026 && $0.unit == "%" })
    #expect(found.owners.contains { $0.role == .lead && $0.names == ["省图书馆"] })
  }

  @Test func theOFDPlanIsReadOverItsPages() throws {
    let document = try read("平岭市_老年友好城市建设实施方案.ofd")
    #expect(document.warnings.isEmpty)
    #expect(document.chromeLines == ["— 1 —", "— 2 —"] || document.chromeLines == ["— 1 —", "— 2 —", "— 3 —"])
    #expect(document.bodyLines.contains { $0.hasPrefix("到2025年，") && $0.hasSuffix("综合养老服务中心36个。") })
    #expect(document.bodyLines.contains("每千名老年人拥有养老床位\t张\t38\t45"))
    let outline = Outline(of: document)
    #expect(outline.metadata.documentNumber == "平政办发〔2023〕17号")
    #expect(outline.sections.map(\.name).contains("二/（四）"))
    let found = try Extraction.bundled().findings(in: outline)
    #expect(found.targets.contains { $0.deadline == 2025 && $0.unit == "%" })
    #expect(!found.obligations.isEmpty && !found.owners.isEmpty)
  }
}
