import Foundation
import PlanText
import SearchIndex

/// Looks for the starting point of a target in what its plan reports of the past: the target's own name, a verb of
/// reaching, a figure in the same unit (“十三五”全省公民具备科学素质的比例达到5.95%).
struct MatrixReviews {
  let library: Library

  struct Found {
    let value: Decimal
    let year: Int
    let witness: MatrixWitness
  }

  private static let kinds: Set<String> = ["share", "level", "ceiling"]
  private static let verbs = ["达到了", "达到", "已达", "达", "为", "提高到", "提升到", "提高至", "提升至", "上升到", "上升至", "升至", "是"]
    .map { Array($0.unicodeScalars) }
  /// Passages looked at.
  private static let most = 12

  /// - Parameter others: the targets of the row; their places are no reviews.
  func baseline(of item: MatrixSources.Item, others: [MatrixSources.Item]) throws(LibraryError) -> Found? {
    guard Self.kinds.contains(item.kind), let unit = item.unit, item.recurrence == nil else { return nil }
    let phrase = SearchFold.fold(item.witness.indicator)
    guard phrase.count >= 4, phrase.count <= QueryParser.longestTerm else { return nil }
    let query = Query.and([.documents([item.document.key]), .phrase(phrase)])
    let keys = try LibrarySearch.ask(library) { (e) throws(IndexError) in try e.keys(query) }
    let search = LibrarySearch(query: query, library: library)
    let taken = others.filter { $0.document.key == item.document.key }.map(\.witness.span)
    var best: Found?
    for key in keys.sorted(by: { $0.passage < $1.passage }).prefix(Self.most) {
      guard let hit = try search.passage(key, score: 0) else { continue }
      for mark in hit.highlights where !taken.contains(where: { $0.start < mark.end && mark.start < $0.end }) {
        guard let found = read(hit, mark, unit, item) else { continue }
        if best.map({ found.year > $0.year }) ?? true { best = found }
      }
    }
    return best
  }

  /// A figure right behind the name, in a sentence of a year before the target's.
  private func read(_ hit: PassageHit, _ mark: SourceSpan, _ unit: String, _ item: MatrixSources.Item) -> Found? {
    let (span, sentence) = SentenceAround.cut(hit.quote, passage: hit.span, mark: mark)
    let text = Array(sentence.unicodeScalars)
    let behind = mark.end - span.start
    guard behind >= 0, behind < text.count, let value = Self.figure(in: text[behind...], unit: unit) else { return nil }
    // Without a year in front the figure may be the target again.
    guard let first = item.document.periodStart ?? item.deadline, let year = Self.year(in: text[..<behind]),
      year <= first, year < item.deadline ?? .max
    else { return nil }
    return Found(
      value: value, year: year,
      witness: MatrixWitness(
        document: item.document.id, source: item.document.source, section: hit.section, span: span, quote: sentence,
        indicator: item.witness.indicator, op: "=", strength: nil, certainty: "inferred",
        reasons: ["baseline_from_review"]))
  }

  /// A verb of reaching, a figure and the unit.
  static func figure(in text: ArraySlice<Unicode.Scalar>, unit: String) -> Decimal? {
    var rest = text
    guard let verb = verbs.first(where: { rest.starts(with: $0) }) else { return nil }
    rest = rest.dropFirst(verb.count)
    let digits = rest.prefix { $0.value < 0x80 && ($0.properties.numericType != nil || $0 == ".") }
    guard !digits.isEmpty else { return nil }
    let behind = rest.dropFirst(digits.count)
    let units = [unit] + (unit == "%" ? ["％"] : [])
    guard units.contains(where: { behind.starts(with: $0.unicodeScalars) }) else { return nil }
    return Decimal(string: String(scalars: digits), locale: nil)
  }

  /// The last year in front of a name: 2020年, or the last year of a five-year plan (“十三五” is 2016 to 2020).
  static func year(in text: ArraySlice<Unicode.Scalar>) -> Int? {
    var found: Int?
    let scalars = Array(text)
    for i in scalars.indices {
      if i + 4 < scalars.count, scalars[i + 4] == "年", let year = Int(String(scalars: scalars[i..<i + 4])),
        (1949...2100).contains(year)
      {
        found = year
      }
      if scalars[i] == "五", i > 0, let plan = planNumber(scalars[..<i]) { found = 1955 + 5 * plan }
    }
    return found
  }

  /// 十三 in front of 五.
  private static func planNumber(_ text: ArraySlice<Unicode.Scalar>) -> Int? {
    let digits: [Unicode.Scalar: Int] = ["一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9]
    guard let last = text.last, let unit = digits[last] ?? (last == "十" ? 0 : nil) else { return nil }
    if last == "十" { return 10 }
    return text.dropLast().last == "十" ? 10 + unit : nil
  }
}
