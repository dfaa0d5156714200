import PlanText

/// Documents that are ZIP packages: tells the format by the parts, not by the name of the file.
enum PackageReader {
  static func read(_ bytes: [UInt8], path: String, limits: ReaderLimits) throws(ReadError) -> Document {
    let archive = try ZipArchive(bytes, path: path, limits: limits)
    var warnings: [String] = []
    let format: DocumentFormat
    let assembler: BlockAssembler
    switch kind(of: archive, path: path) {
    case .ofd:
      format = .ofd
      (assembler, warnings) = try OFDReader.read(archive, limits: limits)
    case .docx:
      format = .docx
      assembler = try WordReader.read(archive, limits: limits)
    case .odt:
      format = .odt
      assembler = try OpenReader.read(archive, limits: limits)
    case .xlsx:
      format = .xlsx
      assembler = try WorkbookReader.read(archive, limits: limits)
    case let other:
      throw other == .encryptedOFD ? .encrypted(path: path, entry: nil) : .notBuilt(path: path, format: other.foreign)
    }
    guard !assembler.blocks.isEmpty else { throw .empty(path: path, bytes: bytes.count) }
    return Document(
      path: path, format: format, encoding: EncodingReport(name: "UTF-8", reason: "package"), text: assembler.text,
      blocks: assembler.blocks, page: assembler.facts, sha256: Digest.hexadecimal(bytes), warnings: warnings + assembler.warnings, places: assembler.places)
  }

  enum Kind {
    case ofd, encryptedOFD, docx, xlsx, odt, pptx, epub, zip

    fileprivate var foreign: ForeignFormat {
      switch self {
      case .ofd, .encryptedOFD: .ofd
      case .docx: .docx
      case .xlsx: .xlsx
      case .odt: .odt
      case .pptx: .pptx
      case .epub: .epub
      case .zip: .zip
      }
    }
  }

  /// What the parts of `archive` make it; a name decides only where they do not.
  static func kind(of archive: ZipArchive, path: String) -> Kind {
    func has(_ name: String) -> Bool { archive.find(name) != nil }
    if has("OFD.xml") { return .ofd }
    // GM/T 0099: an encrypted OFD has a table of its entries instead of them.
    if has("entriesmap.dat") || has("Encryptions.xml") { return .encryptedOFD }
    if has("word/document.xml") { return .docx }
    if has("xl/workbook.xml") { return .xlsx }
    if has("ppt/presentation.xml") { return .pptx }
    if has("META-INF/container.xml") { return .epub }
    if has("content.xml"), has("META-INF/manifest.xml") || has("mimetype") { return .odt }
    return switch Sniffer.fileSuffix(path) {
    case "ofd": .ofd
    case "docx", "docm", "dotx": .docx
    case "xlsx", "xlsm": .xlsx
    case "odt": .odt
    default: .zip
    }
  }
}
