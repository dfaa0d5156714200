import PlanText
import SearchIndex

/// Plans side by side: what is compared down the side, documents across.
package struct Comparison: Sendable {
  package enum Basis: String, Sendable, CaseIterable { case targets, sections, terms, reuse }

  /// One document, or an argument that no document answers to.
  package struct Heading: Sendable {
    /// As the user named it.
    package let name: String
    package let document: DocumentSummary?

    /// Place and period, else the title.
    package var label: String {
      guard let document else { return name }
      let place = document.city ?? document.province ?? document.name
      guard let start = document.periodStart else { return place }
      let end = document.periodEnd ?? start
      return place + " " + (start == end ? "\(start)" : "\(start)—\(end)")
    }
  }

  /// What a document says on a row. The blanks are told apart: they mean different things.
  package enum Answer: Sendable {
    /// What is shown, with the evidence of each.
    case values([Value])
    /// The words occur, without a figure that commits to something.
    case withoutFigure
    case notMentioned
    /// There is no document to ask.
    case noDocument

    package var text: String {
      switch self {
      case .values(let values): values.map(\.text).joined(separator: "；")
      case .withoutFigure: "—提及无数值"
      case .notMentioned: "—未提及"
      case .noDocument: "—无文件"
      }
    }

    var state: String {
      switch self {
      case .values: "value"
      case .withoutFigure: "without_figure"
      case .notMentioned: "not_mentioned"
      case .noDocument: "no_document"
      }
    }
  }

  package struct Value: Sendable, Hashable {
    package let text: String
    package let columns: [Column]
    package let cells: [Cell]
  }

  package struct Row: Sendable {
    package let name: String
    package let answers: [Answer]
  }

  package let basis: Basis
  package let headings: [Heading]
  package let rows: [Row]

  /// - Parameter names: documents (id, path, file name) or places (province, city, issuer, words of the title); a place
  ///   stands for all its documents.
  package init(_ names: [String], by basis: Basis, library: Library) throws(LibraryError) {
    if basis == .reuse {
      throw .notBuilt(
        feature: Localized(
          zh: "按复用文字比较（--by reuse）；请用 targets、sections 或 terms", en: "--by reuse; use targets, sections or terms"))
    }
    self.basis = basis
    headings = try Self.headings(names, library)
    switch basis {
    case .targets: rows = try TargetRows(library: library, headings: headings).rows()
    case .sections: rows = try SectionRows(library: library, headings: headings).rows()
    case .terms, .reuse: rows = try TermRows(library: library, headings: headings).rows()
    }
  }

  private static func headings(_ names: [String], _ library: Library) throws(LibraryError) -> [Heading] {
    var out: [Heading] = []
    var seen: Set<UInt32> = []
    for name in names {
      let found = try documents(name, library)
      if found.isEmpty { out.append(Heading(name: name, document: nil)) }
      for document in found where seen.insert(document.key).inserted {
        out.append(Heading(name: name, document: document))
      }
    }
    return out
  }

  private static func documents(_ name: String, _ library: Library) throws(LibraryError) -> [DocumentSummary] {
    var ambiguous: LibraryError?
    do {
      return [try library.document(named: name)]
    } catch {
      switch error {
      case .noDocument: break
      case .ambiguousDocument: ambiguous = error
      default: throw error
      }
    }
    let found = try places(name, library)
    if let ambiguous, found.isEmpty { throw ambiguous }
    return found
  }

  private static func places(_ name: String, _ library: Library) throws(LibraryError) -> [DocumentSummary] {
    let wanted = fold(name)
    guard !wanted.isEmpty else { return [] }
    let all = try library.documents()
    let byPlace = all.filter { d in [d.province, d.city, d.issuer].contains { $0.map(fold)?.contains(wanted) ?? false }
    }
    return byPlace.isEmpty ? all.filter { ($0.title.map(fold) ?? "").contains(wanted) } : byPlace
  }

  /// Rows that more documents answer come first; else the order of first mention.
  static func ordered(_ names: [String], _ answers: [[Answer]]) -> [Row] {
    let rows = zip(names, answers).enumerated().map { i, row in
      (
        order: i, answered: row.1.count { if case .values = $0 { true } else { false } },
        row: Row(name: row.0, answers: row.1)
      )
    }
    return rows.sorted { (-$0.answered, $0.order) < (-$1.answered, $1.order) }.map(\.row)
  }
}

/// Indicator × document. Two indicators are one row only if their folded names are equal.
struct TargetRows {
  let library: Library
  let headings: [Comparison.Heading]

  func rows() throws(LibraryError) -> [Comparison.Row] {
    var names: [String] = []
    var index: [String: Int] = [:]
    var values: [[Int: [Comparison.Value]]] = []
    for (column, heading) in headings.enumerated() {
      guard let document = heading.document else { continue }
      for finding in try library.findings(of: document, kinds: [.targets]) {
        let indicator = finding.cell("indicator").text ?? ""
        let key = fold(indicator)
        let row = index[key] ?? names.count
        if row == names.count {
          index[key] = row
          names.append(indicator)
          values.append([:])
        }
        let value = Comparison.Value(text: Self.words(finding), columns: finding.columns, cells: finding.cells)
        if !values[row][column, default: []].contains(where: { $0.text == value.text }) {
          values[row][column, default: []].append(value)
        }
      }
    }
    var answers: [[Comparison.Answer]] = []
    for (name, row) in zip(names, values) {
      var line: [Comparison.Answer] = []
      for column in headings.indices { line.append(try answer(name, headings[column], row[column])) }
      answers.append(line)
    }
    return Comparison.ordered(names, answers)
  }

  private func answer(_ name: String, _ heading: Comparison.Heading, _ values: [Comparison.Value]?) throws(LibraryError)
    -> Comparison.Answer
  {
    guard let document = heading.document else { return .noDocument }
    if let values { return .values(values) }
    let phrase = SearchFold.fold(name)
    guard !phrase.isEmpty, phrase.count <= QueryParser.longestTerm else { return .notMentioned }
    let query = Query.and([.documents([document.key]), .phrase(phrase)])
    let count = try LibrarySearch.ask(library) { (e) throws(IndexError) in try e.count(query) }
    return count > 0 ? .withoutFigure : .notMentioned
  }

  /// `8.6%→≥13%（2025）`, `每年≥3场`.
  private static func words(_ finding: Finding) -> String {
    var out = ""
    if let baseline = finding.cell("baseline_value").number {
      out += TargetWords.figure(op: "=", value: baseline, high: nil, unit: finding.cell("baseline_unit").text) + "→"
    }
    switch finding.cell("recurrence").text {
    case "year": out += "每年"
    case "quarter": out += "每季"
    case "month": out += "每月"
    case "week": out += "每周"
    case "day": out += "每日"
    default: break
    }
    // A change is called a growth only in the text's own word; the verb of a fall stands in the indicator (近视率下降).
    if finding.cell("kind").text == "growth" {
      out += finding.cell("quote_simplified").text?.contains("增长") == true ? "增长" : "变动"
    }
    out += TargetWords.figure(finding)
    if let deadline = finding.cell("deadline").integer { out += "（\(deadline)）" }
    return out
  }
}

/// Heading × document: where each document treats what the heading names.
struct SectionRows {
  let library: Library
  let headings: [Comparison.Heading]

  func rows() throws(LibraryError) -> [Comparison.Row] {
    var names: [String] = []
    var index: [String: Int] = [:]
    var places: [[Int: [Comparison.Value]]] = []
    let columns: [Column] = [.text("section"), .text("heading"), .integer("start"), .integer("end")]
    for (column, heading) in headings.enumerated() {
      guard let document = heading.document else { continue }
      for line in try library.outline(of: document) {
        guard let words = line.heading, !words.isEmpty else { continue }
        let key = fold(words)
        let row = index[key] ?? names.count
        if row == names.count {
          index[key] = row
          names.append(words)
          places.append([:])
        }
        let cells: [Cell] = [
          .text(line.section), .text(words), .integer(line.span.start), .integer(line.span.end),
        ]
        places[row][column, default: []].append(Comparison.Value(text: line.section, columns: columns, cells: cells))
      }
    }
    let answers = places.map { row in
      headings.indices.map { column -> Comparison.Answer in
        if headings[column].document == nil { return .noDocument }
        return row[column].map(Comparison.Answer.values) ?? .notMentioned
      }
    }
    return Comparison.ordered(names, answers)
  }
}
