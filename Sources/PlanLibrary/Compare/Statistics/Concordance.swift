package import PlanText
import SearchIndex

/// Keyword in context (KWIC): every place of a word with what stands on either side.
package struct Concordance: Sendable {
  package enum Order: String, Sendable, CaseIterable {
    /// By source path and position.
    case text
    /// By what stands in front, read from the word outwards; by what stands behind.
    case left, right
    case place, year
  }

  package struct Line: Sendable {
    package let document: DocumentSummary
    package let section: String?
    package let left: String
    /// As it stands in the source.
    package let keyword: String
    package let right: String
    package let span: SourceSpan
  }

  package let query: String
  /// Characters shown on either side.
  package let width: Int
  package let lines: [Line]

  /// - Parameters:
  ///   - query: in the language of queries; every highlight is a line.
  ///   - choice: plans looked at; all where it names none.
  package init(_ query: String, in choice: PlanChoice, order: Order = .text, width: Int = 20, library: Library)
    throws(LibraryError)
  {
    self.query = query
    self.width = width
    let search = try LibrarySearch(query, library: library)
    let documents = try choice.documents(library)
    let keys = try LibrarySearch.ask(library) { (e) throws(IndexError) in try e.keys(search.query) }
    let byDocument = Dictionary(grouping: keys, by: \.document)
    var lines: [Line] = []
    for document in documents {
      guard let found = byDocument[document.key] else { continue }
      let text = try library.sourceText(of: document.key)
      var seen: Set<SourceSpan> = []
      for key in found.sorted(by: { $0.passage < $1.passage }) {
        guard let hit = try search.passage(key, score: 0) else { continue }
        for mark in hit.highlights where seen.insert(mark).inserted {
          lines.append(Self.line(document, hit.section, mark, text, width))
        }
      }
    }
    self.lines = Self.sorted(lines, order)
  }

  private static func line(
    _ document: DocumentSummary, _ section: String?, _ mark: SourceSpan, _ text: [Unicode.Scalar], _ width: Int
  ) -> Line {
    let low = min(mark.start, text.count)
    let high = min(max(low, mark.end), text.count)
    return Line(
      document: document, section: section, left: plain(text[max(0, low - width)..<low]), keyword: plain(text[low..<high]),
      right: plain(text[high..<min(text.count, high + width)]), span: mark)
  }

  /// On one line.
  private static func plain(_ text: ArraySlice<Unicode.Scalar>) -> String {
    String(scalars: text.map { $0.properties.isWhitespace || $0.value < 0x20 ? " " : $0 }[...])
  }

  /// Contexts are compared folded, by code points, without blanks; equal ones stay in the order of the text.
  static func sorted(_ lines: [Line], _ order: Order) -> [Line] {
    func key(_ line: Line) -> [UInt32] {
      func folded(_ text: String) -> [UInt32] { SearchFold.fold(text).filter { $0 != 0x20 } }
      switch order {
      case .text: return []
      case .left: return folded(line.left).reversed()
      case .right: return folded(line.right)
      case .place: return SearchFold.fold(line.document.place)
      case .year: return [UInt32(max(0, line.document.periodStart ?? 0))]
      }
    }
    let keyed = lines.enumerated().map { (key: key($1), offset: $0, line: $1) }
    return keyed.sorted { a, b in
      a.key == b.key ? a.offset < b.offset : a.key.lexicographicallyPrecedes(b.key)
    }.map(\.line)
  }

  package static let columns: [Column] = [
    .text("document"), .text("source"), .text("section"), .text("left"), .text("keyword"), .text("right"),
    .integer("start"), .integer("end"), .text("title"), .text("province"), .text("city"), .integer("period_start"),
    .integer("period_end"),
  ]

  package var records: [[Cell]] {
    lines.map { line in
      let d = line.document
      return [
        .text(d.id), .text(d.source), .text(line.section), .text(line.left), .text(line.keyword), .text(line.right),
        .integer(line.span.start), .integer(line.span.end), .text(d.title), .text(d.province), .text(d.city),
        .integer(d.periodStart), .integer(d.periodEnd),
      ]
    }
  }
}
