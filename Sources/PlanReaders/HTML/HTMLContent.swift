/// Finds the document among the lines of a page: by structure and by the density of sentences, not by names of classes.
struct HTMLContent {
  private let page: HTMLPage
  private let lines: [LaidLine]
  private let chrome: [ChromeLine]
  /// Weight of each line as running text of a document.
  private let weights: [Double]
  /// Sums over the subtree of each node: weights, characters, linked characters.
  private var weight: [Double]
  private var characters: [Int]
  private var linked: [Int]
  /// Furniture by its tag or class: the node or one of its ancestors.
  private var furniture: [Bool] = []

  /// Lines of metadata.
  private let facts: Set<Int>

  /// `facts`: the lines that were read as metadata.
  init(_ page: HTMLPage, _ lines: [LaidLine], facts: Set<Int>) {
    self.page = page
    self.lines = lines
    self.facts = facts
    chrome = lines.map { ChromeLine($0.text) }
    weights = zip(lines, chrome).enumerated().map { facts.contains($0) ? 0 : Self.weight($1.0, $1.1) }
    weight = [Double](repeating: 0, count: page.nodes.count)
    characters = [Int](repeating: 0, count: page.nodes.count)
    linked = [Int](repeating: 0, count: page.nodes.count)
    for (line, w) in zip(lines, weights) where line.node < page.nodes.count {
      weight[line.node] += w
      characters[line.node] += line.text.count
      linked[line.node] += line.linked
    }
    for i in page.nodes.indices.reversed() where page.nodes[i].parent >= 0 {
      let parent = Int(page.nodes[i].parent)
      weight[parent] += weight[i]
      characters[parent] += characters[i]
      linked[parent] += linked[i]
    }
    markFurniture()
  }

  /// Characters of a line count as running text the more it is made of sentences and the less of links.
  private static func weight(_ line: LaidLine, _ words: ChromeLine) -> Double {
    guard !words.isChrome, !words.headsLinks else { return 0 }
    var han = 0
    var marks = 0
    for scalar in line.text {
      switch scalar.value {
      case 0x3400...0x9FFF, 0x20000...0x3FFFF: han += 1
      case 0x3002, 0xFF0C, 0xFF1B, 0x3001, 0xFF1A: marks += 1
      default: continue
      }
    }
    let share = 1 - Double(line.linked) / Double(max(1, line.text.count))
    let prose = marks > 0 && han >= 12 ? 1.0 : 0.3
    return Double(han) * share * share * prose
  }

  /// Whether each line belongs to the document.
  func bodyLines() -> [Bool] {
    guard !lines.isEmpty else { return [] }
    let core = mainNode()
    let main = core.map(widen)
    let reach = core.map(reach)
    var body = lines.indices.map { belongs($0, to: main, reach ?? lines.indices) }
    trimEnds(&body)
    dropInfo(&body)
    return body
  }

  // MARK: Furniture

  /// A subtree is furniture when its element or class says so and it holds less than a tenth of the running text of
  /// the page, or up to half of it where it is mostly links.
  private mutating func markFurniture() {
    let total = page.nodes.isEmpty ? 0 : topLevel().reduce(0) { $0 + weight[$1] }
    for (i, node) in page.nodes.enumerated() {
      let above = node.parent >= 0 && furniture[Int(node.parent)]
      let share = node.tag.isBlock && !above ? allowance(i, node) : 0
      furniture.append(above || share > 0 && weight[i] <= total * share)
    }
  }

  /// Largest share of the page's running text that the element may hold and still be furniture; 0 for elements that
  /// are none by their name.
  private func allowance(_ i: Int, _ node: HTMLNode) -> Double {
    if linked[i] * 2 > characters[i] { return saysFurniture(node, ChromeWords.furniture) ? 0.5 : 0 }
    if saysFurniture(node, ChromeWords.foot) { return 0.4 }
    return saysFurniture(node, ChromeWords.furniture) ? 0.1 : 0
  }

  private func topLevel() -> [Int] { page.nodes.indices.filter { page.nodes[$0].parent < 0 } }

  private func saysFurniture(_ node: HTMLNode, _ names: Set<String>) -> Bool {
    switch node.tag {
    case .nav, .footer: return true
    case .aside, .header, .form: return names.contains("header")
    default: break
    }
    for name in ["id", "class", "role"] {
      guard let value = page.attribute(name, of: node) else { continue }
      let parts = value.lowercased().split { !$0.isLetter }.map(String.init)
      if parts.contains("relative") || parts.contains("absolute") { continue }
      if parts.contains(where: names.contains) && !parts.contains("content") && !parts.contains("article") {
        return true
      }
    }
    return false
  }

  // MARK: The main element

  /// The deepest element that holds nine tenths of the running text outside of furniture.
  private func mainNode() -> Int? {
    var own = [Double](repeating: 0, count: page.nodes.count)
    for (line, w) in zip(lines, weights) where line.node < own.count && !furniture[line.node] {
      own[line.node] += w
    }
    var children = [Int: [Int]]()
    for i in page.nodes.indices.reversed() {
      let parent = Int(page.nodes[i].parent)
      if own[i] > 0 { children[parent, default: []].append(i) }
      if parent >= 0 { own[parent] += own[i] }
    }
    let total = topLevel().reduce(0) { $0 + own[$1] }
    guard total > 0 else { return nil }
    var at: Int?
    var candidates = children[-1] ?? []
    while let next = candidates.first(where: { own[$0] >= total * 0.9 }) {
      if !page.nodes[next].tag.isBlock { break }
      // One paragraph alone is never the page: its neighbours belong to it.
      if [.paragraph, .item, .row].contains(page.nodes[next].tag) || page.nodes[next].tag.headingLevel != nil { break }
      at = next
      candidates = children[next] ?? []
    }
    return at
  }

  /// The main element with its surroundings as long as these are no menus: titles, annexes and signatures often stand
  /// beside it. Climbs while what is gained is not furniture and at most a fifth of it is links.
  private func widen(_ main: Int) -> Int {
    var open = [Int](repeating: 0, count: page.nodes.count)
    var links = open
    for (i, line) in lines.enumerated() where !isFurniture(i) {
      open[line.node] += line.text.count
      links[line.node] += namesAnnex(i) ? 0 : line.linked
    }
    for i in page.nodes.indices.reversed() where page.nodes[i].parent >= 0 {
      open[Int(page.nodes[i].parent)] += open[i]
      links[Int(page.nodes[i].parent)] += links[i]
    }
    var at = main
    while page.nodes[at].parent >= 0 {
      let up = Int(page.nodes[at].parent)
      guard (links[up] - links[at]) * 5 <= open[up] - open[at] else { break }
      at = up
    }
    return at
  }

  /// A line belongs to the document when it stands in the main element, or outside of it as running text, and is not
  /// furniture.
  private func belongs(_ i: Int, to main: Int?, _ reach: Range<Int>) -> Bool {
    if isFurniture(i) { return false }
    guard let main else { return true }
    return isInside(lines[i].node, main) && reach.contains(i) || isProse(i)
  }

  /// The lines of the main element and those around it up to the first furniture on either side.
  private func reach(_ core: Int) -> Range<Int> {
    guard let first = lines.indices.first(where: { isInside(lines[$0].node, core) }),
      let last = lines.indices.last(where: { isInside(lines[$0].node, core) })
    else { return lines.indices }
    let before = lines[..<first].lastIndex { furniture[$0.node] } ?? -1
    let behind = lines[(last + 1)...].firstIndex { furniture[$0.node] } ?? lines.count
    return (before + 1)..<behind
  }

  private func isFurniture(_ i: Int) -> Bool {
    facts.contains(i) || chrome[i].isChrome || furniture[lines[i].node]
  }

  private func isInside(_ node: Int, _ ancestor: Int) -> Bool {
    node >= ancestor && node < Int(page.nodes[ancestor].end)
  }

  /// Two sentences' worth of text without links.
  private func isProse(_ i: Int) -> Bool {
    weights[i] >= 60 && lines[i].linked * 5 < lines[i].text.count && lines[i].text.contains("。")
  }

  // MARK: Lines at the ends

  /// Links before the first and behind the last line of running text are menus, unless they name annexes; a heading
  /// of a list of links ends the document.
  private func trimEnds(_ body: inout [Bool]) {
    if let first = lines.indices.first(where: { body[$0] && !isLinkLine($0) }) {
      for i in 0..<first { body[i] = false }
    }
    let lastProse = lines.indices.last { body[$0] && weights[$0] >= 12 && !isLinkLine($0) } ?? 0
    var links = false
    for i in lines.indices where i > lastProse && body[i] {
      if chrome[i].headsLinks { links = true }
      if links || isLinkLine(i) && !namesAnnex(i) { body[i] = false }
    }
    for i in lines.indices where body[i] && chrome[i].headsLinks {
      let next = lines.indices.first { $0 > i && body[$0] }
      if next.map(isLinkLine) ?? true { body[i] = false }
    }
  }

  private func isLinkLine(_ i: Int) -> Bool { lines[i].linked * 10 >= lines[i].text.count * 8 }

  private func namesAnnex(_ i: Int) -> Bool {
    let plain = chrome[i].plain
    if Self.annexStarts.contains(where: { plain.starts(with: $0) }) { return true }
    guard plain.count < 200, plain.contains(".") else { return false }
    let name = String(String.UnicodeScalarView(plain.filter(\.isASCII))).lowercased()
    return Self.annexNames.contains { name.contains($0) }
  }

  private static let annexStarts = ["附件", "附表", "附錄", "附录"].map { Array($0.unicodeScalars) }
  private static let annexNames = [
    ".doc", ".docx", ".pdf", ".xls", ".xlsx", ".wps", ".ofd", ".zip", ".rar", ".odt", ".ods",
  ]

  /// `来源：… 发布时间：…` below the title and the credits at the end.
  private func dropInfo(_ body: inout [Bool]) {
    let kept = lines.indices.filter { body[$0] }
    let isProse = { (i: Int) in weights[i] >= 30 && lines[i].text.contains("。") }
    guard let firstProse = kept.firstIndex(where: isProse), let lastProse = kept.lastIndex(where: isProse)
    else { return }
    for (n, i) in kept.enumerated() where chrome[i].isInfo {
      if n < min(firstProse + 1, 12) || n > lastProse { body[i] = false }
    }
  }
}
