/// Collects the letters and rules of one OFD page from its objects (GB/T 33190, 7.7 and 8 to 13).
struct OFDPageReader {
  private var resources: OFDResources
  private var page = PageContent()
  /// Texts whose letters run up or down the page.
  private var sideways: [OFDSidewaysText] = []
  /// Most characters of a page: drawing units that use each other could multiply without end.
  private var budget = 2_000_000

  init(resources: OFDResources, box: [Double]) {
    self.resources = resources
    if box.count >= 4, box[2] > 1, box[3] > 1 {
      page.width = box[2]
      page.height = box[3]
    }
  }

  /// Resources of this page alone.
  mutating func addResources(_ tree: XMLTree) { resources.add(tree) }

  /// Objects below `node` (a layer, block or unit).
  mutating func read(_ node: Int, _ tree: XMLTree, _ outer: OFDTransform = .identity, isFurniture: Bool, depth: Int = 0)
  {
    for child in tree.children(of: node) where tree.attribute("Visible", of: child) != "false" {
      switch tree.name(child) {
      case "TextObject": text(child, tree, outer, isFurniture)
      case "PathObject": path(child, tree, outer)
      case "CompositeObject": composite(child, tree, outer, isFurniture, depth)
      case "Layer", "PageBlock", "Content": read(child, tree, outer, isFurniture: isFurniture, depth: depth)
      default: continue
      }
    }
  }

  /// A drawing unit of the resources, used at a place.
  private mutating func composite(
    _ node: Int, _ tree: XMLTree, _ outer: OFDTransform, _ isFurniture: Bool, _ depth: Int
  ) {
    guard depth < 8, budget > 0, let id = tree.attribute("ResourceID", of: node), let unit = resources.units[id] else {
      return
    }
    budget -= 1
    let inner = OFDTransform(
      ctm: tree.attribute("CTM", of: node), boundary: ofdNumbers(tree.attribute("Boundary", of: node)))
    read(unit.node, unit.tree, inner.then(outer), isFurniture: isFurniture, depth: depth + 1)
  }

  /// The page; turned if most of it is printed sideways.
  func finished() -> PageContent { OFDSidewaysText.settle(sideways, on: page) }

  // MARK: Text

  private mutating func text(_ node: Int, _ tree: XMLTree, _ outer: OFDTransform, _ isFurniture: Bool) {
    let boundary = ofdNumbers(tree.attribute("Boundary", of: node))
    let map = OFDTransform(ctm: tree.attribute("CTM", of: node), boundary: boundary).then(outer)
    let size = tree.attribute("Size", of: node).map(ofdNumber) ?? 4
    let across = tree.attribute("HScale", of: node).map(ofdNumber) ?? 1
    // Lines that run down the page (竖排).
    let isVertical = ["90", "270"].contains(tree.attribute("ReadDirection", of: node))
    var start = (x: 0.0, y: 0.0)
    for code in tree.children(of: node, named: "TextCode") {
      if let x = tree.attribute("X", of: code) { start.x = ofdNumber(x) }
      if let y = tree.attribute("Y", of: code) { start.y = ofdNumber(y) }
      let letters = Self.letters(tree.text(code))
      guard budget >= letters.count else { return }
      budget -= letters.count
      let right = OFDDeltas(tree.attribute("DeltaX", of: code), count: letters.count)
      let down = OFDDeltas(tree.attribute("DeltaY", of: code), count: letters.count)
      var at = start
      var places: [Place] = []
      for (i, letter) in letters.enumerated() {
        let usual = PageGlyph.usualWidth(letter) * size * (across > 0 ? across : 1)
        let step = right[i] ?? (down.isEmpty && !isVertical ? usual : 0)
        let isKnown = i + 1 < letters.count && step > 0 && step < usual && (down[i] ?? 0) == 0
        places.append((letter, at.x, at.y, isKnown ? step : usual))
        at = (at.x + step, at.y + (down[i] ?? (right.isEmpty && isVertical ? size : 0)))
      }
      if !map.isSlanted, let turn = Self.turn(of: places, map, size) {
        sideways.append(OFDSidewaysText(turn: turn, isFurniture: isFurniture, letters: places.compactMap { Self.box($0, size, map) }))
      } else {
        for place in places { add(place.letter, (place.x, place.y), place.width, size, map, isFurniture || map.isSlanted) }
      }
    }
  }

  /// A letter with the start of its base line and its width, as the text object has them.
  private typealias Place = (letter: Unicode.Scalar, x: Double, y: Double, width: Double)

  /// Which way letters run that run along the sides of the page; one letter alone says it by its map.
  private static func turn(of places: [Place], _ map: OFDTransform, _ size: Double) -> PageTurn? {
    guard let first = places.first, let last = places.last else { return nil }
    if places.count == 1 { return abs(map.b) > abs(map.a) ? (map.b < 0 ? .up : .down) : nil }
    let (a, b) = (map.apply(first.x, first.y), map.apply(last.x, last.y))
    let (across, down) = (b.x - a.x, b.y - a.y)
    guard abs(down) > abs(across) * 2, abs(down) > size * map.scale * 0.3 else { return nil }
    return down < 0 ? .up : .down
  }

  /// The letter with its box on the page; nil if that lies nowhere.
  private static func box(_ place: Place, _ size: Double, _ map: OFDTransform) -> (scalar: Unicode.Scalar, box: PageRect)? {
    let (top, bottom) = (place.y - size * 0.82, place.y + size * 0.18)
    let corners = [(place.x, top), (place.x + place.width, bottom), (place.x + place.width, top), (place.x, bottom)]
    let points = corners.map { map.apply($0.0, $0.1) }
    guard points.allSatisfy({ $0.x.isFinite && $0.y.isFinite && abs($0.x) < 1e6 && abs($0.y) < 1e6 }) else { return nil }
    return PageRect(around: points).map { (place.letter, $0) }
  }

  private mutating func add(
    _ letter: Unicode.Scalar, _ at: (x: Double, y: Double), _ width: Double, _ size: Double, _ map: OFDTransform,
    _ isFurniture: Bool
  ) {
    let place = map.apply(at.x, at.y)
    guard place.x.isFinite, place.y.isFinite, abs(place.x) < 1e6, abs(place.y) < 1e6 else { return }
    let height = size * map.scale
    page.glyphs.append(
      PageGlyph(
        scalar: letter, x: place.x, y: place.y, width: min(max(width * map.scaleAcross, 0), 1e4),
        size: height.isFinite && height > 0.01 ? min(height, 1e4) : 0.01, isFurniture: isFurniture))
  }

  /// The characters of a text code without the line ends that a producer put around them.
  private static func letters(_ text: String) -> [Unicode.Scalar] {
    let all = Array(text.unicodeScalars)
    return all.contains(where: { $0.value < 0x20 }) ? all.filter { $0.value >= 0x20 } : all
  }

  // MARK: Rules

  /// The straight lines of a path that run along an edge of the page.
  private mutating func path(_ node: Int, _ tree: XMLTree, _ outer: OFDTransform) {
    guard page.rules.count < 20_000, let data = tree.child(of: node, "AbbreviatedData").map({ tree.text($0) }),
      data.utf8.count < 4000
    else { return }
    let map = OFDTransform(
      ctm: tree.attribute("CTM", of: node), boundary: ofdNumbers(tree.attribute("Boundary", of: node))
    )
    .then(outer)
    let words = data.split { $0.isWhitespace || $0 == "," }
    var last: (x: Double, y: Double)?
    var first: (x: Double, y: Double)?
    var i = 0
    while i < words.count {
      let command = words[i]
      let count = ["S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0][command] ?? 0
      guard i + count < words.count else { return }
      let end = count >= 2 ? map.apply(ofdNumber(words[i + count - 1]), ofdNumber(words[i + count])) : nil
      switch command {
      case "S", "M": first = end
      case "L": if let last, let end, let rule = PageRule(last, end) { page.rules.append(rule) }
      case "C": if let last, let first, let rule = PageRule(last, first) { page.rules.append(rule) }
      default: break
      }
      if let end { last = end }
      i += count + 1
    }
  }
}

/// Drawing units that pages of an OFD document share, by id.
struct OFDResources {
  var units: [String: (tree: XMLTree, node: Int)] = [:]

  mutating func add(_ tree: XMLTree) {
    guard let root = tree.root else { return }
    for list in tree.children(of: root, named: "CompositeGraphicUnits") {
      for unit in tree.children(of: list) {
        if let id = tree.attribute("ID", of: unit), let content = tree.child(of: unit, "Content") {
          units[id] = (tree, content)
        }
      }
    }
  }
}
