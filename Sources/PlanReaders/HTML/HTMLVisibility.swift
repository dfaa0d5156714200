/// Which nodes of a page a reader sees.
///
/// Hidden are scripts, controls and heads, what a style or attribute takes off the page, and text that is struck out. What hides
/// the better part of a page's text is not believed: a forgotten `</s>` must not lose a document.
struct HTMLVisibility {
  /// Nodes that are not seen, nor anything below them.
  private var hidden: [Bool] = []

  init(_ page: HTMLPage) {
    let gone = page.nodes.map { Self.isGone($0, page) }
    let texts = Self.texts(page, gone)
    let whole = page.nodes.indices.reduce(0) { $0 + (page.nodes[$1].parent < 0 ? texts[$1] : 0) }
    hidden.reserveCapacity(page.nodes.count)
    for (i, node) in page.nodes.enumerated() {
      let isBelow = node.parent >= 0 && hidden[Int(node.parent)]
      hidden.append(isBelow || gone[i] || node.tag == .struck && texts[i] * 2 < whole)
    }
  }

  func isHidden(_ i: Int) -> Bool { hidden[i] }

  /// Whether the element says that it and all below it is off the page.
  private static func isGone(_ node: HTMLNode, _ page: HTMLPage) -> Bool {
    switch node.tag {
    case .unseen, .head, .title, .meta: return true
    case .text, .root: return false
    default:
      return page.has("hidden", node)
        || page.declarations(of: node).contains { declares($0, "display:none") || declares($0, "visibility:hidden") }
    }
  }

  /// Whether a declaration is `wanted`, important or not.
  private static func declares(_ declaration: ArraySlice<UInt8>, _ wanted: String) -> Bool {
    declaration.elementsEqual(wanted.utf8) || declaration.elementsEqual((wanted + "!important").utf8)
  }

  /// Characters other than ASCII blanks in the subtree of each node, without those that are gone and those of links.
  private static func texts(_ page: HTMLPage, _ gone: [Bool]) -> [Int] {
    var counts = [Int](repeating: 0, count: page.nodes.count)
    for i in page.nodes.indices.reversed() {
      let node = page.nodes[i]
      if node.tag == .text {
        counts[i] = page.strings[node.text].reduce(0) { $0 + ($1 > 0x20 && $1 & 0xC0 != 0x80 ? 1 : 0) }
      } else if gone[i] || node.tag == .anchor {
        counts[i] = 0
      }
      if node.parent >= 0 { counts[Int(node.parent)] += counts[i] }
    }
    return counts
  }
}
