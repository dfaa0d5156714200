import CXML

/// Kinds of elements that the reader tells apart.
enum Tag: UInt8, Sendable {
  /// A piece of text, no element.
  case text
  case inline, block, lineBreak, anchor
  /// `sup`: a power or the mark of a note.
  case raised
  /// `del`, `s`, `strike`: text that holds no longer; `rt`, `rp`: readings beside the characters, which are no text of their own.
  case leftOut
  case h1, h2, h3, h4, h5, h6
  case paragraph, item
  /// `ol`.
  case ordered
  case table, row, cell
  case preformatted
  case nav, header, footer, aside, form
  case head, title, meta
  /// `html` and `body`, which a style may hide until a script has run.
  case root
  /// Never shown: scripts, styles, controls, embedded things.
  case unseen

  /// Level of a heading, 1 … 6.
  var headingLevel: Int? {
    rawValue >= Tag.h1.rawValue && rawValue <= Tag.h6.rawValue ? Int(rawValue - Tag.h1.rawValue) + 1 : nil
  }

  /// Whether the element stands on lines of its own.
  var isBlock: Bool {
    switch self {
    case .text, .inline, .lineBreak, .anchor, .raised, .leftOut, .unseen, .title, .meta: false
    default: true
    }
  }

  static let named: [String: Tag] = {
    var table: [String: Tag] = [
      "a": .anchor, "br": .lineBreak, "hr": .block, "p": .paragraph, "li": .item, "ol": .ordered, "dt": .item, "dd": .item,
      "h1": .h1, "h2": .h2, "h3": .h3, "h4": .h4, "h5": .h5, "h6": .h6, "table": .table, "tr": .row, "td": .cell,
      "th": .cell, "nav": .nav, "header": .header, "footer": .footer, "aside": .aside, "form": .form,
      "sup": .raised, "del": .leftOut, "s": .leftOut, "strike": .leftOut,
      "rt": .leftOut, "rp": .leftOut, "rtc": .leftOut,
      "head": .head, "html": .root, "body": .root, "pre": .preformatted, "title": .title, "meta": .meta,
    ]
    for name in [
      "div", "section", "article", "main", "ul", "dl", "tbody", "thead", "tfoot", "caption",
      "center", "blockquote", "address", "figure", "figcaption", "fieldset", "legend", "details",
      "summary", "frameset", "marquee", "dir", "menu", "hgroup",
    ] {
      table[name] = .block
    }
    for name in [
      "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "audio", "video",
      "canvas", "input", "select", "option", "textarea", "applet", "map", "math", "link", "base", "noframes",
    ] {
      table[name] = .unseen
    }
    return table
  }()
}

/// An element or a piece of text. Nodes stand in document order; the subtree of node i is i ..< `end`.
struct HTMLNode {
  var tag: Tag
  var parent: Int32
  var end: Int32
  /// Bytes of the text, in the page's strings; empty for elements.
  var text: Range<Int>
  /// Slots of the page's attributes.
  var attributes: Range<Int>
}

/// A page as a flat tree: no recursion is needed to walk it, however deep it is.
struct HTMLPage {
  private(set) var nodes: [HTMLNode] = []
  private(set) var strings: [UInt8] = []
  private var attributes: [(name: String, value: Range<Int>)] = []
  private(set) var deepest = 0

  /// Parses a decoded page. NULs are read as U+FFFD, as the HTML standard asks.
  init(_ scalars: [Unicode.Scalar], path: String, limits: ReaderLimits) throws(ReadError) {
    let utf8 = HTMLComments.withoutBogus(Self.encode(scalars))
    guard utf8.count <= Int(Int32.max) / 2 else {
      throw .tooLarge(path: path, bytes: utf8.count, limit: Int(Int32.max) / 2)
    }
    var events = gm_html_events()
    defer { gm_html_free(&events) }
    let depth = Int32(clamping: limits.depth)
    let most = Int32(clamping: limits.nodes)
    let status = utf8.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { gm_html_parse($0, Int32(buffer.count), depth, most, &events) } ?? 0
    }
    switch status {
    case Int32(GM_HTML_OK): build(events)
    case Int32(GM_HTML_TOO_DEEP): throw .tooDeep(path: path, limit: limits.depth)
    case Int32(GM_HTML_TOO_MANY): throw .tooManyNodes(path: path, limit: limits.nodes)
    case Int32(GM_HTML_TOO_LARGE): throw .tooLarge(path: path, bytes: utf8.count, limit: limits.bytes)
    default: throw .noMemory(path: path)
    }
  }

  private static func encode(_ scalars: [Unicode.Scalar]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(scalars.count * 2)
    for scalar in scalars {
      let v = scalar.value == 0 ? 0xFFFD : scalar.value
      if v < 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: v))
        continue
      }
      if v < 0x800 {
        bytes.append(UInt8(truncatingIfNeeded: 0xC0 | v >> 6))
      } else {
        if v < 0x10000 {
          bytes.append(UInt8(truncatingIfNeeded: 0xE0 | v >> 12))
        } else {
          bytes.append(UInt8(truncatingIfNeeded: 0xF0 | v >> 18))
          bytes.append(UInt8(truncatingIfNeeded: 0x80 | v >> 12 & 0x3F))
        }
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | v >> 6 & 0x3F))
      }
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | v & 0x3F))
    }
    return bytes
  }

  private mutating func build(_ events: gm_html_events) {
    deepest = Int(events.deepest)
    strings = Array(UnsafeBufferPointer(start: events.strings, count: Int(events.strings_length)))
    for attribute in UnsafeBufferPointer(start: events.attributes, count: Int(events.attribute_count)) {
      let start = Int(attribute.value)
      attributes.append(
        (string(Int(attribute.name), Int(attribute.name_length)), start..<start + Int(attribute.value_length)))
    }
    var open: [Int] = []
    for event in UnsafeBufferPointer(start: events.events, count: Int(events.event_count)) {
      if event.kind == Int32(GM_HTML_END) {
        if let last = open.popLast() { nodes[last].end = Int32(nodes.count) }
        continue
      }
      let parent = Int32(open.last ?? -1)
      let start = Int(event.offset)
      let end = start + Int(event.length)
      if event.kind == Int32(GM_HTML_TEXT) {
        nodes.append(
          HTMLNode(tag: .text, parent: parent, end: Int32(nodes.count + 1), text: start..<end, attributes: 0..<0))
        continue
      }
      let first = Int(event.first_attribute)
      let tag = Tag.named[string(start, end - start)] ?? .inline
      open.append(nodes.count)
      nodes.append(
        HTMLNode(
          tag: tag, parent: parent, end: Int32(nodes.count + 1), text: start..<start,
          attributes: first..<first + Int(event.attribute_count)))
    }
  }

  private func string(_ start: Int, _ count: Int) -> String {
    String(decoding: strings[start..<start + count], as: UTF8.self)
  }

  /// The text of a text node.
  func text(of node: HTMLNode) -> String { String(decoding: strings[node.text], as: UTF8.self) }

  /// The value of an attribute of `node`, nil if it is absent.
  func attribute(_ name: String, of node: HTMLNode) -> String? {
    for slot in node.attributes where attributes[slot].name == name {
      return String(decoding: strings[attributes[slot].value], as: UTF8.self)
    }
    return nil
  }

  /// Whether the element has an attribute of this name.
  func has(_ name: String, _ node: HTMLNode) -> Bool { node.attributes.contains { attributes[$0].name == name } }

  /// The declarations of the element's own style, without blanks and in lower case: `DISPLAY : none` → `display:none`
  /// (`|` 0x20 turns `:`, `;` and `-` into themselves).
  func declarations(of node: HTMLNode) -> [ArraySlice<UInt8>] {
    for slot in node.attributes where attributes[slot].name == "style" {
      return strings[attributes[slot].value].filter { $0 > 0x20 }.map { $0 | 0x20 }.split(separator: 0x3B)
    }
    return []
  }
}
