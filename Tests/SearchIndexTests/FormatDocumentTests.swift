import Foundation
import SearchIndex
import Testing

/// Documentation/IndexFormat.md shows a segment byte for byte; the writer must write that.
@Suite struct FormatDocumentTests {
  static let document = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Documentation/IndexFormat.md")

  static let entries = [
    Entry(1, 0, "清河市科普规划。", keywords: [Keyword(field: "place", value: "清河")], weight: 2),
    Entry(
      key: EntryKey(document: 1, passage: 1), readings: [Reading(scalars: "到2025年，清河市科普".scalars, ownCount: 10)],
      keywords: [Keyword(field: "place", value: "清河"), Keyword(field: "year", value: "2025")]),
    Entry(
      key: EntryKey(document: 7, passage: 0),
      readings: [Reading(scalars: "临江市科普；".scalars), Reading(scalars: "临江市科晋；".scalars)],
      keywords: [Keyword(field: "place", value: "临江")]),
  ]

  /// Sixteen bytes a line, with their offset.
  static func dump(_ bytes: [UInt8]) -> [String] {
    stride(from: 0, to: bytes.count, by: 16).map { start in
      let line = bytes[start..<min(start + 16, bytes.count)].map { String(format: "%02x", $0) }
      return String(format: "%06x", start) + "  " + line.joined(separator: " ")
    }
  }

  @Test func exampleIsWhatTheWriterWrites() throws {
    let folder = try ScratchFolder()
    var writer = try IndexWriter(folder: folder.path, name: "000001.segment", analyzer: "example")
    for entry in Self.entries { try writer.add(entry) }
    let summary = try writer.commit()
    let written = Self.dump(try folder.bytes("000001.segment"))
    let text = try String(contentsOf: Self.document, encoding: .utf8)
    let fence = try #require(text.range(of: "```hex\n"))
    let end = try #require(text.range(of: "```", range: fence.upperBound..<text.endIndex))
    // What follows a semicolon explains the line.
    let shown = text[fence.upperBound..<end.lowerBound].split(separator: "\n").compactMap { line -> String? in
      let bytes = line.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces)
      return bytes.isEmpty ? nil : bytes
    }
    #expect(shown == written, "the writer writes:\n\(written.joined(separator: "\n"))")
    #expect(try verifySegment(folder: folder.path, name: "000001.segment", analyzer: "example") == summary)
  }
}
