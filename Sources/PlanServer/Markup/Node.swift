import PlanLibrary

/// A piece of a page. Text stays text until it is rendered, and there it is escaped: no node holds ready markup, so
/// nothing that a document or a user says can become an element.
package indirect enum Node: Sendable {
  case element(Tag, [Attribute], [Node])
  case text(String)
  case group([Node])

  /// UTF-8, without blanks between elements.
  package func append(to out: inout [UInt8]) {
    switch self {
    case .text(let text): HTMLText.append(text, to: &out)
    case .group(let nodes): for node in nodes { node.append(to: &out) }
    case .element(let tag, let attributes, let children):
      out.append(UInt8(ascii: "<"))
      out += Array(tag.rawValue.utf8)
      for attribute in attributes { attribute.append(to: &out) }
      out.append(UInt8(ascii: ">"))
      if tag.isVoid { return }
      for child in children { child.append(to: &out) }
      out += Array("</\(tag.rawValue)>".utf8)
    }
  }
}

/// Elements that pages use. `script` is only ever a reference to a file.
package enum Tag: String, Sendable {
  case html, head, title, meta, link, script, body
  case header, main, footer, nav, section, article, aside, h1, h2, h3, h4
  case div, p, span, a, em, strong, small, mark, ins, del, code, pre, kbd, time, abbr, br, hr, q
  case ul, ol, li, dl, dt, dd, details, summary, figure, figcaption, blockquote
  case table, caption, thead, tbody, tr, th, td
  case form, label, input, button, select, option, textarea, fieldset, legend, output, datalist, optgroup
  case svg, g, path, line, rect, circle, polyline, desc
  case svgText = "text"

  var isVoid: Bool { [.meta, .link, .br, .hr, .input].contains(self) }
}

/// An attribute. Addresses have a type of their own, and there is neither `style` nor any event handler.
package struct Attribute: Sendable {
  package enum Name: String, Sendable {
    case id, `class`, lang, dir, title, role, hidden, name, value, type, content, charset, placeholder, checked,
      selected
    case disabled, required, open, rows, cols, size, maxlength, min, max, `for`, method, autocomplete, list, scope,
      colspan
    case rowspan, datetime, rel, tabindex, download, media, spellcheck, enctype, inputmode, label, width, height,
      multiple
    case ariaLabel = "aria-label"
    case ariaCurrent = "aria-current"
    case ariaHidden = "aria-hidden"
    case ariaLabelledBy = "aria-labelledby"
    case ariaDescribedBy = "aria-describedby"
    case ariaSort = "aria-sort"
    case ariaLive = "aria-live"
    case ariaExpanded = "aria-expanded"
    case httpEquiv = "http-equiv"
    case viewBox, x, y, x1, x2, y1, y2, r, cx, cy, d, points, transform
    case textAnchor = "text-anchor"
    case preserveAspectRatio
    case dataStart = "data-start"
    case dataEnd = "data-end"
    case dataKind = "data-kind"
    case dataRecord = "data-record"
    case dataReading = "data-reading"
  }

  private let name: String
  private let value: String?

  package init(_ name: Name, _ value: String? = nil) {
    self.name = name.rawValue
    self.value = value
  }

  private init(address name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  package static func `class`(_ names: String) -> Attribute { Attribute(.class, names) }
  package static func id(_ name: String) -> Attribute { Attribute(.id, name) }
  package static func label(_ text: String) -> Attribute { Attribute(.ariaLabel, text) }
  package static func href(_ address: Address) -> Attribute { Attribute(address: "href", address.text) }
  /// To a place on the same page.
  package static func href(fragment: String) -> Attribute {
    Attribute(address: "href", "#" + PercentCoding.encoded(fragment))
  }
  package static func src(_ address: Address) -> Attribute { Attribute(address: "src", address.text) }
  package static func action(_ address: Address) -> Attribute { Attribute(address: "action", address.text) }

  func append(to out: inout [UInt8]) {
    out.append(UInt8(ascii: " "))
    out += Array(name.utf8)
    guard let value else { return }
    out += Array("=\"".utf8)
    HTMLText.append(value, to: &out)
    out.append(UInt8(ascii: "\""))
  }
}

/// Collects the children of an element: strings are text.
@resultBuilder
package enum NodeBuilder {
  package static func buildExpression(_ text: String) -> [Node] { [.text(text)] }
  package static func buildExpression(_ node: Node) -> [Node] { [node] }
  package static func buildExpression(_ node: Node?) -> [Node] { node.map { [$0] } ?? [] }
  package static func buildExpression(_ nodes: [Node]) -> [Node] { nodes }
  package static func buildBlock(_ parts: [Node]...) -> [Node] { parts.flatMap(\.self) }
  package static func buildOptional(_ part: [Node]?) -> [Node] { part ?? [] }
  package static func buildEither(first: [Node]) -> [Node] { first }
  package static func buildEither(second: [Node]) -> [Node] { second }
  package static func buildArray(_ parts: [[Node]]) -> [Node] { parts.flatMap(\.self) }
}

/// An element with its children.
package func el(_ tag: Tag, _ attributes: Attribute?..., @NodeBuilder children: () -> [Node] = { [] }) -> Node {
  .element(tag, attributes.compactMap(\.self), children())
}

/// A whole page.
package func document(_ root: Node) -> [UInt8] {
  var out = Array("<!doctype html>".utf8)
  root.append(to: &out)
  return out
}
