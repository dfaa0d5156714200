import Foundation
import PlanExtraction
import PlanReaders
import PlanText
import Testing

/// Word files of before 2007 and RTF, through LibreOffice; without it only its absence is tested.
@Suite struct OfficeTests {
  static let isInstalled = ["/usr/bin/soffice", "/usr/local/bin/soffice"].contains { FileManager.default.isExecutableFile(atPath: $0) }
    && FileManager.default.fileExists(atPath: "/usr/lib/libreoffice/program/libswlo.so")

  private func sample(_ name: String) throws -> Document {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../Formats/" + name)
    return try readDocument(path: name, bytes: try Array(Data(contentsOf: file.standardizedFileURL)))
  }

  private func failure(_ path: String, _ bytes: [UInt8], _ limits: ReaderLimits = ReaderLimits()) -> ReadError? {
    do {
      _ = try readDocument(path: path, bytes: bytes, limits: limits)
      return nil
    } catch { return error }
  }

  @Test(.enabled(if: isInstalled, "libreoffice-writer-nogui is not installed")) func aWordFileOfBefore2007() throws {
    let document = try sample("清河市_生活垃圾分类工作实施方案_2023-2025.doc")
    #expect(document.format == .doc)
    #expect(document.bodyLines.contains("厨余垃圾日处理能力\t吨\t150\t300\t400"))
    let outline = Outline(of: document)
    #expect(outline.metadata.title == "清河市生活垃圾分类工作实施方案（2023—2025年）")
    #expect(outline.sections.map(\.name).contains("二/（三）"))
    let found = try Extraction.bundled().findings(in: outline)
    #expect(found.targets.contains { $0.deadline == 2025 && $0.unit == "%" })
    #expect(found.owners.contains { $0.role == .lead && $0.names == ["市城市管理局"] })
  }

  @Test(.enabled(if: isInstalled, "libreoffice-writer-nogui is not installed")) func richText() throws {
    let document = try sample("平岭市_2024年残疾人工作要点.rtf")
    #expect(document.format == .rtf)
    #expect(document.bodyLines.contains { $0.hasPrefix("4．用人单位安排残疾人就业的比例不得低于1.5%") })
    #expect(Outline(of: document).metadata.title == "平岭市2024年残疾人工作要点")
  }

  @Test(.enabled(if: isInstalled, "libreoffice-writer-nogui is not installed")) func aFileThatIsNoneAndTooLittleTime() throws {
    let ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 2000)
    guard case .converterFailed("a.doc", "soffice", _, _)? = failure("a.doc", ole) else {
      Issue.record("\(String(describing: failure("a.doc", ole)))")
      return
    }
    #expect(
      failure("a.rtf", Array("{\\rtf1 x}".utf8), ReaderLimits(seconds: 0))
        == .overLimit(path: "a.rtf", entry: nil, limit: .seconds, found: nil, allowed: 0))
  }

  @Test func aPasswordIsNamedWithoutTheConverter() {
    var bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 2000)
    bytes.replaceSubrange(512..<514, with: [0xEC, 0xA5])
    bytes[512 + 11] = 1
    #expect(failure("a.doc", bytes) == .encrypted(path: "a.doc", entry: nil))
  }

  @Test func theMissingConverterIsNamed() {
    let error = ReadError.noConverter(path: "a.doc", format: .doc, program: "soffice", package: "libreoffice-writer-nogui")
    #expect(error.description.contains("apt-get install libreoffice-writer-nogui"))
  }
}
