import PlanText

/// Rows of a table that was pasted with one cell a line and without numbers: name, value, value, attribute, name, value…
///
/// Nothing but the repetition tells where a row ends. So every figure must stand where the headings say, and a table is
/// taken for one only with two such rows in a row; where the repetition breaks, it ends.
struct LineRows {
  let text: [Unicode.Scalar]
  /// The lines that are not blank.
  let lines: [Range<Int>]
  let kinds: [ColumnHeading]

  /// Whether two rows follow each other from `at` on, a line with the name of a group before each at most.
  func areRegular(from at: Int) -> Bool {
    guard kinds.contains(.value), let name = kinds.first, name == .indicator || name == .task || name == .group,
      kinds.count(where: { $0 == .indicator || $0 == .task || $0 == .group }) == 1
    else { return false }
    guard let first = start(at) else { return false }
    return start(first + kinds.count) != nil
  }

  /// The line where the row at `at` starts, perhaps behind the name of a group.
  private func start(_ at: Int) -> Int? {
    if row(at) != nil { return at }
    return isGroup(at) && row(at + 1) != nil ? at + 1 : nil
  }

  /// （一）环境质量, a short line without marks of a sentence.
  func isGroup(_ at: Int) -> Bool {
    guard at < lines.count, let line = Blanks.trim(lines[at], of: text), line.count <= 24, let last = line.last else { return false }
    return !"。；：".unicodeScalars.contains(text[last]) && !line.contains { text[$0] == "，" }
  }

  /// The row that starts at the line `at`; nil if a line does not fit its column surely.
  func row(_ at: Int) -> Block? {
    guard at >= 0, at + kinds.count <= lines.count else { return nil }
    let cells = (at..<at + kinds.count).compactMap { Blanks.trim(lines[$0], of: text) }
    guard cells.count == kinds.count, let first = cells.first, let last = cells.last,
      zip(cells, kinds).allSatisfy({ Self.isSure(text[$0], in: $1) })
    else { return nil }
    return Block(span: SourceSpan(start: first.lowerBound, end: last.upperBound), kind: .tableRow(cells: cells.map { SourceSpan($0) }))
  }

  /// Whether a cell can stand in a column of that kind and hardly in another.
  static func isSure(_ cell: ArraySlice<Unicode.Scalar>, in kind: ColumnHeading) -> Bool {
    let cell = cell.filter { !Blanks.isBlank($0) }.map(CharacterForms.canonical)
    guard kind.admits(cell) else { return false }
    switch kind {
    case .value: return isValue(cell)
    case .nature: return natures.contains { cell.starts(with: $0) } && cell.count <= 5
    case .unit: return !cell.isEmpty && cell.count <= 8
    case .indicator, .task, .group: return cell.count >= 2 && cell.count <= 60 && !isValue(cell) && !cell.contains { "。;".unicodeScalars.contains($0) }
    default: return !cell.isEmpty
    }
  }

  private static let natures = ["约束", "約束", "预期", "預期", "指导", "引导"].map { Array($0.unicodeScalars) }
  private static let leads = ["全覆盖", "比", "较", "达到", "提高", "下降", "降低", "完成", "控制在"].map { Array($0.unicodeScalars) }

  /// A figure in front, marks and few words around it, or a dash for none.
  private static func isValue(_ cell: [Unicode.Scalar]) -> Bool {
    guard cell.count <= 24, let first = cell.first else { return false }
    if cell.allSatisfy({ "—-–/*".unicodeScalars.contains($0) }) { return true }
    if leads.contains(where: { cell.starts(with: $0) }) { return cell.count <= 16 }
    let marks = "<>≤≥[(〔±-+约".unicodeScalars
    guard first.isDigit || marks.contains(first) && cell.dropFirst().prefix(2).contains(where: \.isDigit) else { return false }
    // 5岁以下儿童死亡率 starts with a figure as well: few words may stand behind it.
    return cell.count { CharacterForms.isHan($0) } <= 5
  }
}
