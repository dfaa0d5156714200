/// The genre words of plans (`Data/genres.tsv`).
struct Genres: Sendable {
  static let bundled = Genres(lines: DataFile.lines("genres.tsv"))

  /// Words with their kinds, longest first.
  private let words: [(word: [Unicode.Scalar], kind: String)]

  init(lines: [Substring]) {
    words = lines.dropFirst().compactMap { line -> (word: [Unicode.Scalar], kind: String)? in
      let cells = line.split(separator: "\t")
      guard cells.count == 2 else { return nil }
      return (Array(cells[0].unicodeScalars), String(cells[1]))
    }.sorted { $0.word.count > $1.word.count }
  }

  /// The kind of a title: the genre word at its end, brackets such as (2021—2025年) or (试行) behind it left aside.
  func kind(of title: some Collection<Unicode.Scalar>) -> String? {
    let core = Self.core(Array(title))
    return words.first { core.ends(with: $0.word) }?.kind
  }

  /// Number of scalars up to the end of the last genre word in front of `limit`; nil without one.
  func lastEnd(in text: ArraySlice<Unicode.Scalar>) -> Int? {
    var end = text.endIndex
    while end > text.startIndex {
      let part = text[text.startIndex..<end]
      if words.contains(where: { part.suffix($0.word.count).elementsEqual($0.word) }) { return end }
      end -= 1
    }
    return nil
  }

  /// What the heading of a debate adds to the name of a report.
  private static let tails = [Array("并备质询".unicodeScalars)]

  /// `…规划(2021—2025年)》` → `…规划`: without closing marks and brackets at the end.
  static func core(_ title: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var core = title[...]
    while let last = core.last {
      if last == ")" || last == "）", let open = core.lastIndex(where: { $0 == "(" || $0 == "（" }) {
        core = core[..<open]
      } else if last.isDigit, core.count > 6, core.dropLast().last.map({ CharacterForms.isHan($0) && $0 != "第" }) == true {
        // 工作计划1: one of several on a page.
        core.removeLast()
      } else if last == "篇", core.count > 6, core.dropLast().last.map({ CharacterForms.isBlank($0) || "划案点结告".unicodeScalars.contains($0) }) == true {
        core.removeLast()
      } else if last.isDigit, let stem = core.lastIndex(where: { !$0.isDigit && $0 != "." }), core.count - stem <= 4, core[(stem + 1)...].contains("."),
        CharacterForms.isHan(core[stem])
      {
        // 计划2.0
        core = core[...stem]
      } else if Self.tails.contains(where: { core.suffix($0.count).elementsEqual($0) }) {
        core = core.dropLast(4)
      } else if CharacterForms.isBlank(last) || "》”\"。,、，".unicodeScalars.contains(last) {
        core.removeLast()
      } else {
        break
      }
    }
    return Array(core)
  }
}

extension Array where Element == Unicode.Scalar {
  func ends(with tail: [Unicode.Scalar]) -> Bool { suffix(tail.count).elementsEqual(tail) && count >= tail.count }
}
