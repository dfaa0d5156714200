import PlanText

/// A comparison reduced to one table, for lists and pages that show no more: what is compared down the side, each document a
/// column. The full values are `TargetMatrix`, `SectionAlignment` and `Keyness`.
package struct Comparison: Sendable {
  package typealias Basis = ComparisonBasis

  /// One document, or an argument that no document answers to.
  package struct Heading: Sendable {
    /// As the user named it.
    package let name: String
    package let document: DocumentSummary?

    /// Place and period, else the title.
    package var label: String { document?.label ?? name }
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
  /// - Throws: `usage` for reuse, which is no table.
  package init(_ names: [String], by basis: Basis, library: Library) throws(LibraryError) {
    let headings = try PlanChoice(names: names).matches(library).flatMap { match -> [Heading] in
      match.documents.isEmpty
        ? [Heading(name: match.name, document: nil)]
        : match.documents.map { Heading(name: match.name, document: $0) }
    }
    self.basis = basis
    self.headings = headings
    switch basis {
    case .targets: rows = try Self.targets(headings, library)
    case .sections: rows = try SectionRows(library: library, headings: headings).rows()
    case .terms: rows = try Self.terms(headings, library)
    case .reuse:
      throw .usage(Localized(zh: "按复用比较没有这样的表", en: "a comparison by reuse is no such table"))
    }
  }

  private static func targets(_ headings: [Heading], _ library: Library) throws(LibraryError) -> [Row] {
    let columns: [Column] = [.text("section"), .integer("start"), .integer("end"), .text("quote")]
    let names = headings.map { $0.document?.id ?? $0.name }
    return try TargetMatrix(PlanChoice(names: names), library: library).rows.map { row in
      let answers = row.cells.map { cell -> Answer in
        switch cell {
        case .blank(let blank):
          switch blank.kind {
          case .noDocument: return .noDocument
          case .notMentioned: return .notMentioned
          case .withoutFigure, .withheld: return .withoutFigure
          }
        case .figures(let figures):
          return .values(
            figures.statements.map { statement in
              let w = statement.witnesses[0]
              return Value(
                text: statement.text, columns: columns,
                cells: [.text(w.section), .integer(w.span.start), .integer(w.span.end), .text(w.quote)])
            })
        }
      }
      return Row(name: row.title, answers: answers)
    }
  }

  private static func terms(_ headings: [Heading], _ library: Library) throws(LibraryError) -> [Row] {
    let groups = headings.map { (name: $0.label, documents: [$0.document].compactMap(\.self)) }
    return try Keyness(groups, limit: 40, library: library).rows.map { row in
      Row(
        name: row.term,
        answers: zip(headings, row.counts).map { heading, count in
          if heading.document == nil { return .noDocument }
          guard count > 0 else { return .notMentioned }
          return .values([Value(text: String(count), columns: [.integer("count")], cells: [.integer(count)])])
        })
    }
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
