import PlanText

/// Which plans are compared: those that are named, or those of a query.
package struct PlanChoice: Sendable {
  /// Documents (id, path, file name) or places (province, city, issuer, words of the title); a place stands for all its
  /// documents.
  package var names: [String]
  /// Only plans and records that it finds.
  package var query: String?

  package init(names: [String] = [], query: String? = nil) {
    self.names = names
    self.query = query
  }

  /// What a name stands for.
  package struct Match: Sendable {
    package let name: String
    /// Whether it names one document, not a place.
    package let isDocument: Bool
    package let documents: [DocumentSummary]
  }

  /// Every name with its documents, a document under the first name only; without names one match of all documents.
  package func matches(_ library: Library) throws(LibraryError) -> [Match] {
    if names.isEmpty { return [Match(name: "", isDocument: false, documents: try library.documents())] }
    var out: [Match] = []
    var seen: Set<UInt32> = []
    for name in names {
      let (found, isDocument) = try Self.documents(name, library)
      let fresh = found.filter { seen.insert($0.key).inserted }
      if found.isEmpty || !fresh.isEmpty { out.append(Match(name: name, isDocument: isDocument, documents: fresh)) }
    }
    return out
  }

  /// All documents chosen, in order.
  package func documents(_ library: Library) throws(LibraryError) -> [DocumentSummary] {
    let filter = try filter(library)
    return try matches(library).flatMap(\.documents).filter { filter?.mayMatch($0.key) ?? true }
  }

  func filter(_ library: Library) throws(LibraryError) -> RecordFilter? {
    guard let query else { return nil }
    return try RecordFilter(SearchRequest.parse(query), library: library)
  }

  private static func documents(_ name: String, _ library: Library) throws(LibraryError) -> ([DocumentSummary], Bool) {
    var ambiguous: LibraryError?
    do {
      return ([try library.document(named: name)], true)
    } catch {
      switch error {
      case .noDocument: break
      case .ambiguousDocument: ambiguous = error
      default: throw error
      }
    }
    let found = try places(name, library)
    if let ambiguous, found.isEmpty { throw ambiguous }
    return (found, false)
  }

  private static func places(_ name: String, _ library: Library) throws(LibraryError) -> [DocumentSummary] {
    let wanted = fold(name)
    guard !wanted.isEmpty else { return [] }
    let all = try library.documents()
    let byPlace = all.filter { d in [d.province, d.city, d.county, d.issuer].contains { $0.map(fold)?.contains(wanted) ?? false } }
    return byPlace.isEmpty ? all.filter { ($0.title.map(fold) ?? "").contains(wanted) } : byPlace
  }
}
