/// Names of entries of archives.
enum EntryName {
  /// Names are UTF-8 or, from Chinese Windows, GBK; folders may be parted by a backslash. Control characters are replaced.
  static func decode(_ bytes: [UInt8]) -> String {
    let text = String(validating: bytes, as: UTF8.self) ?? decodedText(bytes) ?? String(decoding: bytes, as: UTF8.self)
    let clean = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? "\u{FFFD}" : $0 }))
    return clean.contains("\\") ? String(clean.map { $0 == "\\" ? "/" : $0 }) : clean
  }

  /// The name as a path below the archive: it starts at no root and climbs out of nothing. Nil for what a folder walk would skip as
  /// well: hidden files, and what other systems add.
  static func path(_ name: String) -> String? {
    let path = PartName.resolve(name, in: "")
    let parts = path.split(separator: "/")
    guard let last = parts.last, !parts.contains(where: { $0.hasPrefix(".") || $0 == "__MACOSX" }) else { return nil }
    return last == "Thumbs.db" || last == "desktop.ini" ? nil : path
  }
}
