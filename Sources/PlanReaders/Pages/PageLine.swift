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
  /// Where the text has raised letters.
  var raised: [Range<Int>] = []
  /// The column of the page that it stands in, from 1 on the left; 0 where it runs over the whole page.
  var column = 0
  /// How far lines that this one continues reach above it.
  var above = 0.0

  var box: PageBox {
    PageBox(
      left: Self.hundredths(left), top: Self.hundredths(y - size - above), right: Self.hundredths(right),
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
    let least = Self.leastGap(glyphs)
    var text: [Unicode.Scalar] = []
    var last: PageGlyph?
    var left = 0.0
    // Square letters say how large a line is set; figures between them are of another font, whose height means something else.
    let hasSquare = glyphs.contains { HTMLLayout.isWide($0.scalar) }
    var sizes: [Double] = []
    var raised: [Range<Int>] = []
    for glyph in glyphs {
      if Blanks.isBlank(glyph.scalar) {
        if last != nil { text.append(glyph.scalar) }
        continue
      }
      if let last {
        // Letters drawn twice to look bold.
        if last.scalar == glyph.scalar, abs(glyph.x - last.x) < min(glyph.size * 0.15, glyph.width * 0.5), abs(glyph.y - last.y) < glyph.size * 0.15 {
          continue
        }
        let drawn = text.last.map(Blanks.isBlank) ?? false
        let gap = (glyph.x - last.right) / max(0.1, min(last.size, glyph.size))
        if gap >= 3, !(drawn && gap < 6) {
          text += [" ", " ", " ", " "]
        } else if !drawn, Self.wantsBlank(last.scalar, glyph.scalar, gap, least) {
          text.append(" ")
        }
      } else {
        left = glyph.x
      }
      if glyph.isRaised { Self.note(text.count, in: &raised) }
      text.append(glyph.scalar)
      if !hasSquare || HTMLLayout.isWide(glyph.scalar) { sizes.append(glyph.size) }
      last = glyph
    }
    guard let last else { return nil }
    while let end = text.last, Blanks.isBlank(end) { text.removeLast() }
    self.text = text
    self.left = left
    right = last.right
    y = last.y
    size = sizes.isEmpty ? last.size : sizes.sorted()[sizes.count / 2]
    isFurniture = last.isFurniture
    self.raised = raised
  }

  /// Adds a place to ranges that rise.
  private static func note(_ place: Int, in ranges: inout [Range<Int>]) {
    if let last = ranges.last, last.upperBound == place {
      ranges[ranges.count - 1] = last.lowerBound..<place + 1
    } else {
      ranges.append(place..<place + 1)
    }
  }

  /// The gap, in heights of the letters, that stands for a blank beside a square letter: half a letter where a line of some length is set
  /// closely, more where letters are spread.
  private static func leastGap(_ glyphs: [PageGlyph]) -> Double {
    let letters = glyphs.filter { !Blanks.isBlank($0.scalar) }
    guard letters.count >= 8 else { return 0.8 }
    let gaps = zip(letters, letters.dropFirst()).map { ($1.x - $0.right) / max(0.1, min($0.size, $1.size)) }.sorted()
    return gaps[gaps.count / 2] < 0.12 ? 0.42 : 0.8
  }

  private static func wantsBlank(_ a: Unicode.Scalar, _ b: Unicode.Scalar, _ gap: Double, _ least: Double) -> Bool {
    if HTMLLayout.isWide(a) || HTMLLayout.isWide(b) { return gap >= least }
    return gap >= 0.3 && a.properties.isAlphabetic && b.properties.isAlphabetic || gap >= 0.6
  }

  /// What stands between two lines of one paragraph.
  static func joint(_ a: Unicode.Scalar?, _ b: Unicode.Scalar?) -> [Unicode.Scalar] {
    guard let a, let b, !HTMLLayout.isWide(a), !HTMLLayout.isWide(b) else { return [] }
    return a.properties.isAlphabetic && b.properties.isAlphabetic || a == "," || a == "." && b.properties.isAlphabetic
      ? [" "] : []
  }
}
