import Foundation

@testable import PlanText

/// A plain-text document out of a string, its lines as blocks.
func document(_ text: String, path: String = "样例.txt") -> Document {
  let scalars = Array(text.unicodeScalars)
  var blocks: [Block] = []
  var i = 0
  while i < scalars.count {
    var end = i
    while end < scalars.count, scalars[end] != "\n" { end += 1 }
    var low = i
    var high = end
    while low < high, CharacterForms.isBlank(scalars[low]) { low += 1 }
    while high > low, CharacterForms.isBlank(scalars[high - 1]) { high -= 1 }
    if low < high { blocks.append(Block(span: SourceSpan(start: low, end: high), kind: .line)) }
    i = end + 1
  }
  return Document(
    path: path, format: .text, encoding: EncodingReport(name: "UTF-8", reason: "test"), text: scalars, blocks: blocks,
    sha256: "")
}

/// The sections as lines `path heading`, `-` for none.
func tree(_ text: String) -> [String] {
  let outline = Outline(of: document(text))
  return outline.sections.map { "\($0.name) \($0.heading.map(outline.text.string) ?? "-")" }
}

/// Real documents beside the checkout, if they are there: tests over them are skipped elsewhere.
enum SharedCorpus {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared/corpus")

  static let texts: [URL] =
    ((try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [])
    .filter { $0.pathExtension == "txt" }
    .sorted { $0.path < $1.path }

  static func document(_ url: URL) -> Document? {
    guard let data = try? Data(contentsOf: url) else { return nil }
    return PlanTextTests.document(String(decoding: data, as: UTF8.self), path: url.lastPathComponent)
  }
}

/// A generator with a fixed seed: the same cases in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
