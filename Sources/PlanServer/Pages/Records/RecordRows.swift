import Foundation
import PlanLibrary
import PlanText

/// The rows of one page of a list, and how many there are in all.
struct RecordRows {
  struct Row {
    let document: DocumentSummary
    let cells: [Cell]
  }

  let rows: [Row]
  let total: Int
  /// There were too many to sort.
  let isUnsorted: Bool

  init(_ call: Call, _ settings: RecordSettings) throws(Problem) {
    let export = try call.read { library throws(LibraryError) in
      let filter = try settings.query.map { text throws(LibraryError) in
        try RecordFilter(SearchRequest.parse(text), library: library)
      }
      return Export(library: library, kind: settings.kind, filter: filter, least: settings.least)
    }
    let first = (settings.page - 1) * RecordsPage.size
    let window = first..<first + RecordsPage.size
    var all: [Row]? = settings.sort == nil ? nil : []
    var page: [Row] = []
    var seen = 0
    for document in try call.read({ _ throws(LibraryError) in try export.documents() }) {
      for record in try call.read({ _ throws(LibraryError) in try export.records(of: document) }) {
        let row = Row(document: document, cells: record)
        if window.contains(seen) { page.append(row) }
        seen += 1
        if seen > RecordsPage.mostSorted { all = nil }
        all?.append(row)
      }
    }
    total = seen
    isUnsorted = settings.sort != nil && all == nil
    if let all, let column = settings.kind.columns.firstIndex(where: { $0.name == settings.sort }) {
      let order = Self.order(all.map { $0.cells[column] }, settings.isDescending)
      rows = order[window.clamped(to: 0..<all.count)].map { all[$0] }
    } else {
      rows = page
    }
  }

  /// Figures by size, text by its characters; what has no value stands at the end either way. Equal rows keep their order.
  static func order(_ cells: [Cell], _ isDescending: Bool) -> [Int] {
    let keys = cells.map(SortKey.init)
    return keys.indices.sorted { a, b in
      if keys[a].isMissing != keys[b].isMissing { return keys[b].isMissing }
      if keys[a] == keys[b] || keys[a].isMissing { return a < b }
      return isDescending ? keys[b] < keys[a] : keys[a] < keys[b]
    }
  }
}

private enum SortKey: Comparable {
  case number(Decimal)
  case text([UInt32])
  case missing

  init(_ cell: Cell) {
    switch cell {
    case .integer(let number): self = .number(Decimal(number))
    case .number(let text): self = Decimal(string: text).map { .number($0) } ?? .missing
    case .boolean(let value): self = .number(value ? 1 : 0)
    default:
      let text = CellText.plain(cell)
      self = text.isEmpty ? .missing : .text(text.unicodeScalars.map(\.value))
    }
  }

  var isMissing: Bool { self == .missing }

  static func < (a: SortKey, b: SortKey) -> Bool {
    switch (a, b) {
    case (.number(let x), .number(let y)): x < y
    case (.text(let x), .text(let y)): x.lexicographicallyPrecedes(y)
    case (.number, .text), (.number, .missing), (.text, .missing): true
    default: false
    }
  }
}
