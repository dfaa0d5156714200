/// Text inside a page.
package enum HTMLText {
  /// With the five characters that mean something to HTML as references, in text and in quoted attributes alike;
  /// control characters, which HTML does not allow, as U+FFFD.
  package static func escaped(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
      case "'": out.append(contentsOf: "&#39;".unicodeScalars)
      default:
        let value = scalar.value
        let isControl = value < 0x20 && value != 0x0A && value != 0x09 && value != 0x0D || (0x7F..<0xA0).contains(value)
        out.append(isControl ? "\u{FFFD}" : scalar)
      }
    }
    return String(out)
  }
}
