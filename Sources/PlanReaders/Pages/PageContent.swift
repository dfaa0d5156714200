/// What stands on a page of fixed layout, in millimetres from its upper left corner, in the order of drawing.
struct PageContent {
  var width = 210.0
  var height = 297.0
  var glyphs: [PageGlyph] = []
  var rules: [PageRule] = []
  /// How the page was turned to be read, if it is printed sideways; width, height and all places are those of the turned page.
  var turn: PageTurn?
}

/// A character on a page.
struct PageGlyph {
  var scalar: Unicode.Scalar
  /// Left end of the base line.
  var x: Double
  var y: Double
  var width: Double
  /// Height of the letters.
  var size: Double
  /// Drawn by a template that pages share, or as a mark above the page: a head, a foot, a watermark.
  var isFurniture = false
  /// A small letter above the base line: the mark of a note, a power.
  var isRaised = false

  var right: Double { x + width }
  /// A point inside of the glyph.
  var center: (x: Double, y: Double) { (x + width / 2, y - size * 0.35) }

  /// The usual width of a letter for its height; wide characters are square.
  static func usualWidth(_ scalar: Unicode.Scalar) -> Double {
    let v = scalar.value
    if v >= 0x1100 { return HTMLLayout.isWide(scalar) || v >= 0x3000 ? 1 : 0.8 }
    switch scalar {
    case "A"..."Z": return scalar == "M" || scalar == "W" ? 0.9 : 0.7
    case "m", "w", "%": return 0.8
    case "i", "j", "l", ".", ",", ":", ";", "'", "|", "!": return 0.3
    default: return v < 0x2000 ? 0.5 : HTMLLayout.isWide(scalar) ? 1 : 0.6
    }
  }
}

/// A straight line across or down the page.
struct PageRule: Equatable {
  var isHorizontal: Bool
  /// Distance from the top of a horizontal rule, from the left of a vertical one.
  var at: Double
  var from: Double
  var to: Double

  /// The rule between two points; nil unless it runs along an edge of the page and is longer than a dot.
  init?(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) {
    let across = abs(a.x - b.x)
    let down = abs(a.y - b.y)
    if across >= 1, down <= 0.5 {
      self.init(isHorizontal: true, at: (a.y + b.y) / 2, from: min(a.x, b.x), to: max(a.x, b.x))
    } else if down >= 1, across <= 0.5 {
      self.init(isHorizontal: false, at: (a.x + b.x) / 2, from: min(a.y, b.y), to: max(a.y, b.y))
    } else {
      return nil
    }
  }

  init(isHorizontal: Bool, at: Double, from: Double, to: Double) {
    self.isHorizontal = isHorizontal
    self.at = at
    self.from = from
    self.to = to
  }

  /// Rules on the same line that touch or overlap, made one.
  static func merged(_ rules: [PageRule], tolerance: Double = 0.8, gap: Double = 1.5) -> [PageRule] {
    var out: [PageRule] = []
    for isHorizontal in [true, false] {
      let sorted = rules.filter { $0.isHorizontal == isHorizontal }.sorted {
        ($0.at, $0.from, $0.to) < ($1.at, $1.from, $1.to)
      }
      var start = 0
      while start < sorted.count {
        var end = start + 1
        while end < sorted.count, sorted[end].at - sorted[end - 1].at <= tolerance,
          sorted[end].at - sorted[start].at <= tolerance * 2
        { end += 1 }
        let line = sorted[start..<end].sorted { ($0.from, $0.to) < ($1.from, $1.to) }
        let at = line.reduce(0) { $0 + $1.at } / Double(line.count)
        var current = line[0]
        current.at = at
        for rule in line.dropFirst() {
          if rule.from <= current.to + gap {
            current.to = max(current.to, rule.to)
          } else {
            out.append(current)
            current = PageRule(isHorizontal: isHorizontal, at: at, from: rule.from, to: rule.to)
          }
        }
        out.append(current)
        start = end
      }
    }
    return out
  }
}
