import PlanText
package import SearchIndex

/// The order of hits.
package enum SearchOrder: String, Sendable, CaseIterable {
  /// The best first; equal scores in the order of the index.
  case score
  /// By province and city, by period, by title, each unknown at the end; then in the order of the text.
  case place, year, title
}

/// A place in a list of hits from which to go on, stable while pages are read: the next page begins behind the named hit
/// even when documents were added or removed before it.
package struct SearchCursor: Sendable, Hashable {
  package let score: Float
  package let key: EntryKey

  package init(score: Float, key: EntryKey) {
    self.score = score
    self.key = key
  }

  /// `score bits-document-passage`, in hexadecimal.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { UInt32($0, radix: 16) }
    guard parts.count == 3, let bits = parts[0], let document = parts[1], let passage = parts[2],
      !Float(bitPattern: bits).isNaN
    else { return nil }
    score = Float(bitPattern: bits)
    key = EntryKey(document: document, passage: passage)
  }

  package var text: String {
    [score.bitPattern, key.document, key.passage].map { String($0, radix: 16) }.joined(separator: "-")
  }
}

extension LibrarySearch {
  /// A page of passages in an order, behind a cursor if one is given.
  package func page(order: SearchOrder, limit: Int, offset: Int, after: SearchCursor?) throws(LibraryError) -> SearchPage {
    let limit = max(0, limit)
    let found: (total: Int, hits: [SearchHit])
    if order == .score {
      let hit = after.map { SearchHit(key: $0.key, score: $0.score) }
      found = try ranked(limit: limit, offset: offset, after: hit)
    } else {
      let keys = try sortedKeys(order)
      // Behind the cursor's hit, or where it would stand if it is gone.
      let start = after.map { cursor in keys.firstIndex { $0 == cursor.key }.map { $0 + 1 } ?? 0 } ?? 0
      let page = keys.dropFirst(start).dropFirst(max(0, offset)).prefix(limit)
      found = (keys.count, page.map { SearchHit(key: $0, score: 0) })
    }
    var hits: [PassageHit] = []
    for hit in found.hits { if let full = try passage(hit.key, score: hit.score) { hits.append(full) } }
    let next = found.hits.count == limit ? found.hits.last.map { SearchCursor(score: $0.score, key: $0.key) } : nil
    return SearchPage(total: found.total, hits: hits, next: next)
  }

  private func sortedKeys(_ order: SearchOrder) throws(LibraryError) -> [EntryKey] {
    let keys = try Self.ask(library) { (e) throws(IndexError) in try e.keys(query) }
    var rank: [UInt32: Int] = [:]
    let documents = try library.documents().sorted { a, b in
      let (x, y) = (Self.sortKey(order, a), Self.sortKey(order, b))
      return x != y ? x.lexicographicallyPrecedes(y) : a.key < b.key
    }
    for (index, document) in documents.enumerated() { rank[document.key] = index }
    return keys.sorted { a, b in
      a.document == b.document ? a.passage < b.passage : (rank[a.document] ?? .max) < (rank[b.document] ?? .max)
    }
  }

  /// Scalars that compare as the documents are to be ordered; what is unknown compares last.
  private static func sortKey(_ order: SearchOrder, _ document: DocumentSummary) -> [UInt32] {
    func text(_ value: String?) -> [UInt32] { (value.map { $0.unicodeScalars.map(\.value) } ?? [.max]) + [0] }
    return switch order {
    case .score: []
    case .place: text(document.province) + text(document.city)
    case .year: [UInt32(clamping: document.years.first ?? Int(UInt32.max)), UInt32(clamping: document.years.last ?? Int(UInt32.max))]
    case .title: text(document.title)
    }
  }
}

/// One page of hits.
package struct SearchPage: Sendable {
  /// How many match in all.
  package let total: Int
  package let hits: [PassageHit]
  /// Where to go on; nil when the page was not full.
  package let next: SearchCursor?
}
