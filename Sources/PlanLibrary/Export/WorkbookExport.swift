import GRDB
package import PlanExtraction
import PlanReaders

/// Records as a workbook: a sheet for each kind and a card that says how they were made.
package struct WorkbookExport {
  let library: Library
  let kinds: [(kind: ExportKind, columns: ColumnChoice)]
  let filter: RecordFilter?
  let least: CertaintyClass
  /// As the user wrote it.
  let command: String

  /// The kinds of a workbook of everything.
  package static let all: [ExportKind] = [.targets, .assignments, .owners, .documents]

  package init(
    library: Library, kinds: [ExportKind], filter: RecordFilter? = nil, least: CertaintyClass = .inferred,
    command: String
  ) {
    self.library = library
    self.kinds = kinds.map { ($0, ColumnChoice($0.columns)) }
    self.filter = filter
    self.least = least
    self.command = command
  }

  /// One kind of record with these columns of it.
  package init(
    library: Library, kind: ExportKind, columns: ColumnChoice, filter: RecordFilter? = nil,
    least: CertaintyClass = .inferred, command: String
  ) {
    self.library = library
    kinds = [(kind, columns)]
    self.filter = filter
    self.least = least
    self.command = command
  }

  /// - Parameter write: takes the bytes, in pieces; what it throws ends the export.
  /// - Returns: the number of records.
  package func run(write: ([UInt8]) throws(LibraryError) -> Void) throws(LibraryError) -> Int {
    let book = try WorkbookWriter()
    var counts: [(ExportKind, Int)] = []
    let documents = try library.documents().filter { filter?.mayMatch($0.key) ?? true }
    for (kind, choice) in kinds {
      let export = Export(library: library, kind: kind, filter: filter, least: least)
      try book.beginSheet(kind.sheetTitle, columns: choice.columns)
      var count = 0
      for document in documents {
        for record in try export.records(of: document) {
          try book.append(choice.cells(record))
          count += 1
          if book.readyBytes > 1 << 16 { try write(book.take()) }
        }
      }
      counts.append((kind, count))
    }
    let card = try MethodCard(library: library, documents: documents)
    try card.append(to: book, command: command, least: least, counts: counts.map { ($0.0.rawValue, $0.1) })
    try book.finish()
    try write(book.take())
    return counts.reduce(0) { $0 + $1.1 }
  }
}

/// What a set of records was made from.
package struct MethodCard: Sendable {
  /// SHA-256 over the ids of the documents, each with a line end, in ascending order.
  package let corpusHash: String
  package let characters: Int
  package let documents: Int
  /// Versions of rules and folding, with the number of documents.
  package let rules: [(version: String, count: Int)]

  package init(library: Library, documents: [DocumentSummary]) throws(LibraryError) {
    corpusHash = Digest.hexadecimal(Array(documents.map { $0.id + "\n" }.sorted().joined().utf8))
    characters = documents.reduce(0) { $0 + $1.characters }
    let versions = try library.access { db in
      try Row.fetchAll(db, sql: "SELECT key, pipeline FROM document").reduce(into: [Int: String]()) { out, row in
        if let key = row.integer("key") { out[key] = row.text("pipeline") }
      }
    }
    var counts: [String: Int] = [:]
    for document in documents { counts[versions[Int(document.key)] ?? "", default: 0] += 1 }
    rules = counts.map { (version: $0.key, count: $0.value) }.sorted { $0.version < $1.version }
    self.documents = documents.count
  }

  /// The sheet that says how a workbook was made.
  /// - Parameter more: lines that only this kind of workbook has.
  func append(
    to book: WorkbookWriter, command: String, least: CertaintyClass, counts: [(name: String, count: Int)],
    more: [(String, Cell)] = []
  ) throws(LibraryError) {
    try book.beginSheet("方法 method", columns: [.text("field"), .text("content")])
    var lines: [(String, Cell)] = [
      ("命令 command", .text(command)), ("语料哈希 corpus hash (SHA-256)", .text(corpusHash)),
      ("文件数 documents", .integer(documents)), ("字符数 characters", .integer(characters)),
    ]
    lines += rules.map { ("规则版本 rule version", .text("\($0.version)（\($0.count)）")) }
    lines += counts.map { ("记录数 records: \($0.name)", .integer($0.count)) } + more
    let evidence = "gangmu show DOCUMENT --source 的第 start 至 end 个字符即 quote / characters start to end of it are the quote"
    lines += [
      ("最低确信度 least certainty", .text(least.rawValue)),
      ("截短的单元格 cells cut at \(WorkbookWriter.mostUnits) characters", .integer(book.cutCells)),
      ("出处 evidence", .text(evidence)),
    ]
    for line in lines { try book.append([.text(line.0), line.1]) }
  }
}

extension TaskTable {
  /// The table as a workbook with its card.
  package func workbook(command: String, library: Library, write: ([UInt8]) throws(LibraryError) -> Void)
    throws(LibraryError)
  {
    let book = try WorkbookWriter()
    try book.beginSheet(ExportKind.assignments.sheetTitle, columns: Self.columns)
    for record in records {
      try book.append(record)
      if book.readyBytes > 1 << 16 { try write(book.take()) }
    }
    let ids = Set(records.compactMap { $0[1].text })
    let documents = try library.documents().filter { ids.contains($0.id) }
    let card = try MethodCard(library: library, documents: documents)
    try card.append(to: book, command: command, least: .inferred, counts: [("assignments", records.count)])
    try book.finish()
    try write(book.take())
  }
}

extension ExportKind {
  /// What a sheet of these records is called.
  var sheetTitle: String {
    switch self {
    case .documents: "文件 documents"
    case .sections: "章节 sections"
    case .targets: "指标 targets"
    case .obligations: "义务 obligations"
    case .owners: "责任主体 owners"
    case .assignments: "任务分工 assignments"
    case .damage: "损坏 damage"
    }
  }
}
