/// Heads, feet and numbers of printed pages that stand between the lines of a text. They are told before lines are joined, so
/// that no sentence swallows one.
extension Draft {
  mutating func setRunningHeadsApart() {
    var counts: [String: Int] = [:]
    let skeletons = paragraphs.map { $0.kind == .line ? Self.skeleton($0.scalars) : nil }
    for case let key? in skeletons { counts[key, default: 0] += 1 }
    for p in paragraphs.indices where paragraphs[p].kind == .line {
      let comesBack = skeletons[p].map { (counts[$0] ?? 0) >= Self.leastRepeats } ?? false
      if comesBack || Self.isPageNumber(paragraphs[p].scalars) { paragraphs[p].kind = .chrome }
    }
  }

  /// How often a line must come back, apart from its digits, to be a head or a foot.
  private static let leastRepeats = 4

  /// A short line without its digits and blanks, if it could be the head or the foot of a page.
  private static func skeleton(_ line: [Unicode.Scalar]) -> String? {
    guard line.count >= 4, line.count <= 60, line.contains(where: \.isDigit) else { return nil }
    guard !line.contains(where: { "。;:,(".unicodeScalars.contains($0) }) else { return nil }
    guard Marker.parse(line, at: 0, limit: line.count) == nil else { return nil }
    let rest = line.filter { !$0.isDigit && !CharacterForms.isBlank($0) }
    guard rest.count >= 3 else { return nil }
    return String(scalars: rest)
  }

  /// `3395`, `- 3 -`, `第3页`, `第3页共20页`.
  private static func isPageNumber(_ line: [Unicode.Scalar]) -> Bool {
    guard line.count <= 16, line.contains(where: \.isDigit) else { return false }
    let rest = line.filter { !$0.isDigit && !CharacterForms.isBlank($0) && !"-—·./".unicodeScalars.contains($0) }
    if rest.isEmpty { return line.count(where: \.isDigit) <= 4 && !line.contains(".") }
    return [["第", "页"], ["第", "页", "共", "页"], ["第", "頁"]].contains(rest)
  }
}
