import PlanText

/// The numbers of ordered lists, as a browser shows them in front of their items: `<ol><li>建设基地` → `1. 建设基地`.
///
/// UEditor, with which many sites write, keeps 一、 and （一） as the class of a list (`custom_cn`, `custom_cn2`). Items that are links belong
/// to menus, and items that begin with a number of their own need no other: both get none.
struct HTMLLists {
  /// What stands in front of an item, by its node.
  private var labels: [Int: String] = [:]

  /// How numbers look: a format of `WordNumbers` with what stands around it.
  private struct Form {
    var format: String
    var before = ""
    var after = "."
  }

  init(_ page: HTMLPage, _ visibility: HTMLVisibility) {
    guard page.nodes.contains(where: { $0.tag == .ordered }) else { return }
    let shares = Self.shares(page)
    /// Next number of each list under way, by its node.
    var numbers: [Int: Int] = [:]
    for (i, node) in page.nodes.enumerated() where node.tag == .item && node.parent >= 0 && !visibility.isHidden(i) {
      let parent = Int(node.parent)
      guard page.nodes[parent].tag == .ordered else { continue }
      let list = page.nodes[parent]
      let isDown = page.has("reversed", list)
      let number = Self.number("value", page, node) ?? numbers[parent] ?? Self.start(parent, page, isDown)
      numbers[parent] = number + (isDown ? -1 : 1)
      guard shares[i].linked * 2 <= shares[i].all, !Self.hasNumber(i, page, visibility), let form = Self.form(of: node, page) ?? Self.form(of: list, page),
        let text = WordNumbers.text(number, form.format)
      else { continue }
      labels[i] = form.before + text + form.after + (form.after.unicodeScalars.last?.isASCII ?? true ? " " : "")
    }
  }

  func label(_ item: Int) -> String? { labels[item] }

  // MARK: Numbers

  private static let most = 1_000_000

  private static func number(_ attribute: String, _ page: HTMLPage, _ node: HTMLNode) -> Int? {
    guard let value = page.attribute(attribute, of: node) else { return nil }
    let plain = String(scalars: value.unicodeScalars.filter { $0.value > 0x20 })
    return Int(plain).map { min(max($0, -most), most) }
  }

  /// The first number of a list; one that counts down ends with 1.
  private static func start(_ list: Int, _ page: HTMLPage, _ isDown: Bool) -> Int {
    if let start = number("start", page, page.nodes[list]) { return start }
    guard isDown else { return 1 }
    return (list + 1..<max(list + 1, Int(page.nodes[list].end))).count { page.nodes[$0].tag == .item && Int(page.nodes[$0].parent) == list }
  }

  // MARK: Forms

  /// Classes of UEditor, styles and types, in the order in which they are believed.
  private static let custom: [String: Form] = [
    "custom_cn": Form(format: "chineseCounting", after: "、"), "custom_cn1": Form(format: "chineseCounting", after: "）"),
    "custom_cn2": Form(format: "chineseCounting", before: "（", after: "）"), "custom_num": Form(format: "decimal"),
    "custom_num1": Form(format: "decimal", after: ")"), "custom_num2": Form(format: "decimal", before: "(", after: ")"),
  ]
  private static let styles: [String: Form] = [
    "none": Form(format: "none"), "disc": Form(format: "none"), "circle": Form(format: "none"), "square": Form(format: "none"),
    "decimal": Form(format: "decimal"), "decimal-leading-zero": Form(format: "decimalZero"), "lower-alpha": Form(format: "lowerLetter"),
    "lower-latin": Form(format: "lowerLetter"), "upper-alpha": Form(format: "upperLetter"), "upper-latin": Form(format: "upperLetter"),
    "lower-roman": Form(format: "lowerRoman"), "upper-roman": Form(format: "upperRoman"), "cjk-ideographic": Form(format: "chineseCounting", after: "、"),
    "simp-chinese-informal": Form(format: "chineseCounting", after: "、"), "trad-chinese-informal": Form(format: "chineseCounting", after: "、"),
    "cjk-decimal": Form(format: "chineseCounting", after: "、"),
  ]
  private static let types: [String: Form] = [
    "1": Form(format: "decimal"), "a": Form(format: "lowerLetter"), "A": Form(format: "upperLetter"), "i": Form(format: "lowerRoman"),
    "I": Form(format: "upperRoman"),
  ]

  /// How a list, or one item that differs from it, is numbered; nil for an item that says nothing.
  private static func form(of node: HTMLNode, _ page: HTMLPage) -> Form? {
    if node.tag == .ordered, let names = page.attribute("class", of: node),
      let form = names.split(whereSeparator: \.isWhitespace).lazy.compactMap({ custom[String($0)] }).first
    {
      return form
    }
    for declaration in page.declarations(of: node).reversed() {
      let text = String(decoding: declaration, as: UTF8.self)
      guard let colon = text.firstIndex(of: ":"), ["list-style-type", "list-style"].contains(text[..<colon]) else { continue }
      let value = text[text.index(after: colon)...]
      if let form = styles[String(value.prefix { $0 != "!" })] { return form }
      // Blanks are gone from a declaration of several words: `list-style:nonoutside`.
      if let name = styles.keys.filter({ value.hasPrefix($0) }).max(by: { $0.count < $1.count }) { return styles[name] }
    }
    return page.attribute("type", of: node).flatMap { types[$0] } ?? (node.tag == .ordered ? types["1"] : nil)
  }

  // MARK: Items

  /// Characters in the subtree of each node, and how many of them stand in links.
  private static func shares(_ page: HTMLPage) -> [(all: Int, linked: Int)] {
    var shares = [(all: Int, linked: Int)](repeating: (0, 0), count: page.nodes.count)
    for (i, length) in HTMLTables.textLengths(of: page).enumerated() { shares[i].all = length }
    for i in page.nodes.indices.reversed() {
      let node = page.nodes[i]
      if node.tag == .anchor { shares[i].linked = shares[i].all }
      if node.parent >= 0 { shares[Int(node.parent)].linked += shares[i].linked }
    }
    return shares
  }

  /// Among how many nodes the first text of an item is looked for.
  private static let reach = 64

  /// Whether the text of an item begins with a number or bullet of its own.
  private static func hasNumber(_ item: Int, _ page: HTMLPage, _ visibility: HTMLVisibility) -> Bool {
    var text: [Unicode.Scalar] = []
    for i in item + 1..<min(max(item + 1, Int(page.nodes[item].end)), item + reach) where !visibility.isHidden(i) && page.nodes[i].tag == .text {
      text += page.text(of: page.nodes[i]).unicodeScalars.lazy.filter { !Blanks.isBlank($0) && $0 != "\n" && $0 != "\r" }.prefix(8)
      if text.count >= 8 { break }
    }
    guard let first = text.first else { return false }
    switch first.value {
    case 0x2460...0x249B, 0x3220...0x3229, 0x3280...0x3289, 0x2776...0x2793: return true
    default: break
    }
    if bullets.contains(first) { return true }
    let rest = openings.contains(first) ? text.dropFirst() : text[...]
    let number = rest.prefix { numerals.contains($0) }
    return !number.isEmpty && number.endIndex < text.count && closings.contains(text[number.endIndex])
  }

  private static let bullets = ScalarSet("•·●○■□◆◇★☆▪►▶※-—–".unicodeScalars)
  private static let openings = ScalarSet("（([〔【第".unicodeScalars)
  private static let numerals = ScalarSet("0123456789０１２３４５６７８９一二三四五六七八九十百〇零".unicodeScalars)
  private static let closings = ScalarSet(")）]〕】、.．，,：:章节節条條项項篇".unicodeScalars)
}
