import Foundation
import PlanReaders
import SearchIndex
import Testing

@testable import PlanLibrary
@testable import PlanText

/// The promise of the search: whatever stands in the folded text is found, in either script, and nothing else is. Every query
/// is answered twice, by the index and by a scan of the passages that knows nothing of it.
@Suite struct SearchExactnessTests {
  private static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let samples = checkout.appendingPathComponent("Corpus").path
  private static let shared = checkout.deletingLastPathComponent().appendingPathComponent("shared/corpus").path
  static let hasShared = FileManager.default.fileExists(atPath: shared)

  @Test func samplePlans() async throws {
    try await compare(folder: Self.samples, substrings: 600, combinations: 200)
  }

  @Test(.enabled(if: hasShared, "the shared corpus is not beside this checkout"))
  func realPlans() async throws {
    try await compare(folder: Self.shared, substrings: 2000, combinations: 600)
  }

  private func compare(folder: String, substrings: Int, combinations: Int) async throws {
    let scratch = Scratch()
    // Files that hold many documents are taken apart by the reader, which the scan does not do.
    let files = inputFiles([folder]).files.filter { file in ![".gz", ".csv"].contains(where: file.path.hasSuffix) }
    try await scratch.ingest(files.map(\.path))
    let library = try scratch.library()
    let scan = Scan(files)
    var random = SplitMix(state: 20_261_122)
    var wrong: [String] = []
    var terms: [String] = []
    for _ in 0..<substrings {
      let term = scan.randomTerm(&random)
      terms.append(term)
      let expected = scan.passages(with: term)
      for query in [term, ICU.transliterate(term, "Simplified-Traditional") ?? term] {
        if try found("\"\(query)\"", library) != expected { wrong.append(query) }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(5))")
    try compareWildcards(library, scan, &random, count: combinations)
    for _ in 0..<combinations {
      let (a, b) = (terms.randomElement(using: &random) ?? "", terms.randomElement(using: &random) ?? "")
      let (x, y) = (scan.passages(with: a), scan.passages(with: b))
      #expect(try found("\"\(a)\" \"\(b)\"", library) == x.intersection(y), "\(a) AND \(b)")
      #expect(try found("\"\(a)\" OR \"\(b)\"", library) == x.union(y), "\(a) OR \(b)")
      #expect(try found("\"\(a)\" NOT \"\(b)\"", library) == x.subtracting(y), "\(a) NOT \(b)")
    }
  }

  /// Terms of the text with some characters replaced by `?`, answered by comparing the others.
  private func compareWildcards(_ library: Library, _ scan: Scan, _ random: inout SplitMix, count: Int) throws {
    var wrong: [String] = []
    for _ in 0..<count {
      let folded = SearchFold.fold(scan.randomTerm(&random))
      guard folded.count >= 3, folded.allSatisfy({ CharacterForms.isHan(Unicode.Scalar($0) ?? " ") }) else { continue }
      let holes = Set((0..<Int.random(in: 1...2, using: &random)).map { _ in Int.random(in: folded.indices, using: &random) })
      var view = String.UnicodeScalarView()
      for (i, scalar) in folded.enumerated() { view.append(holes.contains(i) ? "?" : Unicode.Scalar(scalar) ?? "?") }
      let query = String(view)
      if try found(query, library) != scan.passages(with: folded, without: holes) { wrong.append(query) }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(5))")
  }

  private func found(_ query: String, _ library: Library) throws -> Set<Place> {
    let page = try LibrarySearch(query, library: library).passages(limit: 1_000_000, offset: 0)
    return Set(page.hits.map { Place(document: $0.document.id, passage: Int($0.key.passage)) })
  }
}

/// A passage of a document.
private struct Place: Hashable {
  let document: String
  let passage: Int
}

/// All readings of all passages of a folder, one behind the other. A term is compared at every place where its rarest
/// character stands.
private struct Scan {
  private static let border: UInt32 = .max
  private var text: [UInt32] = []
  private var places: [UInt32: [Int]] = [:]
  private var readings: [(start: Int, own: Int, place: Place)] = []

  init(_ files: [InputFile]) {
    var seen: Set<String> = []
    for file in files {
      guard let document = try? readFile(file) else { continue }
      let id = Pipeline.id(of: document)
      guard seen.insert(id).inserted else { continue }
      for passage in Outline(of: document).passages() {
        for reading in passage.readings {
          readings.append((text.count, reading.ownCount, Place(document: id, passage: passage.index)))
          text += reading.scalars
          text.append(Self.border)
        }
      }
    }
    for (i, scalar) in text.enumerated() { places[scalar, default: []].append(i) }
  }

  /// One to twelve characters out of the text, no quotation mark and no border among them.
  func randomTerm(_ random: inout some RandomNumberGenerator) -> String {
    while true {
      let start = Int.random(in: 0..<text.count, using: &random)
      let piece = text[start..<min(text.count, start + Int.random(in: 1...12, using: &random))]
      // A mark between blanks would lose them when it is folded again.
      guard !piece.contains(where: { $0 == Self.border || $0 == 0x22 || $0 == 0x20 }) else { continue }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: piece.compactMap(Unicode.Scalar.init))
      return String(view)
    }
  }

  func passages(with term: String) -> Set<Place> { passages(with: SearchFold.fold(term), without: []) }

  /// - Parameter holes: where the needle's character does not matter, as long as there is one.
  func passages(with needle: [UInt32], without holes: Set<Int>) -> Set<Place> {
    var out: Set<Place> = []
    let fixed = needle.indices.filter { !holes.contains($0) }
    guard let rarest = fixed.min(by: { count(needle[$0]) < count(needle[$1]) }) else { return out }
    for at in places[needle[rarest]] ?? [] {
      let start = at - rarest
      guard start >= 0, start + needle.count <= text.count else { continue }
      let piece = text[start..<(start + needle.count)]
      guard fixed.allSatisfy({ piece[start + $0] == needle[$0] }), !piece.contains(Self.border) else { continue }
      if let place = place(of: start) { out.insert(place) }
    }
    return out
  }

  private func count(_ scalar: UInt32) -> Int { places[scalar]?.count ?? 0 }

  /// The passage that owns a character; nil for the neighbour's text behind a passage.
  private func place(of offset: Int) -> Place? {
    var low = 0
    var high = readings.count
    while low < high {
      let mid = (low + high) / 2
      if readings[mid].start <= offset { low = mid + 1 } else { high = mid }
    }
    let reading = readings[low - 1]
    return offset - reading.start < reading.own ? reading.place : nil
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
