import PlanText

/// Reads the pages of a web archive (WARC 1.0 and 1.1, ISO 28500) one after another: responses and resources that hold a page, a PDF or
/// another document. All other records are passed over, redirects and error pages among them.
struct WARCReader {
  /// A document that was fetched.
  struct Entry {
    /// When and from where: `20240418083000/https://…`.
    let name: String
    let bytes: [UInt8]
  }

  private let source: ByteSource
  private let path: String
  private let limits: ReaderLimits
  /// Bytes of the record under way that were not taken.
  private var left = 0
  private var count = 0
  /// Bytes read ahead, from `at` on.
  private var buffer: [UInt8] = []
  private var at = 0

  /// Longest head of a record or of an answer, in bytes.
  private static let longestHead = 1 << 18

  init(_ source: ByteSource, path: String, limits: ReaderLimits) {
    self.source = source
    self.path = path
    self.limits = limits
  }

  /// Whether a file starts as a web archive does.
  static func isHeader(_ bytes: [UInt8]) -> Bool { bytes.starts(with: "WARC/1.".utf8) }

  /// The next document; nil at the end.
  /// - Parameter goesOn: whether documents behind an error can still be read.
  mutating func next(_ goesOn: inout Bool) throws(ReadError) -> Entry? {
    while true {
      goesOn = false
      try skip(left)
      left = 0
      guard let head = try recordHead() else { return nil }
      count += 1
      guard count <= limits.entries else {
        throw .overLimit(path: path, entry: nil, limit: .entries, found: nil, allowed: limits.entries)
      }
      guard let length = head["content-length"].flatMap({ Int($0) }), length >= 0 else {
        throw .damaged(path: path, entry: nil, problem: .header)
      }
      left = length
      guard let name = Self.name(of: head), let type = head["warc-type"], type == "response" || type == "resource" else { continue }
      goesOn = length > limits.bytes
      guard !goesOn else {
        throw .overLimit(path: path, entry: name, limit: .bytes, found: length, allowed: limits.bytes)
      }
      let block = try read(length)
      left -= block.count
      goesOn = block.count == length
      guard goesOn else {
        try source.checkEnd()
        throw .damaged(path: path, entry: name, problem: .size(claimed: length, found: block.count))
      }
      let isAnswer = type == "response" && (head["content-type"] ?? "").lowercased().hasPrefix("application/http")
      let found = isAnswer ? try document(block, name) : Self.isDocument(head["content-type"]) ? block : nil
      if let bytes = found, !bytes.isEmpty { return Entry(name: name, bytes: bytes) }
    }
  }

  // MARK: Records

  /// The fields of the next record's head, by their names in lower case; nil at the end.
  private mutating func recordHead() throws(ReadError) -> [String: String]? {
    var line = try self.line()
    // Two line ends close each record.
    while line == [] { line = try self.line() }
    guard let first = line else { return nil }
    guard Self.isHeader(first) else { throw .damaged(path: path, entry: nil, problem: .header) }
    var head: [UInt8] = []
    while let next = try self.line(), !next.isEmpty {
      head += next + [0x0A]
      guard head.count <= Self.longestHead else { throw .damaged(path: path, entry: nil, problem: .header) }
    }
    return Self.fields(head[...])
  }

  /// A line without its end; nil at the end of the file.
  private mutating func line() throws(ReadError) -> [UInt8]? {
    var out: [UInt8] = []
    while true {
      if at == buffer.count, try !fill() { return out.isEmpty ? nil : out }
      let end = buffer[at...].firstIndex(of: 0x0A)
      out += buffer[at..<(end ?? buffer.count)]
      at = end.map { $0 + 1 } ?? buffer.count
      if end != nil { break }
      guard out.count <= Self.longestHead else { throw .damaged(path: path, entry: nil, problem: .header) }
    }
    if out.last == 0x0D { out.removeLast() }
    return out
  }

  /// Whether there are more bytes.
  private mutating func fill() throws(ReadError) -> Bool {
    buffer = try source.read(1 << 16)
    at = 0
    return !buffer.isEmpty
  }

  /// The next `length` bytes; fewer at the end only.
  private mutating func read(_ length: Int) throws(ReadError) -> [UInt8] {
    let ahead = buffer[at..<at + min(buffer.count - at, length)]
    at += ahead.count
    return ahead.count == length ? Array(ahead) : Array(ahead) + (try source.read(length - ahead.count))
  }

  private mutating func skip(_ length: Int) throws(ReadError) {
    let ahead = min(buffer.count - at, length)
    at += ahead
    try source.skip(length - ahead)
  }

  private static func fields(_ bytes: ArraySlice<UInt8>) -> [String: String] {
    var out: [String: String] = [:]
    for line in bytes.split(separator: 0x0A) {
      guard let colon = line.firstIndex(of: 0x3A) else { continue }
      let key = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }.filter { $0 != 0x0D }
      if out[key] == nil { out[key] = String(decoding: value, as: UTF8.self) }
    }
    return out
  }

  /// `20240418083000/https://…`, so that two copies of a page are two documents. Never leads out of the archive.
  private static func name(of head: [String: String]) -> String? {
    guard var address = head["warc-target-uri"], address.hasPrefix("http") || address.hasPrefix("<http") else { return nil }
    if address.hasPrefix("<"), address.hasSuffix(">") { address = String(address.dropFirst().dropLast()) }
    let clean = address.unicodeScalars.prefix(2000).map { $0.value < 0x21 || $0 == "\\" ? "_" : $0 }
    let parts = String(String.UnicodeScalarView(clean)).split(separator: "/", omittingEmptySubsequences: false)
    let safe = parts.map { $0 == ".." || $0 == "." ? "_" : String($0) }.joined(separator: "/")
    let day = (head["warc-date"] ?? "").unicodeScalars.filter { ("0"..."9").contains($0) }.prefix(14)
    return (day.isEmpty ? "0" : String(String.UnicodeScalarView(day))) + "/" + safe
  }

  // MARK: Answers

  /// The body of an HTTP answer, put together and unpacked; nil if it is no answer with a document.
  private func document(_ block: [UInt8], _ name: String) throws(ReadError) -> [UInt8]? {
    guard let end = Self.headEnd(block), block.starts(with: "HTTP/".utf8) else { return nil }
    let status = block.prefix(16).split(separator: 0x20).dropFirst().first.map { String(decoding: $0, as: UTF8.self) }
    let head = Self.fields(block[..<end.head])
    guard status == "200" || status == "203", Self.isDocument(head["content-type"]) else { return nil }
    var body = Array(block[end.body...])
    // Some crawlers write the body as it was sent, some put it together first and keep the fields.
    if head["transfer-encoding"]?.lowercased().contains("chunked") ?? false { body = Self.unchunked(body) ?? body }
    let coding = head["content-encoding"]?.lowercased() ?? "identity"
    if body.starts(with: [0x1F, 0x8B]) { return try inflated(body, name, .gzip) }
    if coding == "deflate" {
      // Zlib's form is the standard's (RFC 9110, 8.4.1.2), the bare one that of some servers.
      let isZlib = body.count > 1 && body[0] & 0x0F == 8 && (Int(body[0]) << 8 | Int(body[1])) % 31 == 0
      if isZlib || !Self.isUnpacked(body) { return try inflated(body, name, isZlib ? .zlib : .bare) }
    }
    // Many crawlers unpack the body and keep the field. What still is packed (br, zstd) does not read as text.
    guard coding == "identity" || coding.contains("gzip") || Self.isUnpacked(body) else {
      throw .damaged(path: path + "/" + name, entry: nil, problem: .contentCoding(coding))
    }
    return body
  }

  private static func isUnpacked(_ body: [UInt8]) -> Bool {
    body.starts(with: "%PDF-".utf8) || Sniffer.isZip(body) || EncodingDetector.decode(Array(body.prefix(4096)))?.report.malformed == 0
  }

  private static func headEnd(_ block: [UInt8]) -> (head: Int, body: Int)? {
    var i = 0
    let most = min(block.count, longestHead)
    while i < most {
      if block[i] == 0x0A {
        if i + 1 < most, block[i + 1] == 0x0A { return (i, i + 2) }
        if i + 2 < most, block[i + 1] == 0x0D, block[i + 2] == 0x0A { return (i, i + 3) }
      }
      i += 1
    }
    return nil
  }

  /// Pages, PDF and office files; pictures, scripts and styles are none.
  private static func isDocument(_ type: String?) -> Bool {
    guard let type = type?.lowercased().split(separator: ";").first.map({ $0.filter { $0 != " " } }) else { return false }
    let kinds = [
      "text/html", "application/xhtml+xml", "text/plain", "application/pdf", "application/msword", "application/rtf", "application/ofd",
      "application/vnd.oasis.opendocument.text",
    ]
    return kinds.contains(type) || type.hasPrefix("application/vnd.openxmlformats-officedocument")
  }

  /// The pieces of a chunked body in one (RFC 9112, 7.1); nil if it is not chunked.
  static func unchunked(_ body: [UInt8]) -> [UInt8]? {
    var out: [UInt8] = []
    var at = 0
    while let end = body[at...].firstIndex(of: 0x0A) {
      let digits = body[at..<end].prefix { $0 != 0x3B && $0 != 0x0D && $0 != 0x20 }
      guard digits.count <= 8, let size = Int(String(decoding: digits, as: UTF8.self), radix: 16) else { return nil }
      if size == 0 { return out }
      guard end + 1 + size <= body.count else { return out.isEmpty ? nil : out + body[(end + 1)...] }
      out += body[(end + 1)..<(end + 1 + size)]
      at = end + 1 + size
      while at < body.count, body[at] == 0x0D || body[at] == 0x0A { at += 1 }
      if at >= body.count { return out }
    }
    return nil
  }

  private func inflated(_ body: [UInt8], _ name: String, _ form: ByteSource.Packing) throws(ReadError) -> [UInt8] {
    let inner = path + "/" + name
    let bytes = try ByteSource(body, path: inner, limits: limits, packing: form).all(limit: limits.bytes)
    guard bytes.count <= limits.bytes else {
      throw .overLimit(path: inner, entry: nil, limit: .bytes, found: nil, allowed: limits.bytes)
    }
    return bytes
  }
}
