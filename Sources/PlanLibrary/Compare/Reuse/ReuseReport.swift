package import PlanText
import SearchIndex

/// What plans share word for word, with formulas told apart from text that was taken over.
package struct ReuseReport: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// A formula that many plans have, or that custom prescribes.
    case formula
    /// The same words.
    case shared
    /// The same words with a different number.
    case otherNumber = "other_number"

    package var words: Localized {
      switch self {
      case .formula: Localized(zh: "套语", en: "formula")
      case .shared: Localized(zh: "同文", en: "shared")
      case .otherNumber: Localized(zh: "同文异数", en: "same words, different number")
      }
    }
  }

  package struct Block: Sendable {
    package let kind: Kind
    package let left: SourceSpan
    package let right: SourceSpan
    package let leftQuote: String
    package let rightQuote: String
    /// Characters that stand opposite equal ones.
    package let characters: Int
    /// Plans of the index that have the block's words; median of a few runs in it. 2 where only these two have them.
    package let documents: Int
    /// `characters` less the part that known formulas cover, over `documents` − 1; nothing for formulas.
    package let weight: Double
    /// Numbers in the same place that differ.
    package let numbers: [NumberPair]
  }

  package struct NumberPair: Sendable, Hashable {
    package let left: String
    package let right: String
  }

  package struct Pair: Sendable {
    package let left: DocumentSummary
    package let right: DocumentSummary
    /// In the order of the left plan.
    package let blocks: [Block]

    package func characters(_ kind: Kind) -> Int { blocks.reduce(0) { $0 + ($1.kind == kind ? $1.characters : 0) } }
    package var weight: Double { blocks.reduce(0) { $0 + $1.weight } }
  }

  /// Every two of the plans, those that share most first.
  package let pairs: [Pair]

  /// - Throws: `usage` for too many plans.
  package init(_ choice: PlanChoice, library: Library) throws(LibraryError) {
    let documents = try choice.documents(library)
    try ComparisonBasis.reuse.admit(documents.count)
    var texts: [ReuseText] = []
    for document in documents { texts.append(ReuseText(try library.sourceText(of: document.key))) }
    let judge = ReuseJudge(library: library, all: try library.documents().count)
    var pairs: [Pair] = []
    for i in documents.indices {
      for j in documents.indices.dropFirst(i + 1) {
        var blocks: [Block] = []
        for found in ReuseFinder(a: texts[i], b: texts[j]).blocks() {
          blocks.append(try judge.block(found, texts[i], texts[j]))
        }
        pairs.append(Pair(left: documents[i], right: documents[j], blocks: blocks))
      }
    }
    self.pairs = pairs.enumerated().sorted {
      $0.element.weight != $1.element.weight ? $0.element.weight > $1.element.weight : $0.offset < $1.offset
    }.map(\.element)
  }
}

/// Says what a block is.
struct ReuseJudge {
  let library: Library
  /// Documents of the index.
  let all: Int

  /// A formula stands in this part of the plans, but in no fewer than `leastDocuments`.
  static let formulaPart = 0.2
  static let leastDocuments = 5
  /// Part of a block that known formulas cover.
  static let ritualPart = 0.6
  /// Runs of a block that the index is asked for, and their tokens.
  static let probes = 5
  static let probe = 8

  private static let ritual: [[UInt32]] = CompareData.lines("ritual.tsv").map {
    ReuseText(Array($0.unicodeScalars)).tokens
  }.filter { !$0.isEmpty }

  func block(_ found: ReuseFinder.Block, _ a: ReuseText, _ b: ReuseText) throws(LibraryError) -> ReuseReport.Block {
    let (left, right) = (a.span(found.left), b.span(found.right))
    let documents = try documents(found, a)
    let numbers = found.pairs.filter { a.tokens[$0.0] == ReuseText.numeral && b.tokens[$0.1] == ReuseText.numeral }
      .map { ReuseReport.NumberPair(left: a.number($0.0), right: b.number($0.1)) }.filter { $0.left != $0.right }
    let characters = found.pairs.filter { a.tokens[$0.0] == b.tokens[$0.1] }.reduce(0) { $0 + a.spans[$1.0].range.count }
    let ritual = Self.covered(Array(a.tokens[found.left]))
    let isFormula =
      documents >= max(Self.leastDocuments, Int((Double(all) * Self.formulaPart).rounded(.up)))
      || ritual >= Self.ritualPart
    let kind: ReuseReport.Kind = isFormula ? .formula : numbers.isEmpty ? .shared : .otherNumber
    return ReuseReport.Block(
      kind: kind, left: left, right: right, leftQuote: a.text(left), rightQuote: b.text(right), characters: characters,
      documents: documents, weight: isFormula ? 0 : Double(characters) * (1 - ritual) / Double(max(1, documents - 1)), numbers: numbers)
  }

  /// Part of the tokens that known formulas cover.
  static func covered(_ tokens: [UInt32]) -> Double {
    var marks = [Bool](repeating: false, count: tokens.count)
    for phrase in ritual where phrase.count <= tokens.count {
      for i in 0...(tokens.count - phrase.count) where tokens[i] == phrase[0] && tokens[i...].starts(with: phrase) {
        for k in i..<i + phrase.count { marks[k] = true }
      }
    }
    return tokens.isEmpty ? 0 : Double(marks.count { $0 }) / Double(tokens.count)
  }

  /// Median of the number of plans that have a run of the block, over a few runs without marks or numbers in them.
  private func documents(_ found: ReuseFinder.Block, _ a: ReuseText) throws(LibraryError) -> Int {
    let runs = found.left.dropLast(Self.probe - 1).filter { i in
      (i..<i + Self.probe).allSatisfy { k in
        a.tokens[k] != ReuseText.numeral && (k == i || a.spans[k].start == a.spans[k - 1].end)
      }
    }
    guard !runs.isEmpty else { return 2 }
    let chosen = (0..<min(Self.probes, runs.count)).map { runs[$0 * runs.count / min(Self.probes, runs.count)] }
    var counts: [Int] = []
    for i in chosen {
      let phrase = Query.phrase(Array(a.tokens[i..<i + Self.probe]))
      let keys = try LibrarySearch.ask(library) { (e) throws(IndexError) in try e.keys(phrase) }
      counts.append(Set(keys.map(\.document)).count)
    }
    return max(2, counts.sorted()[counts.count / 2])
  }
}
