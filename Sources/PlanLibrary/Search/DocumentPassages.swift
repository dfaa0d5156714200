import SearchIndex

extension LibrarySearch {
  /// The passages of one document that the query finds, best first.
  package func passages(in document: DocumentSummary, limit: Int) throws(LibraryError) -> (total: Int, hits: [PassageHit]) {
    let mine = Query.and([.documents([document.key]), query])
    let found = try Self.ask(library) { (e) throws(IndexError) in try e.search(mine, limit: max(0, limit), offset: 0) }
    var hits: [PassageHit] = []
    for hit in found.hits { if let full = try passage(hit.key, score: hit.score) { hits.append(full) } }
    return (found.total, hits)
  }
}
