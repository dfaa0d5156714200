import PlanLibrary
import PlanText

/// The address of a range of characters of a document: it names the same characters for as long as the document is in
/// the index, since the id follows from the text.
enum Permalink {
  static let parameter = "at"
  /// The place on the page that the address leads to.
  static let anchor = "at"

  static func address(_ document: DocumentSummary, _ span: SourceSpan) -> Address { address(document.id, span) }

  static func address(_ id: String, _ span: SourceSpan) -> Address {
    Address(path: ["documents", id], query: [(parameter, text(span))], fragment: anchor)
  }

  /// `1048-1096`.
  static func text(_ span: SourceSpan) -> String { "\(span.start)-\(span.end)" }

  /// The range that a parameter names, as far as the text reaches.
  static func span(_ text: String, length: Int) throws(Problem) -> SourceSpan {
    let sides = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard sides.count == 2, let start = sides[0], let end = sides[1], 0 <= start, start < end, end <= length else {
      throw .parameter(
        parameter,
        Localized(
          zh: "“\(text.prefix(40))”不对，应为“起-止”，如 1048-1096，止不超过 \(length)。",
          en: "“\(text.prefix(40))” will not do; START-END is expected, as in 1048-1096, END at most \(length)"))
    }
    return SourceSpan(start: start, end: end)
  }
}
