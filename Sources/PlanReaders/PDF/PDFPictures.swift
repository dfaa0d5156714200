import PlanText

/// Pictures of pages as `pdftoppm -gray` prints them (PGM, one behind the other), each looked at as soon as it is whole.
struct PDFPictures {
  /// A picture: a byte a point, 255 for white.
  struct Picture {
    let width: Int
    let height: Int
    let bytes: [UInt8]
  }

  private var rest: [UInt8] = []
  private var header: (width: Int, height: Int, start: Int)?

  /// Most points of a picture; pages are drawn far smaller.
  private static let most = 16 << 20

  /// Takes a piece of the print and gives the pictures that it completes.
  /// - Returns: nil if it is not what the format asks for.
  mutating func take(_ piece: ArraySlice<UInt8>) -> [Picture]? {
    rest += piece
    var out: [Picture] = []
    while true {
      if header == nil {
        guard rest.count >= 32 || rest.filter({ $0 == 0x0A }).count >= 3 else { return out }
        guard let found = Self.header(rest) else { return nil }
        header = found
      }
      guard let (width, height, start) = header, rest.count >= start + width * height else { return out }
      out.append(Picture(width: width, height: height, bytes: Array(rest[start..<start + width * height])))
      rest.removeFirst(start + width * height)
      header = nil
      if rest.isEmpty { return out }
    }
  }

  /// `P5`, width and height, `255`, each on its line.
  private static func header(_ bytes: [UInt8]) -> (width: Int, height: Int, start: Int)? {
    let lines = bytes.prefix(64).split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
    guard lines.count == 4, lines[0].elementsEqual("P5".utf8), lines[2].elementsEqual("255".utf8) else { return nil }
    let size = lines[1].split(separator: 0x20).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard size.count == 2, size[0] > 0, size[1] > 0, size[0] <= most, size[1] <= most / size[0] else { return nil }
    return (size[0], size[1], lines[3].startIndex)
  }
}

/// What a picture of a page shows besides its letters.
struct PDFPageLook {
  /// Straight lines, in millimetres.
  var rules: [PageRule] = []
  /// Part of the page that is dark and lies under no letter and no line, 0 … 1.
  var ink = 0.0
  /// Whether the print gives the page as high as it is wide: poppler does so with pages that say `/Rotate 90`, but places letters on the
  /// page as it is shown.
  var isSwapped = false

  /// Shortest lines across and down, in millimetres. Lines of a table are far longer, strokes of letters lie inside of their boxes.
  private static let shortest = (across: 6.0, down: 3.5)
  private static let mostRules = 20_000
  /// How many tenths of a line may lie under letters. A stroke of letters lies there from end to end, but for where it meets the line of its row: one that is
  /// hardly longer than a letter is high must show better.
  private static let (mostInside, mostInsideOfShort) = (9, 5)
  /// How much darker than what lies on both sides a line is, and how far away its sides are looked at.
  private static let contrast = 40
  private static let reach = 3

  /// - Parameter page: as wide and high as the picture shows it, or the other way round, with its letters.
  init(_ picture: PDFPictures.Picture, of page: PageContent) {
    isSwapped = (picture.width > picture.height) != (page.width > page.height) && abs(page.width - page.height) > page.width * 0.05
    let scale = (isSwapped ? page.height : page.width) / Double(picture.width)
    let letters = Self.letters(page, picture, scale)
    picture.bytes.withUnsafeBufferPointer { bytes in
      letters.withUnsafeBufferPointer { mask in
        let across = Self.runs(
          bytes, mask, lines: picture.height, length: picture.width, next: (1, picture.width), least: Self.shortest.across / scale,
          mostInside: Self.mostInside)
        let down = Self.runs(
          bytes, mask, lines: picture.width, length: picture.height, next: (picture.width, 1), least: Self.shortest.down / scale,
          mostInside: Self.mostInsideOfShort
        ).filter { Double($0.to - $0.from) >= Self.longEnough / scale || Self.isBetween(across, $0) }
        rules =
          across.map { PageRule(isHorizontal: true, at: (Double($0.line) + 0.5) * scale, from: Double($0.from) * scale, to: Double($0.to) * scale) }
          + down.map { PageRule(isHorizontal: false, at: (Double($0.line) + 0.5) * scale, from: Double($0.from) * scale, to: Double($0.to) * scale) }
        let lines = (across + down).reduce(0) { $0 + $1.to - $1.from }
        let dark = bytes.indices.reduce(0) { $0 + (bytes[$1] < 160 && mask[$1] == 0 ? 1 : 0) }
        ink = Double(max(0, dark - lines)) / Double(max(1, bytes.count))
      }
    }
  }

  /// 1 where a letter stands.
  private static func letters(_ page: PageContent, _ picture: PDFPictures.Picture, _ scale: Double) -> [UInt8] {
    var mask = [UInt8](repeating: 0, count: picture.width * picture.height)
    for glyph in page.glyphs where glyph.x.isFinite && glyph.y.isFinite {
      let columns = clamp(glyph.x / scale, (glyph.x + glyph.width) / scale + 1, picture.width)
      // Without the lowest edge: what underlines a letter, or bounds its cell, is no part of it.
      let rows = clamp((glyph.y - glyph.size * 0.85) / scale, (glyph.y + glyph.size * 0.1) / scale + 1, picture.height)
      for row in rows { for column in columns { mask[row * picture.width + column] = 1 } }
    }
    return mask
  }

  private static func clamp(_ from: Double, _ to: Double, _ end: Int) -> Range<Int> {
    let low = Int(min(max(0, from), Double(end)))
    return low..<max(low, Int(min(max(0, to), Double(end))))
  }

  private struct Run {
    let line: Int
    let from: Int
    let to: Int
  }

  /// A run under way: where it starts, how far it is sure, how many of its points lie under letters, how dark its first one is.
  private struct OpenRun {
    let from: Int
    let dark: Int
    var sure: Int
    var inside = 0
  }

  /// From this length on, in millimetres, a line down need not end on lines across: no letter of running text is as high.
  private static let longEnough = 12.0
  /// How many points a line down may fall short of the lines across that it ends on.
  private static let mostShort = 1

  /// Whether a line down begins and ends on lines across, as the sides of a row do; a stroke of a letter stays away from them.
  /// - Parameter across: from top to bottom.
  private static func isBetween(_ across: [Run], _ down: Run) -> Bool {
    func meets(_ end: Int) -> Bool {
      let first = firstIndex(in: 0..<across.count) { across[$0].line >= end - mostShort }
      let near = across[first...].prefix { $0.line <= end + mostShort }
      return near.contains { run in run.from <= down.line + mostShort && run.to >= down.line - mostShort }
    }
    return meets(down.from) && meets(down.to - 1)
  }

  /// Runs of points along a line that are darker than what lies on both sides of them. A letter that comes too near does not end a run.
  /// - Parameters:
  ///   - next: the distance of the next point of a line, and of the next line.
  ///   - mostInside: how many tenths of a short run may lie under letters.
  private static func runs(
    _ bytes: UnsafeBufferPointer<UInt8>, _ mask: UnsafeBufferPointer<UInt8>, lines: Int, length: Int, next: (point: Int, line: Int),
    least: Double, mostInside: Int
  ) -> [Run] {
    var out: [Run] = []
    guard lines > 2 * reach else { return out }
    for line in reach..<(lines - reach) {
      var open: OpenRun?
      func end() {
        guard let run = open else { return }
        let count = run.sure - run.from
        let most = Double(count) < 2 * least ? mostInside : Self.mostInside
        if Double(count) >= least, run.inside * 10 < count * most, out.count < mostRules {
          out.append(Run(line: line, from: run.from, to: run.sure))
        }
        open = nil
      }
      for point in 0..<length {
        let at = line * next.line + point * next.point
        let value = Int(bytes[at])
        if value > lightest {
          if open != nil { end() }
        } else if isLine(bytes, at, next.line) {
          if open == nil { open = OpenRun(from: point, dark: value, sure: point) }
          open?.sure = point + 1
          open?.inside += Int(mask[at])
        } else if let run = open, value > run.dark + 24 || point - run.sure >= mostUnsure {
          end()
        }
      }
      end()
    }
    return out
  }

  /// Lines are no lighter than this.
  private static let lightest = 215
  /// How many points of a run in a row may have a dark point beside them.
  private static let mostUnsure = 8

  /// Whether the point is darker than one of the next points on either side.
  private static func isLine(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ step: Int) -> Bool {
    let value = Int(bytes[at]) + contrast
    let before = max(bytes[at - 2 * step], bytes[at - reach * step])
    let after = max(bytes[at + 2 * step], bytes[at + reach * step])
    return value <= Int(before) && value <= Int(after)
  }
}
