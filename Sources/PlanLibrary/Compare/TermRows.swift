import Foundation
import PlanText

/// Term × document: the runs of characters by which the documents differ most, with their counts.
///
/// Terms are maximal repeated runs of two to six Han characters; they are ranked by the log-likelihood ratio of their
/// counts against an even spread over the documents (Dunning 1993).
struct TermRows {
  let library: Library
  let headings: [Comparison.Heading]
  private static let most = 40
  private static let fewest = 4
  private static let lengths = 2...6
  /// Characters that stand at the edge of a run by accident.
  private static let edges = Set("的了和在是与及等对为以将把个各有并或所于之到由从年月日一二三四五六七八九十".flatMap { SearchFold.fold(String($0)) })

  func rows() throws(LibraryError) -> [Comparison.Row] {
    var counts: [[UInt32]: [Int]] = [:]
    var totals = [Int](repeating: 0, count: headings.count)
    for (column, heading) in headings.enumerated() {
      guard let document = heading.document else { continue }
      let text = SearchFold.fold(String(String.UnicodeScalarView(try library.sourceText(of: document.key))))
      for run in Self.runs(text) {
        totals[column] += run.count
        Self.count(run, column, headings.count, &counts)
      }
    }
    counts = counts.filter { $0.value.reduce(0, +) >= Self.fewest && !Self.isRagged($0.key) }
    let kept = Self.maximal(counts)
    let ranked = kept.map { term, n in (term: term, counts: n, score: Self.likelihood(n, totals)) }
      .sorted { a, b in a.score != b.score ? a.score > b.score : a.term.lexicographicallyPrecedes(b.term) }
    return ranked.prefix(Self.most).map { row($0.term, $0.counts) }
  }

  private func row(_ term: [UInt32], _ counts: [Int]) -> Comparison.Row {
    let name = String(String.UnicodeScalarView(term.compactMap(Unicode.Scalar.init)))
    let answers = headings.indices.map { column -> Comparison.Answer in
      if headings[column].document == nil { return .noDocument }
      guard counts[column] > 0 else { return .notMentioned }
      return .values([
        Comparison.Value(text: String(counts[column]), columns: [.integer("count")], cells: [.integer(counts[column])])
      ])
    }
    return Comparison.Row(name: ScriptConversion.simplified(name), answers: answers)
  }

  private static func runs(_ text: [UInt32]) -> [ArraySlice<UInt32>] {
    text.split { !(0x4E00...0x9FFF).contains($0) }
  }

  private static func count(
    _ run: ArraySlice<UInt32>, _ column: Int, _ columns: Int, _ counts: inout [[UInt32]: [Int]]
  ) {
    for length in lengths where length <= run.count {
      for start in run.startIndex...(run.endIndex - length) {
        counts[Array(run[start..<start + length]), default: [Int](repeating: 0, count: columns)][column] += 1
      }
    }
  }

  private static func isRagged(_ term: [UInt32]) -> Bool {
    guard let first = term.first, let last = term.last else { return true }
    return edges.contains(first) || edges.contains(last)
  }

  /// Without the runs that occur (almost) only inside a longer one.
  private static func maximal(_ counts: [[UInt32]: [Int]]) -> [[UInt32]: [Int]] {
    var inside: [[UInt32]: Int] = [:]
    for (term, n) in counts where term.count > lengths.lowerBound {
      let total = n.reduce(0, +)
      for part in [Array(term.dropFirst()), Array(term.dropLast())] { inside[part] = max(inside[part] ?? 0, total) }
    }
    return counts.filter { term, n in (inside[term] ?? 0) * 10 < n.reduce(0, +) * 6 }
  }

  private static func likelihood(_ counts: [Int], _ totals: [Int]) -> Double {
    let all = Double(counts.reduce(0, +))
    let size = Double(max(1, totals.reduce(0, +)))
    var sum = 0.0
    for (n, total) in zip(counts, totals) where n > 0 {
      let expected = all * Double(total) / size
      if expected > 0 { sum += Double(n) * log(Double(n) / expected) }
    }
    // One document: the most frequent terms.
    return totals.count { $0 > 0 } > 1 ? 2 * sum : all
  }
}
