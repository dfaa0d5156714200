import Foundation

/// Tells formats apart by their first bytes and their names.
enum Sniffer {
  enum Verdict: Equatable {
    case text
    case html
    /// A ZIP archive: a document made of parts, or a folder of documents.
    case package
    /// Rows with cells.
    case table
    case pdf
    case rtf
    /// A message of mail, or a page saved as one (MHT).
    case mail
    /// A document of Word 2003 or of OpenDocument in one XML file.
    case wordXML, flatOpenDocument
    case foreign(ForeignFormat)
  }

  /// What `bytes` are, as far as their start and the name of the file tell.
  static func verdict(path: String, bytes: [UInt8]) -> Verdict {
    if isZip(bytes) { return .package }
    if pdfOffset(bytes) != nil { return .pdf }
    if bytes.starts(with: "{\\rtf".utf8) { return .rtf }
    if let format = magic(bytes, name: path) { return .foreign(format) }
    if MailMessage.isMessage(bytes) { return .mail }
    if let verdict = xmlVerdict(bytes) { return verdict }
    let suffix = fileSuffix(path)
    if ["html", "htm", "xhtml", "shtml", "shtm"].contains(suffix) { return .html }
    if suffix == "csv" || suffix == "tsv" { return .table }
    if let format = records[suffix] { return .foreign(format) }
    return looksLikeHTML(bytes, suffix: suffix) ? .html : .text
  }

  private static let records: [String: ForeignFormat] = [
    "jsonl": .jsonl, "ndjson": .jsonl, "json": .jsonl,
  ]

  /// Letters behind the last dot of the file's name, in lower case.
  static func fileSuffix(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  private static let signatures: [(bytes: [UInt8], at: Int, format: ForeignFormat)] = [
    (Array("SQLite format 3".utf8), 0, .database),
    ([0x89, 0x50, 0x4E, 0x47], 0, .image), ([0xFF, 0xD8, 0xFF], 0, .image), (Array("GIF8".utf8), 0, .image),
    ([0x49, 0x49, 0x2A, 0x00], 0, .image), ([0x4D, 0x4D, 0x00, 0x2A], 0, .image), (Array("WEBP".utf8), 8, .image),
    ([0x1F, 0x8B], 0, .archive), ([0x28, 0xB5, 0x2F, 0xFD], 0, .zstd),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], 0, .xz), ([0x37, 0x7A, 0xBC, 0xAF], 0, .sevenZip),
    (Array("Rar!".utf8), 0, .rar), (Array("ustar".utf8), 257, .archive), (Array("BZh".utf8), 0, .bzip2),
    ([0x7F, 0x45, 0x4C, 0x46], 0, .program), ([0x4D, 0x5A, 0x90, 0x00], 0, .program),
    (Array("ID3".utf8), 0, .media), (Array("ftyp".utf8), 4, .media), (Array("OggS".utf8), 0, .media),
    (Array("WAVE".utf8), 8, .media),
  ]

  private static func magic(_ bytes: [UInt8], name: String) -> ForeignFormat? {
    for s in signatures where bytes.count >= s.at + s.bytes.count {
      if bytes[s.at..<s.at + s.bytes.count].elementsEqual(s.bytes) { return s.format }
    }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      return ["xls": .xls, "wps": .wps, "docx": .ole, "xlsx": .ole, "pptx": .ole][fileSuffix(name)] ?? .doc
    }
    return nil
  }

  /// PDF allows its header within the first kilobyte.
  private static func pdfOffset(_ bytes: [UInt8]) -> Int? {
    let mark = Array("%PDF-1.".utf8)
    let head = bytes.prefix(1024)
    guard head.count >= mark.count, head.contains(0x25) else { return nil }
    return (0...(head.count - mark.count)).first { head[$0..<$0 + mark.count].elementsEqual(mark) }
  }

  /// The first record of a ZIP archive: an entry, or the end of one that is empty.
  static func isZip(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
  }

  /// Word and Excel put a document with a password into a compound file; its parts are named in UTF-16.
  static func isEncryptedOffice(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) && bytes.prefix(1 << 20).count > 512
      && Array(bytes.prefix(1 << 20)).holds("EncryptedPackage".utf8.flatMap { [$0, 0] })
  }

  /// What the root of an XML file says: `<w:wordDocument`, `<office:document`.
  private static func xmlVerdict(_ bytes: [UInt8]) -> Verdict? {
    guard bytes.prefix(8).contains(0x3C) else { return nil }
    var head = Substring(String(decoding: bytes.prefix(2048).filter { $0 != 0 && $0 < 0x80 }, as: UTF8.self))
    while true {
      head = head.drop { $0.isWhitespace }
      let isComment = head.hasPrefix("<!--")
      guard isComment || head.hasPrefix("<?") else { break }
      guard let end = head.range(of: isComment ? "-->" : "?>") else { return nil }
      head = head[end.upperBound...]
    }
    switch head.prefix(while: { !$0.isWhitespace && $0 != ">" }) {
    case "<w:wordDocument": return .wordXML
    case "<office:document": return .flatOpenDocument
    default: return nil
    }
  }

  private static func looksLikeHTML(_ bytes: [UInt8], suffix: String) -> Bool {
    var head = String(decoding: bytes.prefix(2048).filter { $0 != 0 && $0 < 0x80 }, as: UTF8.self).lowercased()
    head = String(head.drop { $0.isWhitespace })
    if head.hasPrefix("<!doctype html") || head.hasPrefix("<html") { return true }
    if head.hasPrefix("<?xml"), head.contains("<html") { return true }
    guard suffix != "txt", head.hasPrefix("<") else { return false }
    return ["<head", "<body", "<meta", "<div", "<table", "<p>", "<p ", "<!--", "<title"].contains { head.contains($0) }
  }
}
