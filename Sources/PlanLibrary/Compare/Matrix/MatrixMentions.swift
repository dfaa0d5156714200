import PlanText
import SearchIndex

/// Tells blanks apart: asks the text index, and the obligations, what a plan says of an indicator that it sets no figure
/// for.
final class MatrixMentions {
  private let library: Library
  /// Obligations of documents that came up.
  private var duties: [UInt32: Duties] = [:]
  /// Sentences shown of a blank.
  static let most = 3
  /// Part of the pairs of a name that a sentence must hold to speak of it.
  static let leastPairs = 0.8
  /// Shorter cores must stand in the text as they are.
  static let shortest = 6

  /// The obligations of a document, and which of them hold a pair of characters.
  private struct Duties {
    var witnesses: [MatrixWitness] = []
    var places: [UInt64: [Int]] = [:]
  }

  private static let withheld = CompareData.lines("withheld.tsv").map { SearchFold.fold(String($0)) }.filter { !$0.isEmpty }

  init(library: Library) { self.library = library }

  /// The blanks of one row, for the columns of these numbers.
  func blanks(_ numbers: [Int], of group: MatrixGroups.Group, _ columns: [TargetMatrix.PlaceColumn]) throws(LibraryError)
    -> [MatrixBlank]
  {
    let asked = numbers.filter { !columns[$0].documents.isEmpty }
    let hits = asked.isEmpty ? [:] : try hits(group.names.map(\.text) + [group.title])
    var out: [MatrixBlank] = []
    for number in numbers {
      let documents = columns[number].documents
      // A target without a figure is a mention with a place of its own.
      var found = group.items.filter { $0.column == number }
        .map { Mention(witness: $0.witness, isWithheld: Self.isWithheld($0.witness.quote)) }
      for document in documents where found.count < Self.most {
        found += try sentences(hits[document.key] ?? [], document)
        if found.isEmpty { found += try alike(group.key.core, document) }
      }
      out.append(blank(found, isEmpty: documents.isEmpty))
    }
    return out
  }

  private struct Mention {
    let witness: MatrixWitness
    let isWithheld: Bool
  }

  private func blank(_ found: [Mention], isEmpty: Bool) -> MatrixBlank {
    if isEmpty { return MatrixBlank(kind: .noDocument, mentions: []) }
    if found.isEmpty { return MatrixBlank(kind: .notMentioned, mentions: []) }
    let withheld = found.filter(\.isWithheld)
    let kind: MatrixBlank.Kind = withheld.isEmpty ? .withoutFigure : .withheld
    return MatrixBlank(kind: kind, mentions: (withheld.isEmpty ? found : withheld).prefix(Self.most).map(\.witness))
  }

  /// Characters between a name and the words that withhold its figure.
  static let reach = 8

  /// Whether a text says that its figure is set elsewhere or later.
  /// - Parameter after: with a name in front, only what stands close behind it and in its clause counts.
  static func isWithheld(_ sentence: String, after mark: Int = 0) -> Bool {
    var text = SearchFold.fold(String(scalars: Array(sentence.unicodeScalars.dropFirst(mark))))
    if mark > 0 { text = Array(text.prefix { !clauseEnds.contains($0) }) }
    return withheld.contains { word in
      text.firstRange(of: word).map { mark == 0 || $0.lowerBound <= reach } ?? false
    }
  }

  private static let clauseEnds = Set(",;。；，、".unicodeScalars.map(\.value))

  /// Passages of plan text that hold one of the names, by document.
  private func hits(_ names: [String]) throws(LibraryError) -> [UInt32: [EntryKey]] {
    let phrases = names.map(SearchFold.fold).filter { !$0.isEmpty && $0.count <= QueryParser.longestTerm }
    guard !phrases.isEmpty else { return [:] }
    let roles = ["body", "annex"].map { Query.keyword(Keyword(field: "role", value: $0)) }
    query = .and([.or(Array(Set(phrases)).sorted { $0.lexicographicallyPrecedes($1) }.map { .phrase($0) }), .or(roles)])
    let asked = query
    let keys = try LibrarySearch.ask(library) { (e) throws(IndexError) in try e.keys(asked) }
    return Dictionary(grouping: keys, by: \.document)
  }

  private var query: Query = .and([])

  private func sentences(_ keys: [EntryKey], _ document: DocumentSummary) throws(LibraryError) -> [Mention] {
    var out: [Mention] = []
    let search = LibrarySearch(query: query, library: library)
    for key in keys.sorted(by: { $0.passage < $1.passage }).prefix(Self.most) {
      guard let hit = try search.passage(key, score: 0), let mark = hit.highlights.first else { continue }
      let (span, quote) = SentenceAround.cut(hit.quote, passage: hit.span, mark: mark)
      let witness = MatrixWitness(
        document: document.id, source: document.source, section: hit.section, span: span, quote: quote, indicator: "",
        op: "", strength: nil, certainty: "", reasons: [])
      out.append(
        Mention(witness: witness, isWithheld: Self.isWithheld(quote, after: max(1, mark.end - span.start))))
    }
    return out
  }

  // MARK: Obligations

  /// Obligations that hold most pairs of the core.
  private func alike(_ core: String, _ document: DocumentSummary) throws(LibraryError) -> [Mention] {
    guard core.unicodeScalars.count >= Self.shortest else { return [] }
    let wanted = IndicatorName.pairs(core).keys
    let least = Int((Double(wanted.count) * Self.leastPairs).rounded(.up))
    let all = try duties(of: document)
    var held: [Int: Int] = [:]
    for pair in wanted { for place in all.places[pair] ?? [] { held[place, default: 0] += 1 } }
    return held.filter { $0.value >= least }.keys.sorted().prefix(Self.most).map { place in
      let witness = all.witnesses[place]
      return Mention(witness: witness, isWithheld: Self.isWithheld(witness.quote, about: Set(wanted), least: least))
    }
  }

  /// Whether one clause holds enough pairs of a name and withholds a figure.
  static func isWithheld(_ sentence: String, about wanted: Set<UInt64>, least: Int) -> Bool {
    sentence.unicodeScalars.split(whereSeparator: { ",;。；，".unicodeScalars.contains($0) }).contains { clause in
      let clause = String(clause)
      guard isWithheld(clause) else { return false }
      return wanted.intersection(IndicatorName.pairs(IndicatorName(clause).core).keys).count >= least
    }
  }

  private func duties(of document: DocumentSummary) throws(LibraryError) -> Duties {
    if let known = duties[document.key] { return known }
    let columns = ExportKind.obligations.columns
    var made = Duties()
    for cells in try Export(library: library, kind: .obligations).records(of: document) {
      let r = RecordCells(columns: columns, cells: cells)
      let start = r.integer("start") ?? 0
      for pair in IndicatorName.pairs(IndicatorName(r.text("quote_simplified") ?? "").core).keys {
        made.places[pair, default: []].append(made.witnesses.count)
      }
      made.witnesses.append(
        MatrixWitness(
          document: document.id, source: document.source, section: r.text("section"),
          span: SourceSpan(start: start, end: max(start, r.integer("end") ?? 0)), quote: r.text("quote") ?? "",
          indicator: "", op: "", strength: r.text("strength"), certainty: r.text("certainty") ?? "",
          reasons: r.list("reasons")))
    }
    duties[document.key] = made
    return made
  }
}

/// The sentence of a passage that holds a mark.
enum SentenceAround {
  /// A line end is none: a passage is one paragraph, whose lines may be those of a page.
  private static let ends = Set("。！？；!?;".unicodeScalars)

  static func cut(_ passage: String, passage span: SourceSpan, mark: SourceSpan) -> (SourceSpan, String) {
    let text = Array(passage.unicodeScalars)
    let low = min(max(0, mark.start - span.start), text.count)
    let high = min(max(low, mark.end - span.start), text.count)
    var start = low
    while start > 0, !ends.contains(text[start - 1]) { start -= 1 }
    while start < low, text[start].properties.isWhitespace { start += 1 }
    var end = high
    while end < text.count, !ends.contains(text[end]) { end += 1 }
    if end < text.count { end += 1 }
    return (SourceSpan(start: span.start + start, end: span.start + end), String(scalars: text[start..<end]))
  }
}
