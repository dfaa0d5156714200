import PlanLibrary
import PlanText

/// One query of a batch with its answer.
struct BatchLine {
  let query: String
  let passages: Int?
  let documents: Int?
  let best: PassageHit?
  let error: Localized?

  static func answers(_ queries: [String], _ call: Call) throws(Problem) -> [BatchLine] {
    var out: [BatchLine] = []
    for query in queries { out.append(try answer(query, call)) }
    return out
  }

  private static func answer(_ query: String, _ call: Call) throws(Problem) -> BatchLine {
    do {
      let library = try call.library
      let search = try LibrarySearch(query, library: library)
      let found = try search.documents(limit: 1, offset: 0)
      return BatchLine(
        query: query, passages: try search.count(), documents: found.total, best: found.hits.first?.best.first,
        error: nil)
    } catch let problem as Problem {
      throw problem
    } catch let error as LibraryError {
      guard case .query(let wrong) = error else { throw Problem(error) }
      return BatchLine(query: query, passages: nil, documents: nil, best: nil, error: wrong.message)
    } catch {
      throw .unexpected(error)
    }
  }

  private static let columns: [Column] = [
    .text("query"), .integer("passages"), .integer("documents"), .text("error"), .text("document"), .text("title"),
    .text("section"), .integer("start"), .integer("end"), .text("quote"),
  ]

  /// One line a query, with the best passage of each.
  static func csv(_ lines: [BatchLine]) -> [UInt8] {
    let encoder = RecordEncoder(columns: columns, format: .csv)
    var out = encoder.header
    for line in lines {
      func text(_ value: String?) -> Cell { value.map { .text($0) } ?? .null }
      func whole(_ value: Int?) -> Cell { value.map { .integer($0) } ?? .null }
      encoder.append(
        [
          .text(line.query), whole(line.passages), whole(line.documents), text(line.error?.label(.both)),
          text(line.best?.document.id), text(line.best?.document.name), text(line.best?.section),
          whole(line.best?.span.start),
          whole(line.best?.span.end), text(line.best?.quote),
        ], to: &out)
    }
    return out
  }
}
