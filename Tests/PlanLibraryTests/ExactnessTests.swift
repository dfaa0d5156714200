import Foundation
import PlanReaders
import PlanText
import SearchIndex
import Testing

@testable import PlanLibrary

/// No silent miss: over whole folders of plans, the index answers as a scan of every passage does.
@Suite struct ExactnessTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// How many random queries a folder; set it to look longer, and at the real corpus too.
  private static let wanted = ProcessInfo.processInfo.environment["GANGMU_QUERIES"].flatMap { Int($0) }
  private static let queries = wanted ?? 150

  /// Folders of plans that are there: the samples of this repository, and a corpus of real plans beside it.
  static let folders = ([root + "/Corpus"] + (wanted == nil ? [] : [root + "/../shared/corpus", root + "/../../shared/corpus"]))
    .filter { FileManager.default.fileExists(atPath: $0) }

  /// The folded readings of a passage as UTF-8 ending in zero, with the bytes of their own parts.
  private struct Scanned {
    let key: EntryKey
    let readings: [(bytes: [CChar], own: Int)]

    func holds(_ needle: [CChar]) -> Bool {
      readings.contains { bytes, own in
        bytes.withUnsafeBufferPointer { text in
          guard let base = text.baseAddress, let hit = strstr(base, needle) else { return false }
          return UnsafePointer(hit) - base < own
        }
      }
    }
  }

  private static func utf8(_ scalars: some Sequence<UInt32>) -> [CChar] {
    String(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init))).utf8.map { CChar(bitPattern: $0) } + [0]
  }

  @Test(.enabled(if: !folders.isEmpty), arguments: folders)
  func agreesWithAScan(_ folder: String) async throws {
    let scratch = Scratch()
    try await scratch.ingest([folder])
    let library = try scratch.library()
    let (passages, texts) = try Self.scan(library)
    var random = SystemRandomNumberGenerator()
    var earlier: [(QuerySyntax, Set<EntryKey>)] = []
    for _ in 0..<Self.queries {
      let needle = Self.sample(texts, &random)
      let words = String(String.UnicodeScalarView(needle.compactMap(Unicode.Scalar.init)))
      let bytes = Self.utf8(needle)
      let expected = Set(passages.filter { $0.holds(bytes) }.map(\.key))
      #expect(!expected.isEmpty, "\(words)")
      for query in [words, Self.traditional(words)] {
        let found = try Self.keys(QuerySyntax.term(.init(text: query, folded: SearchFold.fold(query))), library)
        #expect(found == expected, "\(query)")
      }
      let term = QuerySyntax.term(.init(text: words, folded: needle))
      if let (other, others) = earlier.randomElement(using: &random) {
        #expect(try Self.keys(.and([term, other]), library) == expected.intersection(others), "\(words) AND \(other)")
        #expect(try Self.keys(.or([term, other]), library) == expected.union(others), "\(words) OR \(other)")
        #expect(try Self.keys(.and([other, .not(term)]), library) == others.subtracting(expected), "\(other) NOT \(words)")
      }
      earlier.append((term, expected))
    }
  }

  private static func keys(_ syntax: QuerySyntax, _ library: Library) throws -> Set<EntryKey> {
    Set(try library.searcher.keys(try QueryResolver(library: library).resolve(syntax)))
  }

  /// Reads every file again and cuts it into passages, by the keys of the index.
  private static func scan(_ library: Library) throws -> (passages: [Scanned], texts: [[UInt32]]) {
    var passages: [Scanned] = []
    var texts: [[UInt32]] = []
    for document in try library.documents() {
      let outline = Outline(of: try readFile(InputFile(path: document.source)))
      for passage in outline.passages() {
        let key = EntryKey(document: document.key, passage: UInt32(passage.index))
        passages.append(
          Scanned(
            key: key,
            readings: passage.readings.map { r in (utf8(r.scalars), utf8(r.scalars.prefix(r.ownCount)).count - 1) }))
        texts += passage.readings.filter { $0.ownCount > 0 }.map(\.scalars)
      }
    }
    return (passages, texts)
  }

  /// One to twelve characters that begin in a passage and may run on into the next.
  private static func sample(_ texts: [[UInt32]], _ random: inout SystemRandomNumberGenerator) -> [UInt32] {
    while true {
      guard let text = texts.randomElement(using: &random) else { return [] }
      let start = Int.random(in: 0..<text.count, using: &random)
      let piece = Array(text[start..<min(text.count, start + Int.random(in: 1...12, using: &random))])
      // As a query would be folded: no blank at either end.
      if SearchFold.fold(String(String.UnicodeScalarView(piece.compactMap(Unicode.Scalar.init)))) == piece { return piece }
    }
  }

  private static func traditional(_ text: String) -> String {
    text.applyingTransform(StringTransform("Simplified-Traditional"), reverse: false) ?? text
  }
}
