import PlanText

/// A rectangle on a page, in millimetres from its upper left corner.
struct PageRect {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  var width: Double { right - left }
  var height: Double { bottom - top }

  /// The box around some points; nil without any.
  init?(around points: [(x: Double, y: Double)]) {
    guard let first = points.first else { return nil }
    self.init(left: first.x, top: first.y, right: first.x, bottom: first.y)
    for point in points.dropFirst() {
      (left, right) = (min(left, point.x), max(right, point.x))
      (top, bottom) = (min(top, point.y), max(bottom, point.y))
    }
  }

  init(left: Double, top: Double, right: Double, bottom: Double) {
    (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
  }

  func joined(_ other: PageRect) -> PageRect {
    PageRect(left: min(left, other.left), top: min(top, other.top), right: max(right, other.right), bottom: max(bottom, other.bottom))
  }
}

/// Which way the lines of a page run that is printed sideways, as wide tables are in upright reports.
enum PageTurn {
  /// From the foot of the page to its head, the next line to the right.
  case up
  /// From the head to the foot, the next line to the left: also lines of upright letters one below the other.
  case down

  /// Where a point of the printed page lies when the page is held so that it can be read.
  private func point(_ x: Double, _ y: Double, width: Double, height: Double) -> (x: Double, y: Double) {
    self == .up ? (height - y, x) : (y, width - x)
  }

  /// A rectangle of a page of this width and height, on the turned page.
  func rect(_ box: PageRect, width: Double, height: Double) -> PageRect {
    let (a, b) = (point(box.left, box.top, width: width, height: height), point(box.right, box.bottom, width: width, height: height))
    return PageRect(left: min(a.x, b.x), top: min(a.y, b.y), right: max(a.x, b.x), bottom: max(a.y, b.y))
  }

  func rule(_ rule: PageRule, width: Double, height: Double) -> PageRule {
    let (from, to) = rule.isHorizontal ? ((rule.from, rule.at), (rule.to, rule.at)) : ((rule.at, rule.from), (rule.at, rule.to))
    let (a, b) = (point(from.0, from.1, width: width, height: height), point(to.0, to.1, width: width, height: height))
    return PageRule(
      isHorizontal: !rule.isHorizontal, at: rule.isHorizontal ? a.x : a.y, from: rule.isHorizontal ? min(a.y, b.y) : min(a.x, b.x),
      to: rule.isHorizontal ? max(a.y, b.y) : max(a.x, b.x))
  }

  /// A box of the turned page, on the printed page of this width and height.
  func back(_ box: PageBox, width: Double, height: Double) -> PageBox {
    let (w, h) = (PageLine.hundredths(width), PageLine.hundredths(height))
    return self == .up
      ? PageBox(left: box.top, top: h - box.right, right: box.bottom, bottom: h - box.left)
      : PageBox(left: w - box.bottom, top: box.left, right: w - box.top, bottom: box.right)
  }

  // MARK: Words

  /// Letters in reading order with the box around them.
  struct Word {
    var text: [Unicode.Scalar]
    var box: PageRect

    /// Whether the box shows that the letters run down or up the page: they should be wider than high, and are higher than wide.
    var isSideways: Bool { text.count >= 2 && units >= 1.5 && box.height >= box.width * 1.4 }

    /// Whether one narrow letter lies on its side, as the number of a page that was turned does: `3` that is wider than high.
    var isLying: Bool { text.count == 1 && units <= 0.6 && box.width >= box.height * 1.4 }

    /// Whether it is a dash, as on both sides of such a number.
    var isDash: Bool { text.count == 1 && "-—–－·".unicodeScalars.contains(text[0]) }

    func isBeside(_ other: PageRect) -> Bool {
      box.right <= other.left || box.left >= other.right || box.bottom <= other.top || box.top >= other.bottom
    }

    private var units: Double { text.reduce(0) { $0 + PageGlyph.usualWidth($1) } }
  }

  /// Which way the lines of a page run; nil for an upright page, where less than half of the letters stand sideways.
  ///
  /// The print does not say it; what lies where tells. Without a majority lines run up, as on wide pages that are bound at their head.
  static func of(_ words: [Word]) -> PageTurn? {
    let sideways = words.filter(\.isSideways)
    let letters = words.reduce(0) { $0 + $1.text.count }
    guard sideways.reduce(0, { $0 + $1.text.count }) * 2 > letters else { return nil }
    return byOrder(sideways) + byStarts(sideways) + byEdges(lines(of: sideways)) + byNumbers(words) + bySize(sideways) >= 0 ? .up : .down
  }

  /// Words parted by a blank stand in reading order. Positive for lines that run up, as in all of these.
  private static func byOrder(_ words: [Word]) -> Int {
    zip(words, words.dropFirst()).reduce(0) { votes, pair in
      let (a, b) = (pair.0.box, pair.1.box)
      let thickness = max(0.1, min(a.width, b.width))
      let gap = max(b.top - a.bottom, a.top - b.bottom)
      guard abs(b.left + b.right - a.left - a.right) < thickness, gap >= 0, gap < thickness * 2 else { return votes }
      return votes + (b.top < a.top ? 2 : -2)
    }
  }

  /// Lines and cells start together and end anywhere.
  private static func byStarts(_ words: [Word]) -> Int {
    func together(_ start: (PageRect) -> Double, _ end: (PageRect) -> Double) -> Int {
      let sorted = words.map(\.box).sorted { (start($0), end($0)) < (start($1), end($1)) }
      return zip(sorted, sorted.dropFirst()).count { abs(start($0) - start($1)) < 0.3 && abs(end($0) - end($1)) > $0.width * 0.8 }
    }
    return 2 * (together(\.bottom, \.top) - together(\.top, \.bottom))
  }

  /// More lines reach the edge where they start than the one where they end.
  private static func byEdges(_ lines: [PageRect]) -> Int {
    let (top, bottom) = (lines.map(\.top).min() ?? 0, lines.map(\.bottom).max() ?? 0)
    return lines.count { $0.bottom > bottom - $0.width * 3 } - lines.count { $0.top < top + $0.width * 3 }
  }

  /// Rows are numbered from the first to the last.
  private static func byNumbers(_ words: [Word]) -> Int {
    var places: [Int: [Double]] = [:]
    for word in words where (1...2).contains(word.text.count) && word.text.allSatisfy(\.isDigit) {
      places[Int(String(scalars: word.text)) ?? 0, default: []].append(word.box.left + word.box.right)
    }
    return places.reduce(0) { votes, item in
      guard item.value.count == 1, let next = places[item.key + 1], next.count == 1 else { return votes }
      return votes + (next[0] > item.value[0] ? 2 : -2)
    }
  }

  /// The title, in larger letters, stands in front of the rest.
  private static func bySize(_ words: [Word]) -> Int {
    let boxes = words.map(\.box).sorted { ($0.width, $0.left) < ($1.width, $1.left) }
    guard let largest = boxes.last, boxes.count >= 3, largest.width >= boxes[boxes.count / 2].width * 1.2 else { return 0 }
    let middles = boxes.map { $0.left + $0.right }.sorted()
    return largest.left + largest.right < middles[middles.count / 2] ? 3 : -3
  }

  /// The boxes of the lines that sideways words make.
  private static func lines(of words: [Word]) -> [PageRect] {
    var lines: [PageRect] = []
    for box in words.map(\.box).sorted(by: { ($0.left + $0.right, $0.top) < ($1.left + $1.right, $1.top) }) {
      if let last = lines.last, abs(box.left + box.right - last.left - last.right) < box.width {
        lines[lines.count - 1] = last.joined(box)
      } else {
        lines.append(box)
      }
    }
    return lines
  }

  // MARK: Words that run against the page

  /// A word that runs against the lines of its page, as one small line: beside the text it is page furniture (a stamp on the margin, the
  /// number of a page), inside of it a label of a cell.
  /// - Parameter text: the box around all other words.
  static func odd(_ word: Word, beside text: PageRect?, isFurniture: Bool = false) -> [PageGlyph] {
    let units = word.text.map(PageGlyph.usualWidth)
    let whole = max(0.1, units.reduce(0, +))
    let size = max(0.1, min(word.box.width, word.box.height))
    let isBeside = text.map(word.isBeside) ?? false
    var x = word.box.left
    return zip(word.text, units).map { scalar, unit in
      let width = max(0, word.box.width) * unit / whole
      defer { x += width }
      return PageGlyph(
        scalar: scalar, x: x, y: (word.box.top + word.box.bottom) / 2 + size * 0.35, width: width, size: size, isFurniture: isFurniture || isBeside)
    }
  }
}

extension PageContent {
  /// Turns the measures and rules of the page; its letters are put onto it by who knows their boxes.
  mutating func turn(_ turn: PageTurn) {
    rules = rules.map { turn.rule($0, width: width, height: height) }
    (width, height) = (height, width)
    self.turn = turn
  }

  /// A box of the page as it is read, on the page as it is printed.
  func printed(_ box: PageBox) -> PageBox {
    turn.map { $0.back(box, width: height, height: width) } ?? box
  }
}
