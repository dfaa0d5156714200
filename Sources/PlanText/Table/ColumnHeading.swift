/// What a column of a table in a plan holds, told by its heading (`Data/column-headings.tsv`).
package enum ColumnHeading: String, Sendable, Equatable {
  /// Numbers of the rows.
  case number
  /// Names of indicators.
  case indicator
  case unit
  /// Figures of a year, or a change of them.
  case value
  /// 约束性 or 预期性.
  case nature
  /// Who leads, answers or helps.
  case owner
  /// By when a task is due.
  case time
  /// What is to be done, or a name of something.
  case task
  /// What a group of rows is about.
  case group
  case note

  /// The kind of a heading; nil if the words are none. Blanks inside (指　标) and a bracket behind it do not matter.
  package init?(_ cell: some Sequence<Unicode.Scalar>) {
    var name: [Unicode.Scalar] = []
    for scalar in cell where !CharacterForms.isBlank(scalar) {
      guard name.count < Self.longest else { return nil }
      name.append(CharacterForms.canonical(scalar))
    }
    name = ScriptConversion.simplified(name)
    if name.last == ")", let open = name.firstIndex(of: "("), open > 0 { name.removeSubrange(open...) }
    guard !name.isEmpty, let kind = Words.bundled.kind(Self.string(name)) ?? (Self.isYear(name) ? .value : nil) else { return nil }
    self = kind
  }

  /// Longest heading that is looked at.
  private static let longest = 24

  /// 2025年, 2025年目标, 到2025年, 2025, 114年度, “十四五”末.
  private static func isYear(_ name: [Unicode.Scalar]) -> Bool {
    var rest = name[...]
    if rest.first == "“" { return name.count <= 10 && rest.dropFirst().first == "十" && name.contains("五") }
    if rest.first == "到" || rest.first == "至" { rest = rest.dropFirst() }
    let digits = rest.prefix { $0.isDigit }.count
    rest = rest.dropFirst(digits)
    // 2027/28年度, 2027/28目标
    if digits == 4, let mark = rest.first, "/-".unicodeScalars.contains(mark) {
      let short = rest.dropFirst().prefix { $0.isDigit }.count
      let tail = string(Array(rest.dropFirst(1 + short)))
      return short == 2 && (tail.isEmpty || tail.hasPrefix("年") || ["实际", "目标", "预算", "指标"].contains { tail.hasSuffix($0) })
    }
    return digits == 4 && (rest.isEmpty || rest.first == "年") || digits == 3 && rest.starts(with: "年".unicodeScalars)
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> String {
    return String(scalars: scalars)
  }

  /// Whether headings make a table worth reading: names in one column, and in another who is responsible, figures or dates.
  package static func headTable(_ kinds: [ColumnHeading]) -> Bool {
    let names = kinds.contains { $0 == .task || $0 == .indicator || $0 == .group }
    return names && kinds.contains { $0 == .owner || $0 == .value || $0 == .time && kinds.contains(.number) }
  }

  /// Whether a cell (canonical characters without blanks) can stand in such a column.
  package func admits(_ cell: [Unicode.Scalar]) -> Bool {
    switch self {
    case .number: cell.count <= 5 && cell.allSatisfy { $0.isDigit || "一二三四五六七八九十()、.".unicodeScalars.contains($0) }
    case .unit, .nature: cell.count <= 12 && !cell.contains("。")
    case .value: cell.count <= 12 || cell.count <= 60 && cell.contains(where: \.isDigit)
    case .owner: cell.count <= 200 && !cell.contains("。") && cell.first?.isDigit != true
    case .time: cell.count <= 40
    case .indicator, .group: cell.count <= 80 && !cell.contains("。")
    case .task, .note: cell.count <= 800
    }
  }

  /// The table of words.
  private struct Words: Sendable {
    static let bundled = Words(lines: DataFile.lines("column-headings.tsv"))

    private var exact: [String: ColumnHeading] = [:]
    private var starts: [String] = []
    private var ends: [String] = []
    private var tails: [(word: String, kind: ColumnHeading)] = []

    init(lines: [Substring]) {
      for line in lines.dropFirst() {
        let cells = line.split(separator: "\t")
        guard cells.count == 3, let kind = ColumnHeading(rawValue: String(cells[0])) else { continue }
        let words = cells[2].split(separator: " ").map(String.init)
        switch cells[1] {
        case "start": starts += words
        case "end": ends += words
        case "tail": tails += words.map { ($0, kind) }
        default: for word in words { exact[word] = kind }
        }
      }
    }

    func kind(_ name: String) -> ColumnHeading? {
      if let kind = exact[name] { return kind }
      let count = name.unicodeScalars.count
      if count <= 16, starts.contains(where: name.hasPrefix), ends.contains(where: name.hasSuffix) { return .owner }
      return count <= 14 ? tails.first { name.hasSuffix($0.word) }?.kind : nil
    }
  }
}
