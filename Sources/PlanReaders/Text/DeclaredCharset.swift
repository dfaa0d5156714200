import Foundation
import PlanText

/// The encoding that a page or an XML file claims for itself.
struct DeclaredCharset: Equatable {
  /// As written.
  let label: String
  /// Nil for a label that is not read.
  let charset: Charset?

  /// The label that the head of a message or a part of one gives; nil for one that is not read.
  init?(label: String) {
    self.label = label
    charset = Self.charset(of: label.lowercased())
    if charset == nil { return nil }
  }

  /// Looks for `<?xml … encoding="…"` and `<meta … charset=…>` in the first 4096 bytes, as browsers do (1024) and
  /// a little further, since many pages put comments first.
  init?(in bytes: ArraySlice<UInt8>) {
    let head = String(decoding: bytes.prefix(4096).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self).lowercased()
    guard let label = Self.fromXML(head) ?? Self.fromMeta(head) else { return nil }
    self.label = label
    charset = Self.charset(of: label)
  }

  private static func fromXML(_ head: String) -> String? {
    guard head.hasPrefix("<?xml"), let end = head.range(of: "?>") else { return nil }
    return value(behind: "encoding", in: head[..<end.lowerBound])
  }

  private static func fromMeta(_ head: String) -> String? {
    var rest = head[...]
    while let start = rest.range(of: "<meta") {
      rest = rest[start.upperBound...]
      let end = rest.firstIndex(of: ">") ?? rest.endIndex
      if let label = value(behind: "charset", in: rest[..<end]) { return label }
      rest = rest[end...]
    }
    return nil
  }

  /// The word behind `key =`, quoted or not.
  private static func value(behind key: String, in text: Substring) -> String? {
    guard let found = text.range(of: key) else { return nil }
    let rest = text[found.upperBound...].drop { $0.isWhitespace }
    guard rest.first == "=" else { return nil }
    let word = rest.dropFirst().drop { $0.isWhitespace || $0 == "\"" || $0 == "'" }
      .prefix { $0.isLetter || $0.isNumber || "-_:.".contains($0) }
    return word.isEmpty ? nil : String(word)
  }

  private static func charset(of label: String) -> Charset? {
    switch label {
    case "utf-8", "utf8", "unicode-1-1-utf-8": .utf8
    case "gb2312", "gb_2312-80", "gb_2312", "gbk", "x-gbk", "gb18030", "cp936", "ms936", "windows-936", "csgb2312",
      "chinese", "iso-ir-58", "euc-cn", "x-euc-cn":
      .gb18030
    case "big5", "big5-hkscs", "big5hkscs", "x-x-big5", "cp950", "ms950", "csbig5", "cn-big5": .big5
    case "utf-16le", "utf-16", "unicode", "ucs-2": .utf16LE
    case "utf-16be": .utf16BE
    case "iso-8859-1", "latin1", "iso8859-1", "windows-1252", "cp1252", "us-ascii", "ascii": .windows1252
    default: nil
    }
  }
}
