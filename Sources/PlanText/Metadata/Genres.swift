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
    if let word = words.first(where: { core.ends(with: $0.word) }) { return word.kind }
    // 健康云川行动(2020—2030年)
    let isDated = title.count > core.count && title.contains("年") && title.contains(where: \.isDigit)
    return isDated && core.count >= 6 && core.ends(with: ["行", "动"]) ? "行动" : nil
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

  /// What the heading of a debate, and an excerpt, add to a name.
  private static let tails = ["并备质询", "摘要", "修正本", "修订版", "核定本"].map { Array($0.unicodeScalars) }

  /// Where the years begin that a name ends in: 行动计划2030, 策略及行动计划2016-2021.
  private static func beforeYears(_ core: ArraySlice<Unicode.Scalar>) -> Int? {
    guard let stem = core.lastIndex(where: { !$0.isDigit && !"-—–~至".unicodeScalars.contains($0) }), stem + 4 < core.endIndex, core.count > 8,
      CharacterForms.isHan(core[stem]), core[stem] != "第"
    else { return nil }
    let years = core[(stem + 1)...].split { !$0.isDigit }
    return (1...2).contains(years.count) && years.allSatisfy { $0.count == 4 } ? stem + 1 : nil
  }

  /// Where 第二期 begins at the end of a name.
  private static func beforeTerm(_ core: ArraySlice<Unicode.Scalar>) -> Int? {
    guard core.last == "期", let start = core.lastIndex(of: "第"), (3...5).contains(core.endIndex - start), start - core.startIndex > 4 else { return nil }
    return core[(start + 1)...].dropLast().allSatisfy { $0.isDigit || HanNumber.isNumeral($0) } ? start : nil
  }

  /// `…规划(2021—2025年)》` → `…规划`: without closing marks and brackets at the end.
  static func core(_ title: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var core = title[...]
    while let last = core.last {
      if last == ")" || last == "）", let open = core.lastIndex(where: { $0 == "(" || $0 == "（" }) {
        core = core[..<open]
      } else if last.isDigit, core.count > 6, core.dropLast().last.map({ CharacterForms.isHan($0) && $0 != "第" }) == true {
        // 工作计划1: one of several on a page.
        core.removeLast()
      } else if let stem = Self.beforeYears(core) ?? Self.beforeTerm(core) {
        core = core[..<stem]
      } else if last == "篇", core.count > 6, core.dropLast().last.map({ CharacterForms.isBlank($0) || "划案点结告".unicodeScalars.contains($0) }) == true {
        core.removeLast()
      } else if last.isDigit, let stem = core.lastIndex(where: { !$0.isDigit && $0 != "." }), core.count - stem <= 4, core[(stem + 1)...].contains("."),
        CharacterForms.isHan(core[stem])
      {
        // 计划2.0
        core = core[...stem]
      } else if Self.tails.contains(where: { core.suffix($0.count).elementsEqual($0) }) {
        core = core.dropLast(Self.tails.first { core.suffix($0.count).elementsEqual($0) }?.count ?? 0)
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
