import Foundation

@testable import SearchIndex

/// A folder that is gone when the test is over.
final class ScratchFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("search-index-" + UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))) }

  func put(_ bytes: [UInt8], _ name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }

  func remove(_ name: String) { try? FileManager.default.removeItem(atPath: path + "/" + name) }

  /// Writes the entries as one segment.
  /// - Parameter phrasesFrom: phrases that are in about so many entries are listed.
  @discardableResult
  func write(_ entries: [Entry], _ name: String = "000001.segment", phrasesFrom: Int = PhraseSpool.usualLeast) throws
    -> SegmentSummary
  {
    var writer = try IndexWriter(
      folder: path, name: name, analyzer: "test", batch: 1 << 16, phrasesFrom: phrasesFrom)
    for entry in entries { try writer.add(entry) }
    return try writer.commit()
  }

  func search(_ segments: [SegmentReference] = [SegmentReference(name: "000001.segment")]) throws -> Searcher {
    try Searcher(folder: path, segments: segments, analyzer: "test")
  }
}

extension String {
  var scalars: [UInt32] { unicodeScalars.map(\.value) }
}

extension Entry {
  init(_ document: UInt32, _ passage: UInt32, _ text: String, keywords: [Keyword] = [], weight: Float = 1) {
    self.init(
      key: EntryKey(document: document, passage: passage), readings: [Reading(scalars: text.scalars)],
      keywords: keywords,
      weight: weight)
  }
}
