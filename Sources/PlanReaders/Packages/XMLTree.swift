import CXML

/// An XML part as a flat tree in document order, namespaces left out: the subtree of node i is i ..< `end`.
struct XMLTree {
  struct Node {
    /// Index in `names`; -1 for a piece of text.
    var name: Int32
    var parent: Int32
    var end: Int32
    /// Bytes of the text in `strings`.
    var text: Range<Int32>
    /// Slots of `attributes`.
    var attributes: Range<Int32>
  }

  private(set) var nodes: [Node] = []
  /// Names of elements and attributes, each once.
  private(set) var names: [String] = []
  private var strings: [UInt8] = []
  private var attributes: [(name: Int32, value: Range<Int32>)] = []

  /// Parses the bytes of the part `entry` of the package at `path`; nil for a file that is no package.
  init(_ bytes: [UInt8], path: String, entry: String?, limits: ReaderLimits) throws(ReadError) {
    let most = Int(Int32.max) / 2
    guard bytes.count <= most else {
      throw .overLimit(path: path, entry: entry, limit: .bytes, found: bytes.count, allowed: most)
    }
    var events = gm_xml_events()
    defer { gm_xml_free(&events) }
    let depth = min(limits.depth, ReaderLimits.xmlDepth)
    let status = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map {
        gm_xml_parse($0, Int32(buffer.count), Int32(depth), Int32(clamping: limits.nodes), &events)
      } ?? Int32(GM_XML_MALFORMED)
    }
    switch status {
    case Int32(GM_XML_OK): build(events)
    case Int32(GM_XML_TOO_DEEP):
      throw .overLimit(path: path, entry: entry, limit: .depth, found: nil, allowed: depth)
    case Int32(GM_XML_TOO_MANY):
      throw .overLimit(path: path, entry: entry, limit: .nodes, found: nil, allowed: limits.nodes)
    case Int32(GM_XML_TOO_LARGE):
      throw .overLimit(path: path, entry: entry, limit: .bytes, found: nil, allowed: limits.bytes)
    case Int32(GM_XML_DOCTYPE):
      throw .damaged(path: path, entry: entry, problem: .documentType(line: Int(events.error_line)))
    case Int32(GM_XML_MALFORMED):
      throw .damaged(
        path: path, entry: entry, problem: .xml(line: Int(events.error_line), code: Int(events.error_code)))
    default: throw .noMemory(path: path)
    }
  }

  private mutating func build(_ events: gm_xml_events) {
    strings = Array(UnsafeBufferPointer(start: events.strings, count: Int(events.strings_length)))
    names = UnsafeBufferPointer(start: events.names, count: Int(events.name_count)).map {
      String(decoding: strings[Int($0.offset)..<Int($0.offset + $0.length)], as: UTF8.self)
    }
    attributes = UnsafeBufferPointer(start: events.attributes, count: Int(events.attribute_count)).map {
      ($0.name, $0.offset..<$0.offset + $0.length)
    }
    nodes.reserveCapacity(Int(events.event_count))
    var open: [Int] = []
    for event in UnsafeBufferPointer(start: events.events, count: Int(events.event_count)) {
      if event.kind == Int32(GM_HTML_END) {
        if let last = open.popLast() { nodes[last].end = Int32(nodes.count) }
        continue
      }
      let isText = event.kind == Int32(GM_HTML_TEXT)
      let node = Node(
        name: isText ? -1 : event.name, parent: Int32(open.last ?? -1), end: Int32(nodes.count + 1),
        text: isText ? event.offset..<event.offset + event.length : 0..<0,
        attributes: event.first_attribute..<event.first_attribute + event.attribute_count)
      if !isText { open.append(nodes.count) }
      nodes.append(node)
    }
  }

  // MARK: Looking

  /// The root element; nil only for a tree without nodes.
  var root: Int? { nodes.isEmpty ? nil : 0 }

  func isText(_ i: Int) -> Bool { nodes[i].name < 0 }

  /// Local name of element `i`; empty for text.
  func name(_ i: Int) -> String { nodes[i].name < 0 ? "" : names[Int(nodes[i].name)] }

  /// The children of node `i`, pieces of text among them.
  func children(of i: Int) -> Children { Children(tree: self, at: i + 1, end: Int(nodes[i].end)) }

  /// The child elements of `i` called `name`.
  func children(of i: Int, named name: String) -> [Int] { children(of: i).filter { self.name($0) == name } }

  /// The first child element of `i` called `name`.
  func child(of i: Int, _ name: String) -> Int? { children(of: i).first { self.name($0) == name } }

  /// The element reached from `i` by first children of these names.
  func descend(_ i: Int, _ path: String...) -> Int? {
    var at = i
    for name in path {
      guard let next = child(of: at, name) else { return nil }
      at = next
    }
    return at
  }

  /// All elements below `i` called `name`, in document order.
  func descendants(of i: Int, named name: String) -> [Int] {
    (i + 1..<max(i + 1, Int(nodes[i].end))).filter { self.name($0) == name }
  }

  /// The value of an attribute by its local name.
  func attribute(_ name: String, of i: Int) -> String? {
    for slot in nodes[i].attributes where names[Int(attributes[Int(slot)].name)] == name {
      let range = attributes[Int(slot)].value
      let value = String(decoding: strings[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
      // libxml2 leaves this one for a second pass that we have not.
      return value.contains("&#38;") ? value.replacing("&#38;", with: "&") : value
    }
    return nil
  }

  func integer(_ name: String, of i: Int) -> Int? { attribute(name, of: i).flatMap { Int($0) } }

  /// The characters of a piece of text.
  func scalars(_ i: Int) -> String.UnicodeScalarView {
    let range = nodes[i].text
    return String(decoding: strings[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self).unicodeScalars
  }

  /// All text below `i`.
  func text(_ i: Int) -> String {
    var bytes: [UInt8] = []
    for k in i..<Int(nodes[i].end) where nodes[k].name < 0 {
      bytes.append(contentsOf: strings[Int(nodes[k].text.lowerBound)..<Int(nodes[k].text.upperBound)])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Walks over the children of a node.
  struct Children: Sequence, IteratorProtocol {
    let tree: XMLTree
    var at: Int
    let end: Int

    mutating func next() -> Int? {
      guard at < end else { return nil }
      defer { at = Int(tree.nodes[at].end) }
      return at
    }
  }
}

extension ZipArchive {
  /// The XML part `name`, which the format needs.
  func xml(_ name: String, limits: ReaderLimits) throws(ReadError) -> XMLTree {
    try XMLTree(part(name), path: path, entry: name, limits: limits)
  }

  /// The XML part `name` if it is there.
  func optionalXML(_ name: String, limits: ReaderLimits) throws(ReadError) -> XMLTree? {
    guard find(name) != nil else { return nil }
    return try xml(name, limits: limits)
  }
}
