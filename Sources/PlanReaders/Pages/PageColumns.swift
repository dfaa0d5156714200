/// Columns of running text: a page of a gazette is read down its left half, then down its right half.
enum PageColumns {
  /// Narrowest gutter, in millimetres.
  private static let gutter = 4.0
  /// Fewest lines of a column.
  private static let fewest = 8
  /// Where a gutter may lie, in parts of the text's width.
  private static let middle = 0.35...0.65

  /// The lines of a page in reading order. What runs over the gutter (a headline, a wide table's title) parts the columns above it from those below.
  static func lines(of glyphs: [PageGlyph]) -> [PageLine] {
    let whole = PageLine.lines(of: glyphs)
    guard whole.count >= fewest, let at = place(of: glyphs, whole) else { return whole }
    var out: [PageLine] = []
    var band: [PageGlyph] = []
    func flush() {
      guard !band.isEmpty else { return }
      for (column, half) in [band.filter { $0.center.x < at }, band.filter { $0.center.x >= at }].enumerated() {
        out += PageLine.lines(of: half).map { line in
          var line = line
          line.column = column + 1
          return line
        }
      }
      band = []
    }
    for row in rows(of: glyphs) {
      if crosses(row, at) {
        flush()
        out += PageLine.lines(of: row)
      } else {
        band += row
      }
    }
    flush()
    return out
  }

  /// Glyphs by the line of the whole page that they stand in, from top to bottom.
  static func rows(of glyphs: [PageGlyph]) -> [[PageGlyph]] {
    let sorted = glyphs.indices.sorted { (glyphs[$0].y, $0) < (glyphs[$1].y, $1) }.map { glyphs[$0] }
    var out: [[PageGlyph]] = []
    for glyph in sorted {
      if let first = out.last?.first, glyph.y - first.y <= max(first.size, glyph.size) * 0.6 {
        out[out.count - 1].append(glyph)
      } else {
        out.append([glyph])
      }
    }
    return out
  }

  /// Whether letters stand on the gutter.
  private static func crosses(_ row: [PageGlyph], _ at: Double) -> Bool {
    row.contains { $0.x < at + gutter / 4 && $0.right > at - gutter / 4 && !Blanks.isBlank($0.scalar) }
  }

  /// The middle of a gutter that most lines leave free, with lines of running text on both sides of it; nil without one.
  private static func place(of glyphs: [PageGlyph], _ lines: [PageLine]) -> Double? {
    let letters = glyphs.filter { !$0.isFurniture && !Blanks.isBlank($0.scalar) }
    guard let left = letters.map(\.x).min(), let right = letters.map(\.right).max(), right - left > 100 else { return nil }
    let width = right - left
    let rows = rows(of: letters)
    // How many rows have a letter at each half millimetre.
    let (from, to) = (left + width * middle.lowerBound, left + width * middle.upperBound)
    var used = [Int](repeating: 0, count: max(1, Int((to - from) * 2) + 1))
    for row in rows {
      var seen: Set<Int> = []
      for glyph in row where glyph.right > from && glyph.x < to {
        for i in max(0, Int((glyph.x - from) * 2))...min(used.count - 1, max(0, Int((glyph.right - from) * 2))) { seen.insert(i) }
      }
      for i in seen { used[i] += 1 }
    }
    guard let free = longestFree(used, most: rows.count / 8), Double(free.count) / 2 >= gutter else { return nil }
    let at = from + Double(free.lowerBound + free.upperBound) / 4
    let halves = [letters.filter { $0.right <= at }, letters.filter { $0.x >= at }].map { PageLine.lines(of: $0) }
    let isText = halves.allSatisfy { half in
      let full = half.filter { $0.right - $0.left > width * 0.33 }
      return half.count >= fewest && full.count * 2 > half.count
    }
    return isText ? at : nil
  }

  private static func longestFree(_ used: [Int], most: Int) -> Range<Int>? {
    var best: Range<Int>?
    var start = 0
    for i in 0...used.count where i == used.count || used[i] > most {
      if i > start, best.map({ i - start > $0.count }) ?? true { best = start..<i }
      start = i + 1
    }
    return best
  }
}
