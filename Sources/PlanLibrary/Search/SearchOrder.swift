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
  /// What the hit's document was ordered by, for the orders other than by score.
  let place: [UInt32]

  package init(score: Float, key: EntryKey, place: [UInt32] = []) {
    self.score = score
    self.key = key
    self.place = place
  }

  /// `score bits-document-passage` and, behind another `-`, the place as scalars between dots; in hexadecimal.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.prefix(3).compactMap { UInt32($0, radix: 16) }
    guard numbers.count == 3, parts.count <= 4, !Float(bitPattern: numbers[0]).isNaN else { return nil }
    let last = parts.count == 4 ? parts[3].split(separator: ".", omittingEmptySubsequences: false) : []
    let place = last.compactMap { UInt32($0, radix: 16) }
    guard place.count == last.count else { return nil }
    score = Float(bitPattern: numbers[0])
    key = EntryKey(document: numbers[1], passage: numbers[2])
    self.place = place
  }

  package var text: String {
    let numbers = [score.bitPattern, key.document, key.passage].map { String($0, radix: 16) }
    return (numbers + (place.isEmpty ? [] : [place.map { String($0, radix: 16) }.joined(separator: ".")])).joined(separator: "-")
  }
}

extension LibrarySearch {
  /// A page of passages in an order, behind a cursor if one is given.
  package func page(order: SearchOrder, limit: Int, offset: Int, after: SearchCursor?) throws(LibraryError) -> SearchPage {
    let limit = max(0, limit)
    let found: (total: Int, hits: [SearchHit])
    var places: [UInt32: [UInt32]] = [:]
    if order == .score {
      found = try ranked(limit: limit, offset: offset, after: after.map { SearchHit(key: $0.key, score: $0.score) })
    } else {
      places = try library.documents().reduce(into: [:]) { $0[$1.key] = Self.sortKey(order, $1) }
      let keys = try sortedKeys(places)
      let start = after.map { cursor in firstIndex(in: keys.indices) { Self.isBehind(keys[$0], cursor, places) } } ?? 0
      let page = keys.dropFirst(start).dropFirst(max(0, offset)).prefix(limit)
      found = (keys.count, page.map { SearchHit(key: $0, score: 0) })
    }
    var hits: [PassageHit] = []
    for hit in found.hits { if let full = try passage(hit.key, score: hit.score) { hits.append(full) } }
    let next = found.hits.count == limit ? found.hits.last : nil
    return SearchPage(
      total: found.total, hits: hits,
      next: next.map { SearchCursor(score: $0.score, key: $0.key, place: places[$0.key.document] ?? []) })
  }

  /// All hits by the place of their document, then in the order of the index.
  private func sortedKeys(_ places: [UInt32: [UInt32]]) throws(LibraryError) -> [EntryKey] {
    let keys = try Self.ask(library) { (e) throws(IndexError) in try e.keys(query) }
    var rank: [UInt32: Int] = [:]
    let documents = places.keys.sorted { a, b in
      let (x, y) = (places[a] ?? [], places[b] ?? [])
      return x != y ? x.lexicographicallyPrecedes(y) : a < b
    }
    for (index, document) in documents.enumerated() { rank[document] = index }
    return keys.sorted { a, b in
      a.document == b.document ? a.passage < b.passage : (rank[a.document] ?? .max) < (rank[b.document] ?? .max)
    }
  }

  /// Whether a hit comes behind the cursor's, which need not be there any more.
  private static func isBehind(_ key: EntryKey, _ cursor: SearchCursor, _ places: [UInt32: [UInt32]]) -> Bool {
    let (here, there) = (places[key.document] ?? [], cursor.place.isEmpty ? places[cursor.key.document] ?? [] : cursor.place)
    return here != there ? there.lexicographicallyPrecedes(here) : key > cursor.key
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
