import PlanExtraction
import PlanLibrary
import Synchronization

/// The records of one kind as bytes, one document's records at a time, so that a million rows need no more memory than
/// one document has.
final class RecordStream: ChunkSource {
  enum Format: String, CaseIterable { case json, csv, jsonl }

  private struct Progress {
    var next = 0
    var seen = 0
    var written = 0
    var isBegun = false
    var isEnded = false
  }

  /// A piece is at least so long, but for the last.
  private static let piece = 1 << 16

  private let export: Export
  private let documents: [DocumentSummary]
  private let kind: ExportKind
  private let query: String?
  private let format: Format
  private let encoder: RecordEncoder
  private let offset: Int
  private let limit: Int?
  private let progress = Mutex(Progress())

  /// - Throws: when the query is wrong.
  init(
    _ call: Call, kind: ExportKind, columns: ColumnChoice, query: String?, least: CertaintyClass, format: Format,
    offset: Int, limit: Int?
  ) throws(Problem) {
    export = try call.read { library throws(LibraryError) in
      let filter = try query.map { text throws(LibraryError) in
        try RecordFilter(SearchRequest.parse(text), library: library)
      }
      return Export(library: library, kind: kind, filter: filter, least: least)
    }
    let export = export
    documents = try call.read { _ throws(LibraryError) in try export.documents() }
    self.kind = kind
    self.query = query
    self.format = format
    self.offset = offset
    self.limit = limit
    encoder = RecordEncoder(columns, format: format == .csv ? .csv : .jsonl)
  }

  func next() throws(Problem) -> [UInt8]? {
    try Problem.mapping { try progress.withLock { progress in try piece(&progress) } }
  }

  private func piece(_ progress: inout Progress) throws(LibraryError) -> [UInt8]? {
    if progress.isEnded { return nil }
    var out: [UInt8] = progress.isBegun ? [] : head
    progress.isBegun = true
    while out.count < Self.piece, progress.next < documents.count, !isDone(progress) {
      let records = try export.records(of: documents[progress.next])
      progress.next += 1
      for record in records { append(record, &progress, &out) }
    }
    if progress.next >= documents.count || isDone(progress) {
      progress.isEnded = true
      if format == .json { out += Array("],\"total\":\(progress.seen)}\n".utf8) }
    }
    return out
  }

  /// CSV and JSON lines end with the page; JSON goes on counting.
  private func isDone(_ progress: Progress) -> Bool {
    format != .json && limit.map { progress.written >= $0 } ?? false
  }

  private func append(_ record: [Cell], _ progress: inout Progress, _ out: inout [UInt8]) {
    progress.seen += 1
    guard progress.seen > offset, limit.map({ progress.written < $0 }) ?? true else { return }
    if format == .json {
      if progress.written > 0 { out.append(UInt8(ascii: ",")) }
      JSONRecord.append(kind.columns, record, to: &out)
    } else {
      encoder.append(record, to: &out)
    }
    progress.written += 1
  }

  private var head: [UInt8] {
    guard format == .json else { return encoder.header }
    var out = JSON.fields([
      "kind": .string(kind.rawValue), "query": .text(query), "offset": .integer(offset), "limit": .whole(limit),
    ]).bytes
    out.removeLast()
    return out + Array(",\"records\":[".utf8)
  }
}
