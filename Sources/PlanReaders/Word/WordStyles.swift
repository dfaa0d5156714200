/// What the styles of a Word document say: those of paragraphs about headings and numbers, those of characters about what is hidden.
struct WordStyles {
  private struct Style {
    var base: String?
    var list: String?
    var level: Int?
    /// 0 … 8 for headings.
    var outline: Int?
    var name = ""
  }

  private var styles: [String: Style] = [:]
  private var standard: String?
  /// Character styles that raise their letters, as those of marks of notes do.
  private(set) var raised: Set<String> = []
  /// Whether character styles hide their text, by id; those that do not say so are as the one they are based on.
  private var vanishing: [String: Bool] = [:]
  private var characterBases: [String: String] = [:]

  init() {}

  init(_ tree: XMLTree) {
    guard let root = tree.root else { return }
    raised = Self.raised(root, tree)
    for node in tree.children(of: root, named: "style") where tree.attribute("type", of: node) == "character" {
      guard let id = tree.attribute("styleId", of: node) else { continue }
      vanishing[id] = Self.vanish(node, tree)
      characterBases[id] = tree.child(of: node, "basedOn").flatMap { tree.attribute("val", of: $0) }
    }
    for node in tree.children(of: root, named: "style")
    where tree.attribute("type", of: node) ?? "paragraph" == "paragraph" {
      guard let id = tree.attribute("styleId", of: node) else { continue }
      var style = Style()
      style.base = tree.child(of: node, "basedOn").flatMap { tree.attribute("val", of: $0) }
      style.name = tree.child(of: node, "name").flatMap { tree.attribute("val", of: $0) }?.lowercased() ?? ""
      if let properties = tree.child(of: node, "pPr") {
        let own = Self.numbering(properties, tree)
        style.list = own.list
        style.level = own.level
        style.outline = Self.outline(properties, tree)
      }
      styles[id] = style
      if let flag = tree.attribute("default", of: node), flag == "1" || flag == "true" { standard = id }
    }
  }

  private static func raised(_ root: Int, _ tree: XMLTree) -> Set<String> {
    let styles = tree.children(of: root, named: "style").filter { node in
      tree.attribute("type", of: node) == "character"
        && tree.descend(node, "rPr", "vertAlign").flatMap { tree.attribute("val", of: $0) } == "superscript"
    }
    return Set(styles.compactMap { tree.attribute("styleId", of: $0) })
  }

  /// What `w:vanish` in the run properties of a run or a style says; nil where it is not there.
  static func vanish(_ node: Int, _ tree: XMLTree) -> Bool? {
    guard let mark = tree.descend(node, "rPr", "vanish") else { return nil }
    return !["0", "false", "off"].contains(tree.attribute("val", of: mark) ?? "1")
  }

  /// Whether a character style hides its text; a circle ends.
  func hides(_ style: String?) -> Bool {
    var next = style
    for _ in 0..<20 {
      guard let id = next else { return false }
      if let said = vanishing[id] { return said }
      next = characterBases[id]
    }
    return false
  }

  /// List and level of `w:numPr` in paragraph properties, each if it is there.
  static func numbering(_ properties: Int, _ tree: XMLTree) -> (list: String?, level: Int?) {
    guard let node = tree.child(of: properties, "numPr") else { return (nil, nil) }
    let list = tree.child(of: node, "numId").flatMap { tree.attribute("val", of: $0) }
    let level = tree.child(of: node, "ilvl").flatMap { tree.integer("val", of: $0) }
    return (list, level)
  }

  /// `w:outlineLvl` in paragraph properties; 9 means running text.
  static func outline(_ properties: Int, _ tree: XMLTree) -> Int? {
    tree.child(of: properties, "outlineLvl").flatMap { tree.integer("val", of: $0) }
  }

  /// The style and those it is based on, nearest first; a circle ends.
  private func chain(_ id: String?) -> [(id: String, style: Style)] {
    var out: [(id: String, style: Style)] = []
    var next = id ?? standard
    while let id = next, let style = styles[id], out.count < 20 {
      out.append((id, style))
      next = style.base
    }
    return out
  }

  /// List and level that a style gives to its paragraphs, and the style that names the list.
  func numbering(of style: String?) -> (list: String, level: Int?, style: String)? {
    let chain = chain(style)
    guard let holder = chain.first(where: { $0.style.list != nil }), let list = holder.style.list, list != "0" else {
      return nil
    }
    return (list, chain.lazy.compactMap(\.style.level).first, holder.id)
  }

  /// Whether paragraphs of the style are entries of a table of contents: `toc 1`, `目录 1`. Files without their styles keep the names as ids.
  func isContents(_ style: String?) -> Bool {
    guard let style else { return false }
    let names = chain(style).map(\.style.name) + [style.lowercased()]
    return names.contains { name in
      ["toc", "目录"].contains { name.hasPrefix($0) && name.dropFirst($0.count).drop { $0 == " " }.first?.isNumber ?? false }
    }
  }

  /// 1 … 9 if paragraphs of the style are headings.
  func heading(of style: String?) -> Int? {
    for (_, style) in chain(style) {
      if let outline = style.outline { return (0..<9).contains(outline) ? outline + 1 : nil }
      if style.name.hasPrefix("heading "), let level = Int(style.name.dropFirst(8)), (1...9).contains(level) {
        return level
      }
    }
    return nil
  }
}
