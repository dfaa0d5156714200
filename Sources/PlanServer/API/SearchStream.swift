import PlanLibrary
import Synchronization

/// All passages or plans that a query finds as CSV or JSON lines, page by page, so that memory does not grow with them.
final class SearchStream: ChunkSource {
  private struct Progress {
    var offset: Int
    var left: Int
    var isBegun = false
    var isEnded = false
  }

  /// Hits made at a time.
  private static let page = 200

  private let library: Library
  private let query: String
  private let isByPlan: Bool
  private let order: SearchOrder
  private let encoder: RecordEncoder
  private let progress: Mutex<Progress>

  /// - Parameter limit: nil for all.
  init(
    _ query: String, _ library: Library, isByPlan: Bool, order: SearchOrder, format: RecordFormat, offset: Int,
    limit: Int?
  ) {
    self.query = query
    self.library = library
    self.isByPlan = isByPlan
    self.order = order
    encoder = RecordEncoder(columns: isByPlan ? HitRecords.documentColumns : HitRecords.passageColumns, format: format)
    progress = Mutex(Progress(offset: offset, left: limit ?? Int.max))
  }

  func next() throws(Problem) -> [UInt8]? {
    try Problem.mapping { try progress.withLock { progress in try piece(&progress) } }
  }

  private func piece(_ progress: inout Progress) throws(LibraryError) -> [UInt8]? {
    if progress.isEnded { return nil }
    var out = progress.isBegun ? [] : encoder.header
    progress.isBegun = true
    let wanted = min(Self.page, progress.left)
    let rows = try rows(offset: progress.offset, limit: wanted)
    for row in rows { encoder.append(row, to: &out) }
    progress.offset += rows.count
    progress.left -= rows.count
    progress.isEnded = rows.count < wanted || progress.left == 0
    return out
  }

  private func rows(offset: Int, limit: Int) throws(LibraryError) -> [[Cell]] {
    let search = try LibrarySearch(query, library: library)
    if isByPlan { return try search.documents(limit: limit, offset: offset).hits.map { HitRecords.cells($0) } }
    return try search.page(order: order, limit: limit, offset: offset, after: nil).hits.map { HitRecords.cells($0) }
  }
}
