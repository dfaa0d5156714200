/// Notes at the foot of a page: told by the raised mark in the text and the same mark in front of smaller letters below it.
enum PageNotes {
  /// Raised letters are smaller than this part of those in front of them.
  private static let small = 0.78
  /// Longest mark of a note without its brackets: `12`.
  private static let longestMark = 3

  /// Most comparisons of letters on a page; pages of small print are left alone.
  private static let mostPairs = 20_000_000

  /// Brings raised letters down to the base line of the letter in front of them, and marks them.
  static func raise(_ glyphs: inout [PageGlyph]) {
    let sizes = glyphs.map(\.size).sorted()
    guard let usual = sizes.isEmpty ? nil : sizes[sizes.count / 2] else { return }
    let candidates = glyphs.indices.filter { glyphs[$0].size <= usual * small && !Blanks.isBlank(glyphs[$0].scalar) }
    guard candidates.count * glyphs.count <= mostPairs else { return }
    let large = glyphs.filter { $0.size > usual * small && !Blanks.isBlank($0.scalar) }
    for i in candidates {
      let glyph = glyphs[i]
      let bases = large.filter { base in
        let up = base.y - glyph.y
        return up >= base.size * 0.08 && up <= base.size * 0.9 && glyph.x >= base.x && glyph.x - base.right <= base.size
          && glyph.size <= base.size * small
      }
      guard let base = bases.max(by: { $0.right < $1.right }) else { continue }
      glyphs[i].y = base.y
      glyphs[i].isRaised = true
    }
  }

  /// The lines of a page, its notes made furniture and one line each, and the marks of these notes taken out of the text.
  static func setApart(_ lines: [PageLine], pageHeight: Double) -> [PageLine] {
    let marks = Set(lines.flatMap { line in line.raised.compactMap { mark(line.text[$0]) } })
    guard let first = firstNote(lines, marks, pageHeight) else { return lines }
    var out = lines[..<first].map { $0 }
    var notes: [PageLine] = []
    var used: Set<[Unicode.Scalar]> = []
    for line in lines[first...] {
      if let (number, rest) = leadingMark(line), marks.contains(number) {
        var note = line
        note.isFurniture = true
        note.text = "[".unicodeScalars + number + "] ".unicodeScalars + rest
        note.raised = []
        notes.append(note)
        used.insert(number)
      } else if !line.isFurniture, !PageFurniture.isNumber(line.text), let last = notes.last,
        abs(line.size - last.size) <= last.size * 0.15, line.y - last.y <= last.size * 2.5
      {
        notes[notes.count - 1].append(line)
      } else {
        out.append(line)
      }
    }
    for i in out.indices { out[i].removeRaised { mark($0).map(used.contains) ?? false } }
    let top = notes.first?.y ?? pageHeight
    let isBelow = { (line: PageLine) in line.y > top && PageFurniture.isNumber(line.text) }
    return out.filter { !$0.text.isEmpty && !isBelow($0) } + notes + out.filter(isBelow)
  }

  /// The first line of the notes: in the lower half, in smaller letters than most of the page, behind a mark that stands raised above it.
  private static func firstNote(_ lines: [PageLine], _ marks: Set<[Unicode.Scalar]>, _ height: Double) -> Int? {
    let sizes = lines.map(\.size).sorted()
    guard !marks.isEmpty, !sizes.isEmpty else { return nil }
    let usual = sizes[sizes.count / 2]
    return lines.indices.first { i in
      guard lines[i].y > height * 0.4, lines[i].size <= usual * 0.95 || gap(above: i, lines) > usual * 3,
        let (number, _) = leadingMark(lines[i]), marks.contains(number)
      else { return false }
      return lines[..<i].contains { line in line.raised.contains { mark(line.text[$0]) == number } }
    }
  }

  private static func gap(above i: Int, _ lines: [PageLine]) -> Double { i > 0 ? lines[i].y - lines[i - 1].y : 0 }

  /// What a raised mark says: its digits, or its circled number.
  private static func mark(_ text: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar]? {
    let bare = text.filter { !"[]〔〕()（）".unicodeScalars.contains($0) && !Blanks.isBlank($0) }
    guard !bare.isEmpty, bare.count <= longestMark, bare.allSatisfy({ ("0"..."9").contains($0) || isCircled($0) || $0 == "*" })
    else { return nil }
    return Array(bare)
  }

  /// The mark that a line starts with, and what stands behind it.
  private static func leadingMark(_ line: PageLine) -> (number: [Unicode.Scalar], rest: [Unicode.Scalar])? {
    let text = line.text
    let end =
      line.raised.first.flatMap { $0.lowerBound == 0 ? $0.upperBound : nil }
      ?? text.firstIndex { !("0"..."9").contains($0) && !isCircled($0) && !"[]〔〕*".unicodeScalars.contains($0) } ?? text.count
    guard end > 0, end < text.count, let number = mark(text[..<end]) else { return nil }
    return (number, Array(text[end...].drop(while: Blanks.isBlank)))
  }

  private static func isCircled(_ scalar: Unicode.Scalar) -> Bool { (0x2460...0x2473).contains(scalar.value) }
}

extension PageLine {
  /// Adds a line that this one goes on in.
  fileprivate mutating func append(_ line: PageLine) {
    text += Self.joint(text.last, line.text.first) + line.text
    above += max(0, line.y - y)
    y = line.y
    left = min(left, line.left)
    right = max(right, line.right)
  }

  /// Takes out the raised letters of which `isGone` is true.
  fileprivate mutating func removeRaised(_ isGone: (ArraySlice<Unicode.Scalar>) -> Bool) {
    for range in raised.reversed() where isGone(text[range]) { text.removeSubrange(range) }
    raised = []
  }
}
