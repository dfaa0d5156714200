/// The years of a plan that its title does not name: what its opening says it is for (现就2026年“三农”工作提出如下意见), the plan
/// of the same name that it carries out (为落实《云川省…行动计划(2024—2027年)》), and its stages (——2024年，…；——2025年，…).
struct PeriodOpening {
  let title: [Unicode.Scalar]
  /// The first paragraphs without blanks.
  let lines: [[Unicode.Scalar]]
  /// Year of issue, if it is known.
  let issued: Int?

  func find() -> PeriodFinder.Found? { named() ?? work() ?? carriedOut() ?? stages() }

  // MARK: Words

  /// 规划期限为2026—2030年, 本方案实施期限：2024年至2026年.
  private func named() -> PeriodFinder.Found? {
    for line in lines {
      for word in Self.terms {
        guard let at = line.position(of: word) else { continue }
        let behind = Array(line[(at + word.unicodeScalars.count)...].prefix(16))
        guard let first = behind.first, ":为是".unicodeScalars.contains(first), let range = PeriodFinder.yearRange(in: behind) else { continue }
        return PeriodFinder.Found(start: range.0, end: range.1, from: word)
      }
    }
    return nil
  }

  private static let terms = ["规划期限", "实施期限", "规划年限", "实施时间", "实施年限", "计划期限", "方案期限", "规划期", "实施期"]

  // MARK: The year of the work

  /// 现就2026年“三农”工作提出如下意见, 为做好2026年防汛工作，制定本方案: in one of the first three lines of text.
  private func work() -> PeriodFinder.Found? {
    var years: Set<Int> = []
    for line in lines.prefix(Self.opening) where Self.proposals.contains(where: { line.position(of: $0) != nil }) {
      for lead in Self.leads {
        guard let at = line.position(of: lead) else { continue }
        let from = at + lead.unicodeScalars.count
        guard let year = year(line, from), from + 4 < line.count, line[from + 4] == "年", from + 5 >= line.count || !"前底末起以来".unicodeScalars.contains(line[from + 5])
        else { continue }
        years.insert(year)
      }
    }
    guard years.count == 1, let year = years.first, issued.map({ $0 <= year && year <= $0 + 1 }) ?? true else { return nil }
    return PeriodFinder.Found(start: year, end: year, from: "year of the work that the opening names")
  }

  private static let leads = ["现就", "就做好", "就", "做好", "抓好", "推进", "落实", "推动"]
  private static let proposals = ["如下意见", "以下意见", "如下实施意见", "以下实施意见", "如下方案", "制定本", "如下安排", "通知如下", "如下措施", "如下要点", "以下措施"]
  private static let opening = 8

  // MARK: The plan carried out

  /// The years of the one plan with nearly the same name that the opening quotes with its years, if they are few and not over.
  private func carriedOut() -> PeriodFinder.Found? {
    var found: Set<[Int]> = []
    for line in lines.prefix(Self.opening) {
      var at = 0
      while at < line.count, let open = line[at...].firstIndex(of: "《"), let close = line[open...].firstIndex(of: "》") {
        at = close + 1
        let name = Array(line[(open + 1)..<close])
        guard let years = PeriodFinder.yearRange(in: name), years.1 - years.0 <= 5, issued.map({ $0 <= years.1 }) ?? true, isOfSameName(name) else { continue }
        found.insert([years.0, years.1])
      }
    }
    guard found.count == 1, let years = found.first else { return nil }
    return PeriodFinder.Found(start: years[0], end: years[1], from: "years of the plan that the opening carries out")
  }

  /// So many characters of the name stand in the title, too: 推进制造业数字化转型.
  private static let shared = 7

  private func isOfSameName(_ name: [Unicode.Scalar]) -> Bool {
    guard name.count >= Self.shared, title.count >= Self.shared else { return false }
    return (0...(name.count - Self.shared)).contains { title.holds(Array(name[$0..<($0 + Self.shared)])) }
  }

  // MARK: Stages

  /// Lines that open with year after year from the year of issue on: ——2024年，…; ——2025年，…; ——2026年，….
  private func stages() -> PeriodFinder.Found? {
    guard let issued else { return nil }
    var next = issued
    for line in lines {
      guard let first = line.firstIndex(where: { !"—-–·●".unicodeScalars.contains($0) }), first > 0, let year = year(line, first), first + 5 < line.count,
        line[first + 4] == "年", ",:底".unicodeScalars.contains(line[first + 5])
      else { continue }
      guard year == next else { return nil }
      next += 1
    }
    return next >= issued + 3 ? PeriodFinder.Found(start: issued, end: next - 1, from: "stages year by year") : nil
  }

  private func year(_ s: [Unicode.Scalar], _ i: Int) -> Int? {
    guard i + 4 <= s.count, s[i..<i + 4].allSatisfy(\.isDigit), i == 0 || !s[i - 1].isDigit, i + 4 == s.count || !s[i + 4].isDigit else { return nil }
    let value = s[i..<i + 4].reduce(0) { $0 * 10 + Int($1.value) - 0x30 }
    return (1990...2100).contains(value) ? value : nil
  }
}
