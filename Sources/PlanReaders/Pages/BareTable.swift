import PlanText

/// A table drawn without rules: a line of known column headings with wide gaps between them, and lines below whose letters leave the same gaps free.
///
/// Headings that plans give their tables start one; other headings only where three columns or more stand over rows of which a column holds figures, so
/// that running text, contents and signatures set in columns are none.
struct BareTable {
  /// A line of the page as pieces between wide gaps.
  private struct Line {
    let glyphs: [PageGlyph]
    let pieces: [[PageGlyph]]
    let y: Double
    let size: Double

    init?(_ row: [PageGlyph]) {
      let sorted = row.filter { !Blanks.isBlank($0.scalar) }.sorted { ($0.x, $0.scalar.value) < ($1.x, $1.scalar.value) }
      guard let first = sorted.first, !sorted.contains(where: \.isFurniture) else { return nil }
      size = sorted.map(\.size).max() ?? first.size
      y = first.y
      glyphs = sorted
      var pieces: [[PageGlyph]] = [[first]]
      for (a, b) in zip(sorted, sorted.dropFirst()) {
        if b.x - a.right >= size * BareTable.leastGap { pieces.append([b]) } else { pieces[pieces.count - 1].append(b) }
      }
      self.pieces = pieces
    }
  }

  /// Widths in heights of the letters: of a gap between headings, and of what every line must leave free of it.
  private static let (leastGap, leastGutter) = (0.9, 0.7)
  /// Distance of two lines of a table at most, in heights of the letters, and fewest lines below the headings.
  private static let (mostPitch, fewestLines) = (4.5, 2)

  private let lines: [Line]
  private let kinds: [ColumnHeading?]
  /// What is free between the columns.
  private let gutters: [ClosedRange<Double>]

  /// The table whose headings are the first of `rows`; nil if they are none.
  private init?(_ rows: ArraySlice<[PageGlyph]>) {
    guard let row = rows.first, let head = Line(row) else { return nil }
    let known = Self.headings(head)
    guard known != nil || Self.mayHead(head) else { return nil }
    var gutters = zip(head.pieces, head.pieces.dropFirst()).map { Self.right($0)...max(Self.right($0), $1[0].x) }
    var lines = [head]
    for row in rows.dropFirst() {
      guard let line = Line(row), let last = lines.last, line.y - last.y <= line.size * Self.mostPitch,
        let left = Self.narrowed(gutters, line)
      else { break }
      gutters = left
      lines.append(line)
    }
    kinds = known ?? head.pieces.map { _ in nil }
    self.gutters = gutters
    // What stands at the left edge alone behind the last row is no row.
    while let last = lines.last, lines.count > 1, Self.columns(last, gutters) == [0] { lines.removeLast() }
    self.lines = lines
    guard lines.count > Self.fewestLines, lines.dropFirst().count(where: { Self.columns($0, gutters).count > 1 }) * 2 >= lines.count - 1 else { return nil }
    guard known != nil || Self.holdFigures(lines.dropFirst(), gutters) else { return nil }
  }

  private static func right(_ piece: [PageGlyph]) -> Double { piece.map(\.right).max() ?? 0 }

  /// The kinds of the headings; nil unless nearly all are known and make a table worth reading.
  private static func headings(_ line: Line) -> [ColumnHeading?]? {
    guard (2...12).contains(line.pieces.count) else { return nil }
    let kinds = line.pieces.map { ColumnHeading($0.map(\.scalar)) }
    let known = kinds.compactMap(\.self)
    guard known.count >= 2, kinds.count - known.count <= kinds.count / 4, ColumnHeading.headTable(known) else { return nil }
    return kinds
  }

  // MARK: Headings that are not known

  /// Longest heading of a column that is not known, in characters, and fewest columns and lines under such headings.
  private static let (longestHeading, fewestColumns, fewestFilled) = (12, 3, 3)

  /// Three short names or more, none of them a figure.
  private static func mayHead(_ line: Line) -> Bool {
    (fewestColumns...12).contains(line.pieces.count)
      && line.pieces.allSatisfy { piece in
        piece.count <= longestHeading && piece.contains { CharacterForms.isHan($0.scalar) } && !(piece.first?.scalar.isDigit ?? true)
      }
  }

  /// Whether three lines in four fill all columns, and what stands in one of them, but the first, is nearly always a figure.
  private static func holdFigures(_ lines: ArraySlice<Line>, _ gutters: [ClosedRange<Double>]) -> Bool {
    let full = lines.filter { columns($0, gutters).count == gutters.count + 1 }
    guard full.count >= fewestFilled, full.count * 4 >= lines.count * 3 else { return false }
    return (1...gutters.count).contains { column in
      let figures = full.count { line in
        let cell = line.glyphs.filter { glyph in gutters.count { ($0.lowerBound + $0.upperBound) / 2 < glyph.center.x } == column }
        return cell.first?.scalar.isDigit ?? false
      }
      return figures * 5 >= full.count * 4
    }
  }

  /// What `line` leaves of the gutters; nil if it closes one.
  private static func narrowed(_ gutters: [ClosedRange<Double>], _ line: Line) -> [ClosedRange<Double>]? {
    var out: [ClosedRange<Double>] = []
    for gutter in gutters {
      var free: [ClosedRange<Double>] = []
      var from = gutter.lowerBound
      for glyph in line.glyphs where glyph.right > gutter.lowerBound && glyph.x < gutter.upperBound {
        if glyph.x > from { free.append(from...glyph.x) }
        from = max(from, glyph.right)
      }
      if from < gutter.upperBound { free.append(from...gutter.upperBound) }
      guard let widest = free.max(by: { $0.upperBound - $0.lowerBound < $1.upperBound - $1.lowerBound }),
        widest.upperBound - widest.lowerBound >= line.size * leastGutter
      else { return nil }
      out.append(widest)
    }
    return out
  }

  /// The columns in which the line has letters.
  private static func columns(_ line: Line, _ gutters: [ClosedRange<Double>]) -> Set<Int> {
    Set(line.glyphs.map { glyph in gutters.count { ($0.lowerBound + $0.upperBound) / 2 < glyph.center.x } })
  }

  // MARK: Rows

  /// Lines with which a row starts. Where lines stand at two distances, the wide ones part rows; else a row starts with what stands in its first
  /// column beside others, or with its number.
  private var starts: [Int] {
    let steps = zip(lines.dropFirst(), lines.dropFirst(2)).map { $1.y - $0.y }
    let (least, most) = (steps.min() ?? 0, steps.max() ?? 0)
    return lines.indices.filter { i in
      if i <= 1 { return true }
      let columns = Self.columns(lines[i], gutters)
      if kinds.first == .number { return columns.contains(0) }
      if most > least * 1.3 { return steps[i - 2] > least * 1.15 }
      return columns.contains(0) && columns.count > 1
    }
  }

  private var table: PageTable {
    let starts = starts
    let glyphs = lines.flatMap(\.glyphs)
    let left = (glyphs.map(\.x).min() ?? 0) - 0.5
    let right = (glyphs.map(\.right).max() ?? 0) + 0.5
    var ys = [lines[0].y - lines[0].size * 1.1]
    for start in starts.dropFirst() {
      let (above, below) = (lines[start - 1], lines[start])
      ys.append((above.y + above.size * 0.2 + below.y - below.size) / 2)
    }
    ys.append((lines.last?.y ?? 0) + (lines.last?.size ?? 0) * 0.4)
    return PageTable(xs: [left] + gutters.map { ($0.lowerBound + $0.upperBound) / 2 } + [right], ys: ys)
  }

  /// The tables among `glyphs`, each with its glyphs, and the glyphs outside of them.
  static func tables(of glyphs: [PageGlyph]) -> (tables: [PageTable], rest: [PageGlyph]) {
    let rows = PageColumns.rows(of: glyphs)
    var tables: [PageTable] = []
    var at = 0
    while at < rows.count {
      if let found = BareTable(rows[at...]) {
        tables.append(found.table)
        at += found.lines.count
      } else {
        at += 1
      }
    }
    guard !tables.isEmpty else { return ([], glyphs) }
    let rest = glyphs.filter { glyph in glyph.isFurniture || !tables.indices.contains { tables[$0].take(glyph) } }
    return (tables, rest)
  }
}
