import PlanText

/// Runs of two to six Chinese characters with how often each group of plans has them.
///
/// A run is kept if it is not merely a piece of a longer one: some other run holds it in more than 60 of 100 places. The
/// runs of a length are counted only where both runs within them, shorter by one, are frequent enough (Agrawal and
/// Srikant 1994), which changes nothing in the result. Slow equivalent: count all (`TermCountTests`).
struct TermCounts {
  static let lengths = 2...6
  static let fewest = 4
  /// Characters that stand at the edge of a run by accident.
  private static let edges = Set(
    "的了和在是与及等对为以将把个各有并或所于之到由从年月日一二三四五六七八九十".unicodeScalars.compactMap { SearchFold.fold(String($0)).first })

  /// Up to six characters of 16 bits, the first in the highest place that is used.
  struct Gram: Hashable {
    var high: UInt64 = 0
    var low: UInt64 = 0
    var length = 0

    init(_ run: ArraySlice<UInt16>) {
      for character in run { push(character) }
    }

    private mutating func push(_ character: UInt16) {
      high = high << 16 | low >> 48
      low = low << 16 | UInt64(character)
      length += 1
    }

    var characters: [UInt32] { (0..<length).reversed().map(character) }

    /// The character `place` places from the end.
    private func character(_ place: Int) -> UInt32 {
      let word = place < 4 ? low >> UInt64(16 * place) : high >> UInt64(16 * (place - 4))
      return UInt32(truncatingIfNeeded: word & 0xFFFF)
    }
  }

  private var runs: [(group: Int, run: [UInt16])] = []
  /// Chinese characters of each group.
  private(set) var totals: [Int]

  init(groups: Int) { totals = [Int](repeating: 0, count: groups) }

  /// - Parameter text: folded.
  mutating func add(_ text: [UInt32], group: Int) {
    for run in text.split(whereSeparator: { !(0x4E00...0x9FFF).contains($0) }) {
      totals[group] += run.count
      if run.count >= Self.lengths.lowerBound { runs.append((group, run.map { UInt16(truncatingIfNeeded: $0) })) }
    }
  }

  /// Runs in order of their characters.
  func terms() -> [(term: [UInt32], counts: [Int])] {
    var frequent: [Gram: [Int]] = [:]
    var inside: [Gram: Int] = [:]
    var shorter: [Gram: [Int]] = [:]
    for length in Self.lengths {
      let found = counts(length, within: length == Self.lengths.lowerBound ? nil : shorter)
      for (gram, n) in found where length > Self.lengths.lowerBound && !Self.isRagged(gram) {
        let total = n.reduce(0, +)
        let characters = gram.characters.map { UInt16(truncatingIfNeeded: $0) }
        for part in [Gram(characters.dropFirst()), Gram(characters.dropLast())] {
          inside[part] = max(inside[part] ?? 0, total)
        }
      }
      for (gram, n) in found where !Self.isRagged(gram) { frequent[gram] = n }
      shorter = found
      if found.isEmpty { break }
    }
    return frequent.filter { (inside[$0.key] ?? 0) * 10 < $0.value.reduce(0, +) * 6 }
      .map { (term: $0.key.characters, counts: $0.value) }.sorted { $0.term.lexicographicallyPrecedes($1.term) }
  }

  /// Runs of one length that are frequent enough.
  private func counts(_ length: Int, within shorter: [Gram: [Int]]?) -> [Gram: [Int]] {
    var numbers: [Gram: Int] = [:]
    var flat: [Int32] = []
    for (group, run) in runs where run.count >= length {
      for start in 0...(run.count - length) {
        if let shorter {
          guard shorter[Gram(run[start..<start + length - 1])] != nil, shorter[Gram(run[start + 1..<start + length])] != nil
          else { continue }
        }
        let gram = Gram(run[start..<start + length])
        let at = numbers[gram] ?? numbers.count
        if at == numbers.count {
          numbers[gram] = at
          flat.append(contentsOf: repeatElement(0, count: totals.count))
        }
        flat[at * totals.count + group] += 1
      }
    }
    var out: [Gram: [Int]] = [:]
    for (gram, at) in numbers {
      let counts = flat[at * totals.count..<(at + 1) * totals.count].map { Int($0) }
      if counts.reduce(0, +) >= Self.fewest { out[gram] = counts }
    }
    return out
  }

  private static func isRagged(_ gram: Gram) -> Bool {
    let characters = gram.characters
    guard let first = characters.first, let last = characters.last else { return true }
    return edges.contains(first) || edges.contains(last)
  }
}
