package import PlanText

/// Reads the bytes of one file as a document. `path` is kept as the document's path and helps to tell the format.
package func readDocument(path: String, bytes: [UInt8], limits: ReaderLimits = ReaderLimits()) throws(ReadError)
  -> Document
{
  let limit = min(limits.bytes, CharsetDecoder.longestInput)
  guard bytes.count <= limit else { throw .tooLarge(path: path, bytes: bytes.count, limit: limit) }
  guard !bytes.isEmpty else { throw .empty(path: path, bytes: 0) }
  let verdict = Sniffer.verdict(path: path, bytes: bytes)
  if case .foreign(let format) = verdict {
    if Sniffer.isEncryptedOffice(bytes) { throw .encrypted(path: path, entry: nil) }
    if format == .doc || format == .wps { return try OfficeConverter.read(bytes, path: path, format: .doc, limits: limits) }
    throw .notBuilt(path: path, format: format)
  }
  if verdict == .package { return try PackageReader.read(bytes, path: path, limits: limits) }
  if verdict == .rtf { return try OfficeConverter.read(bytes, path: path, format: .rtf, limits: limits) }
  if verdict == .pdf { return try PDFReader.read(bytes, path: path, limits: limits) }
  if verdict == .wordXML { return try OfficeConverter.read(bytes, path: path, format: .doc, limits: limits) }
  if verdict == .flatOpenDocument { return try OpenReader.readFlat(bytes, path: path, limits: limits) }
  if verdict == .mail { return try readMessage(path: path, bytes: bytes, limits: limits) }
  return try readText(path: path, bytes: bytes, as: verdict, sha256: Digest.hexadecimal(bytes), limits: limits)
}

/// The page or text of a message. What was sent along with it is named.
private func readMessage(path: String, bytes: [UInt8], limits: ReaderLimits) throws(ReadError) -> Document {
  let message = MailMessage(bytes)
  guard let part = message.text, !part.bytes.isEmpty else { throw .empty(path: path, bytes: bytes.count) }
  let left = message.attachments > 0 ? ["attached files not read: \(message.attachments)"] : []
  return try readText(
    path: path, bytes: part.bytes, label: part.charset, as: part.isPage ? .html : .text, sha256: Digest.hexadecimal(bytes), warnings: left,
    limits: limits)
}

/// Reads a text, a page or a table.
/// - Parameter label: what the head of a message calls the encoding.
private func readText(
  path: String, bytes: [UInt8], label: String? = nil, as verdict: Sniffer.Verdict, sha256: String, warnings: [String] = [], limits: ReaderLimits
) throws(ReadError) -> Document {
  if isUTF32(bytes) { throw .binary(path: path, offset: 0, found: .utf32) }
  guard var decoded = EncodingDetector.decode(bytes, label: label) else { throw unreadable(path: path, bytes: bytes) }
  if tooManyControls(decoded.scalars) {
    throw .binary(path: path, offset: place(of: isControl, in: decoded, bytes), found: .controls)
  }
  decoded.warnings = warnings + decoded.warnings
  guard verdict == .html else {
    guard let nuls = NulCharacters.replace(in: &decoded.scalars) else {
      throw .binary(path: path, offset: place(of: { $0 == 0 }, in: decoded, bytes), found: .nulCharacters)
    }
    decoded.warnings += NulCharacters.warning(nuls)
    if verdict == .table {
      let (table, warnings) = CSVDocument.read(decoded.scalars)
      guard !table.blocks.isEmpty else { throw .empty(path: path, bytes: bytes.count) }
      return Document(
        path: path, format: .csv, encoding: decoded.report, text: table.text, blocks: table.blocks, sha256: sha256,
        warnings: decoded.warnings + warnings)
    }
    var blocks = TextReader.blocks(of: decoded.scalars)
    guard !blocks.isEmpty else { throw .empty(path: path, bytes: bytes.count) }
    let head = TextFrontMatter(decoded.scalars, blocks)
    for i in 0..<head.count { blocks[i] = Block(span: blocks[i].span, kind: .chrome) }
    return Document(
      path: path, format: .text, encoding: decoded.report, text: decoded.scalars, blocks: blocks, page: head.facts, sha256: sha256,
      warnings: decoded.warnings)
  }
  let page = try HTMLReader.read(decoded.scalars, path: path, limits: limits)
  decoded.scalars = []
  guard !page.blocks.isEmpty else { throw .empty(path: path, bytes: bytes.count) }
  return Document(
    path: path, format: .html, encoding: decoded.report, text: page.text, blocks: page.blocks, page: page.facts,
    sha256: sha256, warnings: decoded.warnings + page.warnings)
}

/// Reads `file`, or standard input for `-`. A file over the limit is refused by its size, before it is read.
package func readFile(_ file: InputFile, limits: ReaderLimits = ReaderLimits()) throws(ReadError) -> Document {
  let bytes =
    file.path == "-"
    ? try FileAccess.standardInput(limit: limits.bytes) : try FileAccess.bytes(of: file.path, limit: limits.bytes)
  return try readDocument(path: file.path, bytes: bytes, limits: limits)
}

/// Where nothing reads as text: the first NUL or, without one, the first byte that is not ASCII.
private func unreadable(path: String, bytes: [UInt8]) -> ReadError {
  if let zero = bytes.firstIndex(of: 0) {
    return .binary(path: path, offset: zero, found: .nulByte)
  }
  let at = bytes.firstIndex { $0 >= 0x80 } ?? 0
  return .binary(path: path, offset: at, found: .undecodable)
}

/// The byte at which the first such character of ASCII stands.
private func place(of isSuch: (UInt8) -> Bool, in decoded: EncodedText, _ bytes: [UInt8]) -> Int {
  let found = decoded.scalars.firstIndex { $0.value < 0x80 && isSuch(UInt8(truncatingIfNeeded: $0.value)) }
  guard decoded.report.name.hasPrefix("UTF-16"), let found else { return bytes.firstIndex(where: isSuch) ?? 0 }
  let mark = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) ? 2 : 0
  return decoded.scalars[..<found].reduce(mark) { $0 + ($1.value > 0xFFFF ? 4 : 2) }
}

/// UTF-32 starts like UTF-16 and goes on with zeros.
private func isUTF32(_ bytes: [UInt8]) -> Bool {
  bytes.count % 4 == 0 && (bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]))
}

private func isControl(_ byte: UInt8) -> Bool {
  byte == 0x7F || byte < 0x20 && !(0x09...0x0D).contains(byte) && byte != 0x1A && byte != 0x1B
}

/// Whether more than one in a hundred characters is a control character: no text then.
private func tooManyControls(_ scalars: [Unicode.Scalar]) -> Bool {
  var count = 0
  for scalar in scalars where scalar.value < 0x80 {
    if isControl(UInt8(truncatingIfNeeded: scalar.value)) { count += 1 }
  }
  return count > 8 && count * 100 > scalars.count
}

/// The text of bytes whose encoding is told by evidence, a byte order mark left out; nil if no encoding gives readable text.
package func decodedText(_ bytes: [UInt8]) -> String? {
  guard let decoded = EncodingDetector.decode(bytes) else { return nil }
  return String(scalars: decoded.scalars)
}
