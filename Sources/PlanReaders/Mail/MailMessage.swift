/// A message of mail, or a page saved with its pictures (MHT, MHTML): a head of fields and a body, which may be parts with heads of their own
/// (RFC 5322, MIME in RFC 2045 and 2046, pages in RFC 2557). Of all parts the page is read, else the text.
struct MailMessage {
  /// A part that holds text, unpacked.
  struct Part {
    var bytes: [UInt8]
    var isPage: Bool
    /// As the head of the part names it.
    var charset: String?
    fileprivate var id: String?
  }

  private var parts: [Part] = []
  /// How many parts are files that were sent along: `方案.docx`. They are not read.
  private(set) var attachments = 0
  /// The part that shows the others, by its id.
  private var start: String?
  private var count = 0

  /// Longest head, most parts, deepest nesting: what no program writes is passed over.
  private static let longestHead = 1 << 16
  private static let mostParts = 10_000
  private static let mostNested = 8

  init(_ bytes: [UInt8]) {
    let head = Head(bytes[...])
    start = head.parameter("start")
    collect(head, 0)
  }

  /// The page, else the text; nil for a message of files alone.
  var text: Part? {
    parts.first { $0.isPage && start != nil && $0.id == start } ?? parts.first(where: \.isPage) ?? parts.first
  }

  /// Whether bytes begin as a message does: with lines `Name: value` up to an empty one, which say what is in the body.
  static func isMessage(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, (0x41...0x5A).contains(first & 0xDF), bytes.prefix(80).contains(0x3A) else { return false }
    let head = Head(bytes[...])
    guard head.isClosed, let type = head["content-type"] ?? head["mime-version"].map({ _ in "text/plain" }) else { return false }
    return head["mime-version"] != nil || type.hasPrefix("multipart/") || head["content-transfer-encoding"] != nil
  }

  private mutating func collect(_ head: Head, _ depth: Int) {
    count += 1
    guard count <= Self.mostParts, depth <= Self.mostNested else { return }
    let type = head.type
    if type.hasPrefix("multipart/") {
      guard let boundary = head.parameter("boundary"), !boundary.isEmpty else { return }
      for part in Self.split(head.body, at: Array(("--" + boundary).utf8)) { collect(Head(part), depth + 1) }
    } else if type == "message/rfc822" {
      collect(Head(head.body), depth + 1)
    } else if (head["content-disposition"] ?? "").lowercased().hasPrefix("attachment") {
      attachments += 1
    } else if ["text/html", "application/xhtml+xml", "text/plain"].contains(type) {
      let bytes = Self.unpacked(head.body, (head["content-transfer-encoding"] ?? "").lowercased())
      parts.append(Part(bytes: bytes, isPage: type != "text/plain", charset: head.parameter("charset"), id: head["content-id"]))
    }
  }

  /// What stands between the lines that start with `boundary`, up to the one that ends with two hyphens more.
  private static func split(_ body: ArraySlice<UInt8>, at boundary: [UInt8]) -> [ArraySlice<UInt8>] {
    var out: [ArraySlice<UInt8>] = []
    var start: Int?
    var at = body.startIndex
    while at < body.endIndex {
      let end = body[at...].firstIndex(of: 0x0A) ?? body.endIndex - 1
      if body[at...end].starts(with: boundary) {
        if let start { out.append(body[start..<at]) }
        start = end + 1
        if body[at...end].dropFirst(boundary.count).starts(with: [0x2D, 0x2D]) { return out }
      }
      at = end + 1
    }
    // A message that is cut off ends in its last part.
    if let start, start < body.endIndex { out.append(body[start...]) }
    return out
  }

  private static func unpacked(_ body: ArraySlice<UInt8>, _ coding: String) -> [UInt8] {
    if coding.hasPrefix("base64") { return base64(body) }
    return coding.hasPrefix("quoted-printable") ? quotedPrintable(body) : Array(body)
  }

  /// RFC 2045, 6.8; what is no digit of the code is passed over.
  static func base64(_ body: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(body.count / 4 * 3)
    var (value, bits) = (UInt32(0), 0)
    for byte in body {
      let digit: UInt8
      switch byte {
      case 0x41...0x5A: digit = byte - 0x41
      case 0x61...0x7A: digit = byte - 0x61 + 26
      case 0x30...0x39: digit = byte - 0x30 + 52
      case 0x2B: digit = 62
      case 0x2F: digit = 63
      case 0x3D:
        (value, bits) = (0, 0)
        continue
      default: continue
      }
      value = value << 6 | UInt32(digit)
      bits += 6
      guard bits >= 8 else { continue }
      bits -= 8
      out.append(UInt8(truncatingIfNeeded: value >> UInt32(bits)))
    }
    return out
  }

  /// RFC 2045, 6.7: `=E4` is a byte, `=` at the end of a line joins it to the next; any other `=` stands for itself.
  static func quotedPrintable(_ body: ArraySlice<UInt8>) -> [UInt8] {
    func digit(_ at: Int) -> UInt8? {
      guard at < body.endIndex else { return nil }
      switch body[at] {
      case 0x30...0x39: return body[at] - 0x30
      case 0x41...0x46: return body[at] - 0x41 + 10
      case 0x61...0x66: return body[at] - 0x61 + 10
      default: return nil
      }
    }
    var out: [UInt8] = []
    out.reserveCapacity(body.count)
    var at = body.startIndex
    while at < body.endIndex {
      if body[at] == 0x3D {
        if let high = digit(at + 1), let low = digit(at + 2) {
          out.append(high << 4 | low)
          at += 3
          continue
        }
        let next = at + 1 < body.endIndex && body[at + 1] == 0x0D ? at + 2 : at + 1
        if next < body.endIndex, body[next] == 0x0A {
          at = next + 1
          continue
        }
      }
      out.append(body[at])
      at += 1
    }
    return out
  }

  /// The fields of a message or a part, by their names in lower case, and what stands behind the empty line.
  private struct Head {
    private var fields: [String: String] = [:]
    /// Whether an empty line ends it, and every line in front is a field.
    private(set) var isClosed = false
    private(set) var body: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
      body = bytes[bytes.endIndex...]
      var name: String?
      var at = bytes.startIndex
      while at < bytes.endIndex, at - bytes.startIndex < MailMessage.longestHead {
        let end = bytes[at...].firstIndex(of: 0x0A) ?? bytes.endIndex
        var line = bytes[at..<end]
        if line.last == 0x0D { line.removeLast() }
        at = min(end + 1, bytes.endIndex)
        if line.isEmpty {
          isClosed = true
          body = bytes[at...]
          return
        }
        if line.first == 0x20 || line.first == 0x09 {
          if let name { fields[name, default: ""] += " " + Self.trimmed(line) }
        } else if let colon = line.prefix(80).firstIndex(of: 0x3A), line[..<colon].allSatisfy(Self.isOfName) {
          name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
          if let name, fields[name] == nil { fields[name] = Self.trimmed(line[(colon + 1)...]) }
        } else {
          return
        }
      }
    }

    subscript(name: String) -> String? { fields[name] }

    /// `text/html`; a part without a type is plain text.
    var type: String {
      let value = fields["content-type"] ?? "text/plain"
      return value.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    }

    /// A parameter of the type: `boundary="x"`.
    func parameter(_ name: String) -> String? {
      for piece in (fields["content-type"] ?? "").split(separator: ";").dropFirst() {
        guard let equals = piece.firstIndex(of: "="), piece[..<equals].filter({ $0 != " " }).lowercased() == name else { continue }
        let value = piece[piece.index(after: equals)...].drop { $0 == " " }
        if value.first == "\"" { return String(value.dropFirst().prefix { $0 != "\"" }) }
        return String(value.prefix { $0 != " " })
      }
      return nil
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x2D
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> String {
      let start = line.drop { $0 == 0x20 || $0 == 0x09 }
      return String(decoding: start, as: UTF8.self)
    }
  }
}
