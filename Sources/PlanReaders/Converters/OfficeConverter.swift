import Foundation
import PlanText

/// Word files of before 2007 (.doc, .wps) and RTF: LibreOffice makes DOCX of them in a process of its own, in a folder of its own that goes
/// with it, and without a network; `WordReader` reads that, so that numbers, tables, notes and changes are those of DOCX.
struct OfficeConverter {
  private static let program = "soffice"
  private static let package = "libreoffice-writer-nogui"

  /// - Parameter format: `doc` or `rtf`.
  static func read(_ bytes: [UInt8], path: String, format: DocumentFormat, limits: ReaderLimits) throws(ReadError) -> Document {
    if format == .doc, isEncrypted(bytes) { throw .encrypted(path: path, entry: nil) }
    let folder = try scratch(path)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let docx = try convert(bytes, path: path, format: format, folder: folder, limits: limits)
    let archive = try ZipArchive(docx, path: path, limits: limits)
    let assembler = try WordReader.read(archive, limits: limits)
    guard !assembler.blocks.isEmpty else { throw .empty(path: path, bytes: bytes.count) }
    return Document(
      path: path, format: format, encoding: EncodingReport(name: "UTF-8", reason: "package"), text: assembler.text,
      blocks: assembler.blocks, sha256: Digest.hexadecimal(bytes))
  }

  /// The document as DOCX.
  private static func convert(
    _ bytes: [UInt8], path: String, format: DocumentFormat, folder: String, limits: ReaderLimits
  ) throws(ReadError) -> [UInt8] {
    let input = folder + "/in." + format.rawValue
    guard FileManager.default.createFile(atPath: input, contents: Data(bytes)) else { throw .unreadable(path: path, code: errno) }
    let child = ChildProcess(
      path: path, format: format, program: program, package: package,
      arguments: [
        "-env:UserInstallation=file://" + folder + "/profile", "--headless", "--norestore", "--nolockcheck", "--nodefault",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, input,
      ], folder: folder, limits: limits)
    let (_, ending, said) = try child.output(input: [], most: 1 << 20)
    let output = folder + "/in.docx"
    guard ending == .exited(0), access(output, R_OK) == 0 else {
      let first = said.split(separator: "\n").first { $0.contains("Error") } ?? said.split(separator: "\n").first ?? ""
      throw .converterFailed(
        path: path, program: program, ending: ending, said: String(first.prefix(200)).replacing(folder, with: "…"))
    }
    do throws(ReadError) {
      return try FileAccess.bytes(of: output, limit: limits.bytes)
    } catch {
      guard case .tooLarge(_, let found, let limit) = error else { throw error }
      throw .tooLarge(path: path, bytes: found, limit: limit)
    }
  }

  /// A new folder that nobody else may look into.
  private static func scratch(_ path: String) throws(ReadError) -> String {
    var name = Array((NSTemporaryDirectory() + "/gangmu-XXXXXX").utf8CString)
    guard mkdtemp(&name) != nil else { throw .unreadable(path: path, code: errno) }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether the head of the text's stream says that it is encrypted ([MS-DOC] 2.5.2: `wIdent` 0xA5EC, bit 8 of the flags).
  static func isEncrypted(_ bytes: [UInt8]) -> Bool {
    for at in stride(from: 512, to: min(bytes.count - 12, 1 << 20), by: 512) where bytes[at] == 0xEC && bytes[at + 1] == 0xA5 {
      return bytes[at + 11] & 1 != 0
    }
    return false
  }
}
