import Foundation
import PlanReaders

/// A researcher's hand-coded table: one line a passage, one column a variable.
///
/// ```
/// document,start,end,is_obligation,strength,owner
/// 清河市_2024年科协工作要点.txt,231,262,yes,mandatory,各县区科协
/// ```
/// Columns are recognised by their names, Chinese or English, in any order; what is empty was not coded; `none`, `无`, `—`
/// say that there is nothing.
struct HandCoding: Sendable {
  /// One coded passage.
  struct Row: Sendable {
    let line: Int
    let document: String
    let span: Range<Int>?
    let quote: String?
    /// Normal values; `HandCoding.nothing` for none.
    let values: [KappaVariable: String]
  }

  static let nothing = "—"
  let path: String
  let variables: [KappaVariable]
  /// Names of columns that mean nothing here.
  let ignored: [String]
  let rows: [Row]

  private static let documentNames = ["document", "doc", "source", "file", "文件", "文档", "来源"]
  private static let startNames = ["start", "起", "起始", "开始"]
  private static let endNames = ["end", "止", "终止", "结束"]
  private static let quoteNames = ["quote", "text", "sentence", "原文", "引文", "句子"]

  /// Reads the table at `path`.
  /// - Throws: `table` with line and column of what cannot be used.
  init(path: String) throws(LibraryError) {
    let table = try TableFile.rows(at: path) { .table(path: path, line: $0, reason: $1) }
    try self.init(path: path, table: table)
  }

  init(path: String, table: [CSVReader.Row]) throws(LibraryError) {
    guard let header = table.first else {
      throw .table(path: path, line: 1, reason: Localized(zh: "表是空的；第一行应为列名。", en: "the table is empty; its first line must name the columns"))
    }
    self.path = path
    let names = header.cells.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
    func column(_ known: [String]) -> Int? { names.firstIndex { known.contains($0) } }
    guard let document = column(Self.documentNames) else {
      throw .table(
        path: path, line: header.line,
        reason: Localized(
          zh: "没有文件列；应有名为 document（或“文件”）的列，值为编号、路径或文件名。",
          en: "no column for the document; name one document, with an id, a path or a file name in each line"))
    }
    let (start, end, quote) = (column(Self.startNames), column(Self.endNames), column(Self.quoteNames))
    guard start != nil && end != nil || quote != nil else {
      throw .table(
        path: path, line: header.line,
        reason: Localized(
          zh: "没有出处列；应有 start 和 end 两列，或 quote（“原文”）一列。", en: "no column for the place; expected start and end, or quote"))
    }
    let (columns, ignored) = try Self.codes(header, names, besides: [document, start, end, quote], path)
    variables = columns.map(\.1)
    self.ignored = ignored
    var rows: [Row] = []
    for row in table.dropFirst() where row.cells.contains(where: { !$0.isEmpty }) {
      func cell(_ i: Int?) -> String { i.flatMap { $0 < row.cells.count ? row.cells[$0] : nil }?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "" }
      guard !cell(document).isEmpty else {
        throw .table(path: path, line: row.line, reason: Localized(zh: "没有写文件。", en: "the document is not named"))
      }
      let span = try Self.span(cell(start), cell(end), path, row.line)
      guard span != nil || !cell(quote).isEmpty else {
        throw .table(path: path, line: row.line, reason: Localized(zh: "没有 start、end，也没有引文。", en: "neither start and end nor a quote"))
      }
      var values: [KappaVariable: String] = [:]
      for (i, variable) in columns where !cell(i).isEmpty {
        guard let value = variable.normal(cell(i)) else {
          throw .table(
            path: path, line: row.line,
            reason: Localized(
              zh: "\(variable.rawValue) 的值“\(cell(i))”不认识，应为 \(variable.expected)；没有编码就留空。",
              en: "\(variable.rawValue) is \"\(cell(i))\", expected \(variable.expected); leave it empty if it was not coded"))
        }
        values[variable] = value
      }
      rows.append(Row(line: row.line, document: cell(document), span: span, quote: cell(quote).isEmpty ? nil : cell(quote), values: values))
    }
    guard !rows.isEmpty else {
      throw .table(path: path, line: header.line, reason: Localized(zh: "只有列名，没有数据行。", en: "holds column names and no line of data"))
    }
    self.rows = rows
  }

  /// The columns that hold codes, and the names of those that are not known.
  private static func codes(_ header: CSVReader.Row, _ names: [String], besides places: [Int?], _ path: String)
    throws(LibraryError) -> (columns: [(Int, KappaVariable)], ignored: [String])
  {
    var columns: [(Int, KappaVariable)] = []
    var ignored: [String] = []
    for (i, name) in names.enumerated() where !places.contains(i) && !name.isEmpty {
      if let variable = KappaVariable(column: name) {
        if columns.contains(where: { $0.1 == variable }) {
          throw .table(
            path: path, line: header.line,
            reason: Localized(zh: "两列都是 \(variable.rawValue)；请去掉一列。", en: "two columns for \(variable.rawValue); remove one"))
        }
        columns.append((i, variable))
      } else {
        ignored.append(header.cells[i])
      }
    }
    guard !columns.isEmpty else {
      let known = KappaVariable.allCases.map(\.rawValue)
      throw .table(
        path: path, line: header.line,
        reason: Localized(
          zh: "没有编码变量列；可用：\(known.joined(separator: "、"))。", en: "no coded variable; expected one of \(known.joined(separator: ", "))"))
    }
    return (columns, ignored)
  }

  private static func span(_ start: String, _ end: String, _ path: String, _ line: Int) throws(LibraryError) -> Range<Int>? {
    if start.isEmpty && end.isEmpty { return nil }
    guard let a = Int(start), let b = Int(end), 0 <= a, a < b else {
      throw .table(
        path: path, line: line,
        reason: Localized(
          zh: "start“\(start)”、end“\(end)”应为起止偏移，且 start 小于 end。", en: "start \"\(start)\" and end \"\(end)\" must be offsets, start below end"))
    }
    return a..<b
  }
}

/// A variable that can be coded by hand and is read by the program.
package enum KappaVariable: String, Sendable, CaseIterable {
  case isObligation = "is_obligation"
  case strength, owner
  case isTarget = "is_target"
  case op, kind, value, unit, deadline, recurrence
  case isOwner = "is_owner"
  case role

  private static let names: [KappaVariable: [String]] = [
    .isObligation: ["obligation", "是否任务", "任务"], .strength: ["力度", "强度"], .owner: ["owner_name", "actor", "主体", "责任主体"],
    .isTarget: ["target", "是否指标", "指标"], .op: ["comparator", "比较符"], .kind: ["target_kind", "类别"], .value: ["数值"],
    .unit: ["单位"], .deadline: ["year", "年限", "期限"], .recurrence: ["频度"], .isOwner: ["是否分工", "分工"],
    .role: ["owner_role", "owner role", "角色"],
  ]

  init?(column: String) {
    guard let found = Self.allCases.first(where: { $0.rawValue == column || Self.names[$0, default: []].contains(column) }) else {
      return nil
    }
    self = found
  }

  /// The kind of record it is read from.
  var record: ExportKind {
    switch self {
    case .isObligation, .strength, .owner: .obligations
    case .isTarget, .op, .kind, .value, .unit, .deadline, .recurrence: .targets
    case .isOwner, .role: .owners
    }
  }

  var isPresence: Bool { self == .isObligation || self == .isTarget || self == .isOwner }

  private static let none: Set<String> = ["none", "null", "na", "n/a", "-", "—", "无", "没有"]
  private static let yes: Set<String> = ["yes", "y", "1", "true", "是", "有"]
  private static let no: Set<String> = ["no", "n", "0", "false", "否", "无", "没有"]

  /// The closed list of values with other words for them; nil for open variables.
  private var values: [String: [String]]? {
    switch self {
    case .strength:
      [
        "prohibition": ["禁止"], "mandatory": ["强制", "必须", "应当"], "aspirational": ["力争"], "encouraged": ["鼓励", "提倡"],
        "planned": ["安排", "计划"],
      ]
    case .op: [">=": ["≥", "以上"], "<=": ["≤", "以下"], "=": ["＝"], "~": ["≈", "左右"], "range": ["区间"]]
    case .kind:
      [
        "level": ["水平"], "count": ["数目"], "growth": ["增减", "增速"], "ceiling": ["上限"], "share": ["占比"],
        "coverage": ["全覆盖"], "frequency": ["频度"],
      ]
    case .recurrence: ["year": ["每年"], "quarter": ["每季度"], "month": ["每月"], "week": ["每周"], "day": ["每天"]]
    case .role: ["lead": ["牵头"], "responsible": ["责任"], "support": ["配合"]]
    default: nil
    }
  }

  /// What a cell may hold.
  var expected: String {
    if isPresence { return "yes / no（是 / 否）" }
    return ((values?.keys.sorted() ?? []) + ["none"]).joined(separator: ", ")
  }

  /// A cell's value as the program writes it; nil for one that is none of a closed list.
  func normal(_ cell: String) -> String? {
    let plain = cell.lowercased()
    if isPresence { return Self.yes.contains(plain) ? "yes" : Self.no.contains(plain) || Self.none.contains(plain) ? "no" : nil }
    if Self.none.contains(plain) { return HandCoding.nothing }
    guard let values else {
      if self == .value || self == .deadline { return GoldText.number(.string(cell)).map { Self.plain($0) } ?? cell }
      return String(String.UnicodeScalarView(self == .unit && (cell == "%" || cell == "％") ? ["%"] : GoldText.squeeze(cell)))
    }
    return values.first { $0.key == plain || $0.value.contains(cell) }?.key
  }

  static func plain(_ d: Double) -> String { d == d.rounded() && abs(d) < 1e15 ? "\(Int(d))" : "\(d)" }
}
