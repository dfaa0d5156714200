/// The lists of a Word document: what number stands in front of which paragraph (ECMA-376 part 1, 17.9).
struct WordNumbering {
  struct Level {
    var start = 1
    var format = "decimal"
    /// With `%1` … `%9` for the numbers of the levels.
    var text = ""
    /// The level (1 … 9) whose number starts this one anew; nil for any higher one, 0 for none.
    var restart: Int?
    /// Numbers of all levels in Arabic digits.
    var isLegal = false
    /// Style whose paragraphs have this level.
    var style: String?
  }

  private struct List {
    var abstract: String
    var overrides: [Int: Level] = [:]
    var starts: [Int: Int] = [:]
  }

  /// A number of a paragraph: list and level (0 … 8).
  struct Reference: Equatable {
    var list: String
    var level: Int
  }

  static let levels = 9

  private var abstracts: [String: [Level]] = [:]
  /// Abstract lists that only name a style whose list is meant.
  private var links: [String: String] = [:]
  private var lists: [String: List] = [:]
  /// Numbers reached, by abstract list: those that share it go on counting.
  private var counters: [String: [Int?]] = [:]
  /// Lists whose own starting numbers have been used.
  private var started: Set<String> = []

  init() {}

  init(_ tree: XMLTree) {
    guard let root = tree.root else { return }
    for node in tree.children(of: root) {
      switch tree.name(node) {
      case "abstractNum":
        guard let id = tree.attribute("abstractNumId", of: node) else { continue }
        var levels = [Level](repeating: Level(), count: Self.levels)
        for child in tree.children(of: node, named: "lvl") {
          if let (index, level) = Self.level(child, tree) { levels[index] = level }
        }
        abstracts[id] = levels
        links[id] = tree.child(of: node, "numStyleLink").flatMap { tree.attribute("val", of: $0) }
      case "num":
        guard let id = tree.attribute("numId", of: node), let list = Self.list(node, tree) else { continue }
        lists[id] = list
      default: continue
      }
    }
  }

  private static func list(_ node: Int, _ tree: XMLTree) -> List? {
    guard let child = tree.child(of: node, "abstractNumId"), let abstract = tree.attribute("val", of: child) else {
      return nil
    }
    var list = List(abstract: abstract)
    for change in tree.children(of: node, named: "lvlOverride") {
      guard let index = tree.integer("ilvl", of: change), (0..<levels).contains(index) else { continue }
      if let child = tree.child(of: change, "startOverride") { list.starts[index] = tree.integer("val", of: child) }
      if let child = tree.child(of: change, "lvl"), let (_, level) = level(child, tree) {
        list.overrides[index] = level
      }
    }
    return list
  }

  private static func level(_ node: Int, _ tree: XMLTree) -> (Int, Level)? {
    guard let index = tree.integer("ilvl", of: node), (0..<levels).contains(index) else { return nil }
    var level = Level()
    for child in tree.children(of: node) {
      let value = tree.attribute("val", of: child)
      switch tree.name(child) {
      case "start": level.start = value.flatMap { Int($0) } ?? 1
      case "numFmt": level.format = value ?? "decimal"
      // Formats that older readers do not know come with one that they do: the first is the better.
      case "AlternateContent":
        let inner = tree.descendants(of: child, named: "numFmt").first
        level.format = inner.flatMap { tree.attribute("val", of: $0) } ?? level.format
      case "lvlText": level.text = value ?? ""
      case "lvlRestart": level.restart = value.flatMap { Int($0) }
      case "isLgl": level.isLegal = value != "0" && value != "false"
      case "pStyle": level.style = value
      default: continue
      }
    }
    return (index, level)
  }

  /// The level of `list` that belongs to a style, for numbers that come with the style and name no level.
  func level(of style: String, in list: String) -> Int? {
    lists[list].flatMap { abstracts[$0.abstract] }?.firstIndex { $0.style == style }
  }

  /// The list that a link by a style stands for.
  private func resolve(_ list: String, _ styles: WordStyles) -> (id: String, list: List)? {
    guard let found = lists[list] else { return nil }
    guard let style = links[found.abstract], let other = styles.numbering(of: style)?.list, other != list,
      let target = lists[other]
    else { return (list, found) }
    return (other, target)
  }

  /// Counts the paragraph and gives what stands in front of it; empty for a level without a visible number.
  mutating func advance(_ reference: Reference, _ styles: WordStyles) -> String {
    guard let (id, list) = resolve(reference.list, styles), var levels = abstracts[list.abstract],
      levels.indices.contains(reference.level)
    else { return "" }
    for (index, level) in list.overrides { levels[index] = level }
    var numbers = counters[list.abstract] ?? [Int?](repeating: nil, count: Self.levels)
    if !list.starts.isEmpty, started.insert(id).inserted {
      for index in list.starts.keys { numbers[index] = nil }
    }
    let first = { (index: Int) in list.starts[index] ?? levels[index].start }
    let at = reference.level
    for index in 0..<at where numbers[index] == nil { numbers[index] = first(index) }
    numbers[at] = numbers[at].map { min($0, 1_000_000) + 1 } ?? first(at)
    for index in (at + 1)..<max(at + 1, Self.levels) {
      let restart = levels[index].restart
      if restart == nil || (restart ?? 0) > at { numbers[index] = nil }
    }
    counters[list.abstract] = numbers
    return Self.label(levels, at, numbers)
  }

  private static func label(_ levels: [Level], _ at: Int, _ numbers: [Int?]) -> String {
    let level = levels[at]
    if level.format == "none" { return "" }
    if level.format == "bullet" { return bullet(level.text) }
    var out = ""
    var rest = level.text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "%", let digit = rest.first, digit.value >= 0x31, digit.value <= 0x39 else {
        out.unicodeScalars.append(scalar)
        continue
      }
      rest.removeFirst()
      let index = Int(digit.value) - 0x31
      guard levels.indices.contains(index), let number = numbers[index] else { continue }
      out += level.isLegal && index != at ? String(number) : WordNumbers.text(number, levels[index].format) ?? ""
    }
    return out
  }

  /// Bullets come from symbol fonts, whose characters mean nothing outside of them.
  private static func bullet(_ text: String) -> String {
    let isSymbol = text.unicodeScalars.contains { $0.value >= 0xE000 && $0.value <= 0xF8FF }
    return text.isEmpty ? "" : isSymbol || text.count > 3 ? "•" : text
  }
}
