/// Which nodes of a page a reader sees.
///
/// Hidden are scripts, controls and heads, what a style or attribute takes off the page, text that is struck out and readings beside
/// characters. What hides much of a page's text is not believed: pages of WeChat hide the article itself (`visibility: hidden`) until a
/// script has run, and a forgotten `</s>` must not lose a document.
struct HTMLVisibility {
  /// Nodes that are not seen, nor anything below them.
  private var hidden: [Bool]

  /// What a node says about itself and what is below it.
  private enum Look {
    /// Nothing: as the element around it.
    case inherited
    /// Off the page for good.
    case gone
    /// `visibility: hidden`, which what is inside may undo with `visibility: visible`.
    case covered, uncovered
  }

  init(_ page: HTMLPage) {
    let looks = page.nodes.map { Self.look($0, page) }
    let texts = Self.texts(page, looks)
    let whole = page.nodes.indices.reduce(0) { $0 + (page.nodes[$1].parent < 0 ? texts[$1] : 0) }
    var isGone = [Bool](repeating: false, count: page.nodes.count)
    var isCovered = isGone
    for (i, node) in page.nodes.enumerated() {
      let (above, gone) = node.parent >= 0 ? (isCovered[Int(node.parent)], isGone[Int(node.parent)]) : (false, false)
      isGone[i] = gone || looks[i] == .gone || node.tag == .leftOut && texts[i] * 2 < whole
      switch looks[i] {
      case .covered: isCovered[i] = texts[i] * 4 < whole
      case .uncovered: isCovered[i] = false
      default: isCovered[i] = above
      }
    }
    hidden = zip(isGone, isCovered).map { $0 || $1 }
    // What holds something that is seen is entered.
    for i in page.nodes.indices.reversed() where !hidden[i] && page.nodes[i].parent >= 0 { hidden[Int(page.nodes[i].parent)] = false }
  }

  func isHidden(_ i: Int) -> Bool { hidden[i] }

  private static func look(_ node: HTMLNode, _ page: HTMLPage) -> Look {
    switch node.tag {
    case .unseen, .head, .title, .meta: return .gone
    case .text, .root: return .inherited
    default: break
    }
    if page.has("hidden", node) { return .gone }
    var look = Look.inherited
    for declaration in page.declarations(of: node) {
      if declares(declaration, "display:none") { return .gone }
      if declares(declaration, "visibility:hidden") { look = .covered }
      if declares(declaration, "visibility:visible") { look = .uncovered }
    }
    return look
  }

  /// Whether a declaration is `wanted`, important or not.
  private static func declares(_ declaration: ArraySlice<UInt8>, _ wanted: String) -> Bool {
    declaration.elementsEqual(wanted.utf8) || declaration.elementsEqual((wanted + "!important").utf8)
  }

  /// Characters other than ASCII blanks in the subtree of each node, without those that are gone and those of links.
  private static func texts(_ page: HTMLPage, _ looks: [Look]) -> [Int] {
    var counts = [Int](repeating: 0, count: page.nodes.count)
    for i in page.nodes.indices.reversed() {
      let node = page.nodes[i]
      if node.tag == .text {
        counts[i] = page.strings[node.text].reduce(0) { $0 + ($1 > 0x20 && $1 & 0xC0 != 0x80 ? 1 : 0) }
      } else if looks[i] == .gone || node.tag == .anchor {
        counts[i] = 0
      }
      if node.parent >= 0 { counts[Int(node.parent)] += counts[i] }
    }
    return counts
  }
}
