import PlanText

/// A line of text on a page: its characters from left to right.
struct PageLine {
  var text: [Unicode.Scalar]
  var left: Double
  var right: Double
  /// Base line and height of its letters.
  var y: Double
  var size: Double
  var isFurniture: Bool

  var box: PageBox {
    PageBox(
      left: Self.hundredths(left), top: Self.hundredths(y - size), right: Self.hundredths(right),
      bottom: Self.hundredths(y + size * 0.2))
  }

  static func hundredths(_ millimetres: Double) -> Int {
    millimetres.isFinite ? Int((min(max(millimetres, -1e6), 1e6) * 100).rounded()) : 0
  }

  /// The lines that `glyphs` make, from top to bottom.
  static func lines(of glyphs: [PageGlyph]) -> [PageLine] {
    let order = glyphs.indices.sorted { (glyphs[$0].y, $0) < (glyphs[$1].y, $1) }
    var lines: [PageLine] = []
    var row: [Int] = []
    for i in order {
      if let first = row.first, let last = row.last {
        let size = min(glyphs[first].size, glyphs[i].size)
        if glyphs[i].y - glyphs[last].y > size * 0.4
          || glyphs[i].y - glyphs[first].y > max(glyphs[first].size, glyphs[i].size) * 0.6
        {
          append(row, glyphs, to: &lines)
          row = []
        }
      }
      row.append(i)
    }
    append(row, glyphs, to: &lines)
    return lines
  }

  private static func append(_ row: [Int], _ glyphs: [PageGlyph], to lines: inout [PageLine]) {
    let sorted = row.sorted { (glyphs[$0].x, $0) < (glyphs[$1].x, $1) }.map { glyphs[$0] }
    for isFurniture in [false, true] {
      if let line = PageLine(sorted.filter { $0.isFurniture == isFurniture }) { lines.append(line) }
    }
  }

  /// Blanks are put where the distance between two letters asks for them; those drawn at the ends are left out.
  private init?(_ glyphs: [PageGlyph]) {
    var text: [Unicode.Scalar] = []
    var last: PageGlyph?
    var left = 0.0
    var sizes: [Double] = []
    for glyph in glyphs {
      if Blanks.isBlank(glyph.scalar) {
        if last != nil { text.append(glyph.scalar) }
        continue
      }
      if let last {
        // Letters drawn twice to look bold.
        if last.scalar == glyph.scalar, abs(glyph.x - last.x) < glyph.size * 0.15 { continue }
        let drawn = text.last.map(Blanks.isBlank) ?? false
        let gap = (glyph.x - last.right) / max(0.1, min(last.size, glyph.size))
        if gap >= 3, !(drawn && gap < 6) {
          text += [" ", " ", " ", " "]
        } else if !drawn, Self.wantsBlank(last.scalar, glyph.scalar, gap) {
          text.append(" ")
        }
      } else {
        left = glyph.x
      }
      text.append(glyph.scalar)
      sizes.append(glyph.size)
      last = glyph
    }
    guard let last else { return nil }
    while let end = text.last, Blanks.isBlank(end) { text.removeLast() }
    self.text = text
    self.left = left
    right = last.right
    y = last.y
    size = sizes.sorted()[sizes.count / 2]
    isFurniture = last.isFurniture
  }

  private static func wantsBlank(_ a: Unicode.Scalar, _ b: Unicode.Scalar, _ gap: Double) -> Bool {
    if HTMLLayout.isWide(a) || HTMLLayout.isWide(b) { return gap >= 0.8 }
    return gap >= 0.3 && a.properties.isAlphabetic && b.properties.isAlphabetic || gap >= 0.6
  }

  /// What stands between two lines of one paragraph.
  static func joint(_ a: Unicode.Scalar?, _ b: Unicode.Scalar?) -> [Unicode.Scalar] {
    guard let a, let b, !HTMLLayout.isWide(a), !HTMLLayout.isWide(b) else { return [] }
    return a.properties.isAlphabetic && b.properties.isAlphabetic || a == "," || a == "." && b.properties.isAlphabetic
      ? [" "] : []
  }
}
