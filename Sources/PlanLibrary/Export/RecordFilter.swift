import GRDB
import PlanText
import SearchIndex

/// A query asked of records instead of passages.
///
/// A record matches a term when a passage that it touches holds the term; fields of documents are those of its document;
/// `strength:`, `owner:` and `target(…)` are the record's own where it has such columns. AND, OR and NOT combine these answers. The
/// record of a document touches all its passages.
package struct RecordFilter: Sendable {
  private indirect enum Node: Sendable {
    case documents(Set<UInt32>)
    /// Passages by document.
    case passages([UInt32: [UInt32]])
    case strength([String], [UInt32: [UInt32]])
    case owner(String, [UInt32: [UInt32]])
    case target(TargetCondition, [UInt32: [UInt32]])
    case not(Node)
    case and([Node])
    case or([Node])
  }

  private let root: Node
  private let library: Library

  package init(_ syntax: QuerySyntax, library: Library) throws(LibraryError) {
    self.library = library
    root = try Self.compile(syntax, QueryResolver(library: library))
  }

  private static func compile(_ syntax: QuerySyntax, _ resolver: QueryResolver) throws(LibraryError) -> Node {
    switch syntax {
    case .not(let part): return .not(try compile(part, resolver))
    case .and(let parts): return .and(try compile(parts, resolver))
    case .or(let parts): return .or(try compile(parts, resolver))
    case .target(let condition): return .target(condition, try passages(syntax, resolver))
    case .term, .near, .sameSentence, .sameSection, .wildcard, .like: return .passages(try passages(syntax, resolver))
    case .field(let condition):
      if condition.isOfDocuments { return .documents(try resolver.documents(condition)) }
      let found = try passages(syntax, resolver)
      return switch condition {
      case .strength(let values): .strength(values, found)
      case .owner(let text): .owner(fold(text), found)
      default: .passages(found)
      }
    }
  }

  private static func compile(_ parts: [QuerySyntax], _ resolver: QueryResolver) throws(LibraryError) -> [Node] {
    var out: [Node] = []
    for part in parts { out.append(try compile(part, resolver)) }
    return out
  }

  private static func passages(_ syntax: QuerySyntax, _ resolver: QueryResolver) throws(LibraryError)
    -> [UInt32: [UInt32]]
  {
    let query = try resolver.resolve(syntax)
    let keys: [EntryKey]
    do {
      keys = try resolver.library.searcher.keys(query)
    } catch let error as IndexError {
      throw LibraryError(error)
    } catch let error as LibraryError {
      throw error
    } catch {
      throw .index(.invalidName("\(error)"))
    }
    return Dictionary(grouping: keys, by: \.document).mapValues { $0.map(\.passage) }
  }

  // MARK: asking

  /// False only when no record of the document can match.
  func mayMatch(_ document: UInt32) -> Bool { Self.mayMatch(root, document) }

  private static func mayMatch(_ node: Node, _ document: UInt32) -> Bool {
    switch node {
    case .documents(let keys): keys.contains(document)
    case .passages(let found), .target(_, let found): found[document] != nil
    case .strength, .owner, .not: true
    case .and(let parts): parts.allSatisfy { mayMatch($0, document) }
    case .or(let parts): parts.contains { mayMatch($0, document) }
    }
  }

  /// The filter for the records of one kind in one document.
  func scope(of document: DocumentSummary, kind: ExportKind) throws(LibraryError) -> Scope {
    let spans = try library.access { db in
      var out: [UInt32: SourceSpan] = [:]
      let rows = try Row.fetchCursor(
        db, sql: "SELECT position, start, \"end\" FROM passage WHERE document = ?", arguments: [Int64(document.key)])
      while let row = try rows.next() {
        guard let position = row.integer("position").flatMap(UInt32.init(exactly:)), let start = row.integer("start"),
          let end = row.integer("end"), start <= end
        else { continue }
        out[position] = SourceSpan(start: start, end: end)
      }
      return out
    }
    return Scope(test: Self.bind(root, document, kind, spans))
  }

  struct Scope {
    fileprivate let test: Test
    func admits(_ row: Row) -> Bool { test.holds(row) }
  }

  /// The tree with everything that depends on the document settled.
  fileprivate indirect enum Test {
    case constant(Bool)
    case touches(SpanIndex<Bool>)
    case column(String, Set<String>)
    case holds([String], String)
    case target(TargetCondition)
    case not(Test)
    case and([Test])
    case or([Test])

    func holds(_ row: Row) -> Bool {
      switch self {
      case .constant(let value): return value
      case .touches(let index):
        guard let start = row.integer("start"), let end = row.integer("end"), start <= end else { return false }
        return !index.overlapping(SourceSpan(start: start, end: max(end, start + 1))).isEmpty
      case .column(let name, let values): return row.text(name).map(values.contains) ?? false
      case .holds(let columns, let text):
        return columns.contains { name in (row.text(name).map(fold) ?? "").contains(text) }
      case .target(let condition): return condition.admits(row)
      case .not(let part): return !part.holds(row)
      case .and(let parts): return parts.allSatisfy { $0.holds(row) }
      case .or(let parts): return parts.contains { $0.holds(row) }
      }
    }
  }

  private static func bind(
    _ node: Node, _ document: DocumentSummary, _ kind: ExportKind, _ spans: [UInt32: SourceSpan]
  ) -> Test {
    func touching(_ found: [UInt32: [UInt32]]) -> Test {
      let mine = found[document.key] ?? []
      if kind == .documents { return .constant(!mine.isEmpty) }
      return .touches(SpanIndex(mine.compactMap { spans[$0] }.map { ($0, true) }))
    }
    switch node {
    case .documents(let keys): return .constant(keys.contains(document.key))
    case .passages(let found): return touching(found)
    case .target(let condition, let found): return kind == .targets ? .target(condition) : touching(found)
    case .strength(let values, let found):
      let own: Set<ExportKind> = [.targets, .obligations, .assignments]
      return own.contains(kind) ? .column("strength", Set(values)) : touching(found)
    case .owner(let text, let found):
      switch kind {
      case .owners: return .holds(["names"], text)
      case .assignments: return .holds(["owners_lead", "owners_support"], text)
      case .obligations: return .or([.holds(["owner"], text), touching(found)])
      default: return touching(found)
      }
    case .not(let part): return .not(bind(part, document, kind, spans))
    case .and(let parts): return .and(parts.map { bind($0, document, kind, spans) })
    case .or(let parts): return .or(parts.map { bind($0, document, kind, spans) })
    }
  }
}
