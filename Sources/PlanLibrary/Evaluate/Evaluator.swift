import Foundation
import GRDB

/// Marks an index against gold files. The rules are those of the gold set's own script, whose figures it repeats; beside quotes
/// it takes offsets, and ranges that were judged.
package struct Evaluator {
  /// Name and value of each figure.
  package typealias Figures = [(name: String, value: String)]

  /// What to look at.
  package struct Request: Sendable {
    package var gold: [String]
    /// Folder of the texts; nil for `corpus` beside the gold folder. A text that is not there or is not UTF-8 is taken from
    /// the index.
    package var corpus: String?
    /// Names of documents to look at; empty for all.
    package var only: [String]
    /// Names of documents whose figures are also given apart.
    package var heldOut: [String]

    package init(gold: [String], corpus: String? = nil, only: [String] = [], heldOut: [String] = []) {
      self.gold = gold
      self.corpus = corpus
      self.only = only
      self.heldOut = heldOut
    }
  }

  package struct Report: Sendable {
    /// Kind and its figures.
    package var total: [(kind: String, figures: Figures)] = []
    /// Kind with certainty class and its figures.
    package var classes: [(name: String, figures: Figures)] = []
    package var documents: [(name: String, kinds: [(kind: String, figures: Figures)])] = []
    /// The documents held out and the others, if some were held out.
    package var groups: [(name: String, documents: Int, kinds: [(kind: String, figures: Figures)])] = []
    package var confusions: [(name: String, matrix: ConfusionMatrix)] = []
    /// Kinds of error, the most frequent first, each with an example.
    package var errors: [(kind: String, count: Int, example: String)] = []
    /// Quotes that do not stand where their offsets say, or nowhere.
    package var provenanceErrors: [String] = []
    package var misses: [String] = []
    /// Gold files whose document is not in the index.
    package var skipped: [Localized] = []
  }

  private let library: Library
  private let request: Request
  private let documents: [DocumentSummary]
  private var perDocument: [(name: String, marks: Marks)] = []
  private var report = Report()

  /// - Throws: `gold` for a folder or file that cannot be used, or when no document of the gold is in the index.
  package static func run(library: Library, _ request: Request) throws(LibraryError) -> Report {
    var evaluator = Evaluator(library: library, request: request, documents: try library.documents())
    for folder in request.gold {
      for file in try GoldFile.all(in: folder) where request.only.isEmpty || request.only.contains(file.name) {
        try evaluator.evaluate(file, corpus: request.corpus ?? folder + "/../corpus")
      }
    }
    return try evaluator.finished()
  }

  package static func run(library: Library, gold: String, corpus: String?, only: [String]) throws(LibraryError) -> Report {
    try run(library: library, Request(gold: [gold], corpus: corpus, only: only))
  }

  private init(library: Library, request: Request, documents: [DocumentSummary]) {
    self.library = library
    self.request = request
    self.documents = documents
  }

  // MARK: one document

  private mutating func evaluate(_ file: GoldFile, corpus: String) throws(LibraryError) {
    guard let document = documents.first(where: { GoldFile.base($0.source) == file.base }) else {
      report.skipped.append(
        Localized(
          zh: "\(file.name)：索引里没有 \(file.base)，略过；先用 gangmu ingest 收录原文",
          en: "\(file.name): \(file.base) is not in the index, skipped; take it in with gangmu ingest first"))
      return
    }
    try check(file, against: document)
    var sheet = GoldSheet(
      name: file.name, gold: file.gold, isText: file.base.hasSuffix(".txt") || file.hasOffsets,
      source: try source(file, document: document, corpus: corpus))
    for kind in [ExportKind.documents, .sections, .targets, .obligations, .owners] {
      let export = Export(library: library, kind: kind)
      for document in documents where GoldFile.base(document.source) == file.base {
        for cells in try export.records(of: document) {
          let fields = zip(kind.columns, cells).map { ($0.name, GoldValue($1)) }
          sheet.found[kind, default: []].append(.object(Dictionary(fields) { a, _ in a }))
        }
      }
    }
    sheet.evaluate()
    perDocument.append((file.name, sheet.marks))
    report.provenanceErrors += sheet.log
    report.misses += sheet.misses
  }

  /// The file that was annotated must be the file that was ingested: offsets of another text mean nothing.
  private func check(_ file: GoldFile, against document: DocumentSummary) throws(LibraryError) {
    guard let wanted = file.gold["sha256"].string else { return }
    let found = try library.checksums(of: document.key)
    guard !found.contains(wanted.lowercased()) else { return }
    throw .gold(
      path: file.path,
      reason: Localized(
        zh: "标注所据的 \(file.base) 的 sha256 是 \(wanted)，索引里的是 \(found.joined(separator: "、"))；请收录标注所据的那一份",
        en: "annotates a \(file.base) with sha256 \(wanted), the index holds \(found.joined(separator: ", ")); "
          + "ingest the file that was annotated"))
  }

  /// The reference text: the file that the gold names, else the source text of the index, which offsets always mean.
  private func source(_ file: GoldFile, document: DocumentSummary, corpus: String) throws(LibraryError) -> GoldSource {
    let name = file.gold["text"].string.map(GoldFile.base) ?? file.base
    if !file.hasOffsets, let data = try? Data(contentsOf: URL(fileURLWithPath: corpus + "/" + name)),
      let text = String(validating: data, as: UTF8.self)
    {
      return GoldSource(Array(text.unicodeScalars.drop { $0 == "\u{FEFF}" }))
    }
    return GoldSource(try library.sourceText(of: document.key))
  }

  // MARK: the report

  private func finished() throws(LibraryError) -> Report {
    if perDocument.isEmpty {
      throw .gold(
        path: request.gold.joined(separator: " "),
        reason: report.skipped.first.map {
          Localized(zh: "没有可以打分的文件。" + $0.zh, en: "no document to score. " + $0.en)
        } ?? Localized(zh: "没有可以打分的文件；请看 --only 的名字", en: "no document to score; look at the names of --only"))
    }
    var out = report
    var total = Marks()
    for (_, marks) in perDocument { total.add(marks) }
    out.total = Self.figures(total.kinds)
    out.classes = total.classes.names.sorted(by: Self.classOrder).map { ($0, total.classes[$0].classFigures) }
    out.documents = perDocument.map { ($0.name, Self.figures($0.marks.kinds)) }
    out.confusions = total.confusions.names.map { ($0, total.confusions[$0]) }
    out.errors = total.errors.ranked
    out.groups = try groups()
    return out
  }

  private static func figures(_ tallies: Tallies) -> [(kind: String, figures: Figures)] {
    tallies.names.map { ($0, tallies[$0].figures) }
  }

  /// Kinds as in the report, classes from explicit to inferred.
  private static func classOrder(_ a: String, _ b: String) -> Bool {
    func key(_ name: String) -> (Int, Int) {
      let words = name.split(separator: " ")
      let kinds = ["targets", "obligations", "owners"]
      let classes = ["explicit", "inherited", "inferred"]
      return (
        kinds.firstIndex { $0 == words.first ?? "" } ?? kinds.count, classes.firstIndex { $0 == words.last ?? "" } ?? classes.count
      )
    }
    return key(a) < key(b)
  }

  private func groups() throws(LibraryError) -> [(name: String, documents: Int, kinds: [(kind: String, figures: Figures)])] {
    guard !request.heldOut.isEmpty else { return [] }
    let names = perDocument.map(\.name)
    if let unknown = request.heldOut.first(where: { !names.contains($0) }) {
      throw .usage(
        Localized(
          zh: "--held-out \(unknown)：没有这份标注；有：\(names.joined(separator: " "))",
          en: "--held-out \(unknown): no such annotation; there are \(names.joined(separator: " "))"))
    }
    return [("held out", true), ("other", false)].map { name, isHeldOut in
      var marks = Marks()
      let members = perDocument.filter { request.heldOut.contains($0.name) == isHeldOut }
      for member in members { marks.add(member.marks) }
      return (name, members.count, Self.figures(marks.kinds))
    }
  }
}

extension Library {
  /// SHA-256 of the bytes of every source of a document, each once.
  func checksums(of key: UInt32) throws(LibraryError) -> [String] {
    try access { db in
      try String.fetchAll(
        db, sql: "SELECT DISTINCT sha256 FROM source WHERE document = ? ORDER BY sha256", arguments: [Int64(key)])
    }
  }
}
