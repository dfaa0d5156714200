/// Takes out of a page what the HTML standard calls bogus comments (13.2.5.42): `<!` and all up to the next `>` where neither a comment
/// nor a document type begins. The parser would read them as text.
///
/// Word writes them around the numbers of its lists: `<![if !supportLists]>一、<![endif]>总体要求` → `一、总体要求`.
enum HTMLComments {
  /// The page without bogus comments, in time linear to its length. Nothing is taken out of comments, tags, scripts and styles, nor where
  /// no `>` follows.
  static func withoutBogus(_ page: [UInt8]) -> [UInt8] {
    guard mayHoldBogus(page) else { return page }
    var scan = Scan(page: page)
    var out: [UInt8] = []
    out.reserveCapacity(page.count)
    var copied = 0
    while let at = scan.nextMark() {
      guard isBogus(page, at) else { continue }
      guard let end = page[at...].firstIndex(of: greater) else { break }
      out += page[copied..<at]
      copied = end + 1
      scan.at = copied
    }
    return out + page[copied...]
  }

  private static let (less, greater, bang, dash) = (UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"), UInt8(ascii: "-"))

  /// Whether a bogus comment may begin anywhere: most pages have none and need no closer look.
  private static func mayHoldBogus(_ page: [UInt8]) -> Bool {
    var at = 0
    while let mark = page[at...].firstIndex(of: less) {
      if isBogus(page, mark) { return true }
      at = mark + 1
    }
    return false
  }

  private static func isBogus(_ page: [UInt8], _ at: Int) -> Bool {
    let rest = page[(at + 1)...]
    return rest.first == bang && !rest.dropFirst().starts(with: [dash, dash]) && !isNamed(rest.dropFirst(), "doctype")
  }

  /// Whether `bytes` begin with a name, in letters of either case.
  private static func isNamed(_ bytes: ArraySlice<UInt8>, _ name: String) -> Bool {
    let head = bytes.prefix(name.utf8.count)
    return head.count == name.utf8.count && zip(head, name.utf8).allSatisfy { $0 | 0x20 == $1 }
  }

  /// Walks from `<!` to `<!` over the text of a page.
  private struct Scan {
    let page: [UInt8]
    var at = 0

    /// The place of the next `<!` in text; comments, tags, scripts and styles are passed over.
    mutating func nextMark() -> Int? {
      while let mark = page[at...].firstIndex(of: less) {
        at = mark + 1
        guard at < page.count else { return nil }
        let rest = page[at...]
        if rest.starts(with: [bang, dash, dash]) {
          guard let end = find("-->", from: at + 3) else { return nil }
          at = end
        } else if page[at] == bang {
          return mark
        } else if page[at] | 0x20 >= UInt8(ascii: "a"), page[at] | 0x20 <= UInt8(ascii: "z") {
          let raw = ["script", "style"].first { isNamed(rest, $0) && isEndOfName(at + $0.utf8.count) }
          passTag()
          if let raw {
            guard let end = find("</" + raw, from: at) else { return nil }
            at = end
          }
        }
      }
      return nil
    }

    private func isEndOfName(_ at: Int) -> Bool { at >= page.count || page[at] <= 0x20 || page[at] == greater || page[at] == UInt8(ascii: "/") }

    /// Goes behind the `>` of the tag under way; one in quotes is part of an attribute.
    private mutating func passTag() {
      var quote: UInt8?
      var last: UInt8 = 0
      while at < page.count {
        let byte = page[at]
        at += 1
        if let open = quote {
          if byte == open { quote = nil }
        } else if byte == greater {
          return
        } else if last == UInt8(ascii: "="), byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          quote = byte
        }
        if byte > 0x20 { last = byte }
      }
    }

    /// The place behind the next `mark`, in letters of either case.
    private func find(_ mark: String, from start: Int) -> Int? {
      let first = mark.utf8.first ?? 0
      var i = start
      while i < page.count, let found = page[i...].firstIndex(of: first) {
        if matches(mark, found) { return found + mark.utf8.count }
        i = found + 1
      }
      return nil
    }

    private func matches(_ mark: String, _ at: Int) -> Bool {
      let piece = page[at...].prefix(mark.utf8.count)
      return piece.count == mark.utf8.count && zip(piece, mark.utf8).allSatisfy { $0 == $1 || $1 >= 0x61 && $0 | 0x20 == $1 }
    }
  }
}
