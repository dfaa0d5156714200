import Foundation

/// Marks an index against gold files. The rules are those of the gold set's own script, whose figures it repeats.
package struct Evaluator {
  private let library: Library
  private let goldFolder: String
  private let corpusFolder: String
  private var total = Tallies()
  private var perDocument: [(name: String, tallies: Tallies)] = []
  private var log: [String] = []
  private var misses: [String] = []
  private let documents: [DocumentSummary]

  package struct Report: Sendable {
    /// Kind and its figures.
    package var total: [(kind: String, figures: [(name: String, value: String)])] = []
    package var documents: [(name: String, kinds: [(kind: String, f1: String)])] = []
    /// Quotes that do not stand where their offsets say, or nowhere.
    package var provenanceErrors: [String] = []
    package var misses: [String] = []
  }

  /// - Parameters:
  ///   - corpus: folder of the texts; nil for `corpus` beside the gold folder. A text that is not there or is not UTF-8
  ///     is taken from the index.
  ///   - only: names of documents to look at; empty for all.
  package static func run(library: Library, gold: String, corpus: String?, only: [String]) throws(LibraryError)
    -> Report
  {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: gold).filter { $0.hasSuffix(".json") }.sorted {
        $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
      }
    } catch {
      throw .gold(path: gold, reason: Localized(zh: "不是可读的文件夹", en: "not a folder that can be read"))
    }
    guard !names.isEmpty else {
      throw .gold(path: gold, reason: Localized(zh: "没有 .json 标注文件", en: "holds no .json file"))
    }
    var evaluator = try Evaluator(library: library, gold: gold, corpus: corpus ?? gold + "/../corpus")
    for name in names { try evaluator.evaluate(file: name, only: only) }
    return evaluator.report
  }

  private init(library: Library, gold: String, corpus: String) throws(LibraryError) {
    self.library = library
    goldFolder = gold
    corpusFolder = corpus
    documents = try library.documents()
  }

  private var report: Report {
    var out = Report()
    out.total = total.names.map { ($0, total[$0].figures) }
    out.documents = perDocument.map { name, tallies in
      (name, tallies.names.map { ($0, tallies[$0].figures[2].value) })
    }
    out.provenanceErrors = log
    out.misses = misses
    return out
  }

  // MARK: one document

  private mutating func evaluate(file: String, only: [String]) throws(LibraryError) {
    let path = goldFolder + "/" + file
    let gold: GoldValue
    do {
      gold = try JSONDecoder().decode(GoldValue.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw .gold(path: path, reason: Localized(zh: "不是可读的 JSON", en: "not JSON that can be read"))
    }
    guard let name = gold["doc"].string, let sourcePath = gold["source"].string else {
      throw .gold(path: path, reason: Localized(zh: "缺少 doc 或 source", en: "doc or source is missing"))
    }
    if !only.isEmpty && !only.contains(name) { return }
    let base = Self.base(sourcePath)
    var sheet = GoldSheet(
      name: name, gold: gold, isText: base.hasSuffix(".txt"), source: try source(gold, base: base, path: path))
    let mine = documents.filter { Self.base($0.source) == base }
    for kind in [ExportKind.documents, .sections, .targets, .obligations, .owners] {
      let export = Export(library: library, kind: kind)
      for document in mine {
        for cells in try export.records(of: document) {
          let fields = zip(kind.columns, cells).map { ($0.name, GoldValue($1)) }
          sheet.found[kind, default: []].append(.object(Dictionary(fields) { a, _ in a }))
        }
      }
    }
    sheet.evaluate(&total)
    perDocument.append((name, sheet.tallies))
    log += sheet.log
    misses += sheet.misses
  }

  static func base(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The reference text: the file that the gold names, else the source text of the index.
  private func source(_ gold: GoldValue, base: String, path: String) throws(LibraryError) -> GoldSource {
    let file = gold["text"].string.map(Self.base) ?? base
    if let data = try? Data(contentsOf: URL(fileURLWithPath: corpusFolder + "/" + file)),
      let text = String(validating: data, as: UTF8.self)
    {
      return GoldSource(Array(text.unicodeScalars.drop { $0 == "\u{FEFF}" }))
    }
    guard let document = documents.first(where: { Self.base($0.source) == base }) else {
      throw .gold(
        path: path,
        reason: Localized(
          zh: "\(corpusFolder) 里和索引里都没有 \(base)；可用 --corpus 指定文件夹",
          en: "\(base) is neither in \(corpusFolder) nor in the index; name the folder with --corpus"))
    }
    return GoldSource(try library.sourceText(of: document.key))
  }
}
