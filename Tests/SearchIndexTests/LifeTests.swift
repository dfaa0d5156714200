import Testing

@testable import SearchIndex

/// Many segments, merges, deletes and readers, whatever the format.
@Suite struct LifeTests {
  /// Entries as an index folder with several segments holds them: some of each are deleted, some documents stand anew in a
  /// later one.
  private struct History {
    let folder: ScratchFolder
    var references: [SegmentReference] = []
    var live: [Entry] = []
  }

  private func history(seed: UInt64, _ style: Maker.Style) throws -> History {
    var maker = Maker(seed: seed, style: style)
    var out = History(folder: try ScratchFolder())
    var document: UInt32 = 1
    for number in 1...maker.int(2...5) {
      var entries: [Entry] = []
      for _ in 0..<maker.int(1...12) {
        for passage in 0..<UInt32(maker.int(1...6)) {
          entries.append(maker.entry(EntryKey(document: document, passage: passage)))
        }
        document += UInt32(maker.int(1...3))
      }
      let name = "00000\(number).segment"
      try out.folder.write(entries, name)
      let documents = Set(entries.map(\.key.document)).sorted()
      let deleted = documents.filter { _ in maker.chance(30) }
      out.references.append(SegmentReference(name: name, deleted: deleted))
      out.live += entries.filter { !deleted.contains($0.key.document) }
    }
    return out
  }

  private func sorted(_ entry: Entry) -> Entry {
    Entry(key: entry.key, readings: entry.readings, keywords: Set(entry.keywords).sorted(), weight: entry.weight)
  }

  /// A stream gives back what was written, deleted documents left out.
  @Test(arguments: Maker.Style.allCases, 1...4 as ClosedRange<UInt64>)
  func streamsGiveBackWhatWasWritten(style: Maker.Style, seed: UInt64) throws {
    let history = try history(seed: seed, style)
    var found: [Entry] = []
    for reference in history.references {
      let stream = try EntryStream(folder: history.folder.path, segment: reference, analyzer: "test")
      while let entry = try stream.entry() {
        #expect(stream.key == entry.key)
        found.append(sorted(entry))
        try stream.advance()
      }
      #expect(stream.key == nil)
    }
    let expected = history.live.map(sorted)
    #expect(found.map(\.key) == expected.map(\.key))
    for (a, b) in zip(found, expected) {
      #expect(a.readings == b.readings && a.keywords == b.keywords && a.weight == b.weight)
    }
  }

  /// A merged segment has the bytes that a writer makes of the live entries, in whatever steps it came about.
  @Test(arguments: Maker.Style.allCases, 11...14 as ClosedRange<UInt64>)
  func mergesInAnyOrderGiveTheSameBytes(style: Maker.Style, seed: UInt64) throws {
    let history = try history(seed: seed, style)
    let folder = history.folder
    try folder.write(history.live, "direct.segment")
    func merge(_ segments: [SegmentReference], _ name: String) throws {
      _ = try mergeSegments(folder: folder.path, segments: segments, into: name, analyzer: "test")
    }
    try merge(history.references, "at-once.segment")
    try merge(history.references.reversed(), "reversed.segment")
    try merge(Array(history.references.prefix(2)), "half.segment")
    try merge([SegmentReference(name: "half.segment")] + history.references.dropFirst(2), "steps.segment")
    let expected = try folder.bytes("direct.segment")
    for name in ["at-once.segment", "reversed.segment", "steps.segment"] {
      #expect(try folder.bytes(name) == expected, "\(name)")
    }
  }

  @Test func aMergeGivenUpLeavesNothing() throws {
    let history = try history(seed: 5, .plans)
    let before = history.folder.names
    for limit in [0, 1, 7] {
      var asked = 0
      #expect(throws: IndexError.cancelled) {
        _ = try mergeSegments(
          folder: history.folder.path, segments: history.references, into: "merged.segment", analyzer: "test",
          isCancelled: {
            asked += 1
            return asked > limit
          })
      }
      #expect(history.folder.names == before)
    }
  }

  /// A snapshot made from an earlier one shares what is still there, sees what is new, and notices a file that was
  /// replaced under the same name.
  @Test func snapshotsShareSegments() throws {
    let folder = try ScratchFolder()
    try folder.write([Entry(1, 0, "清河市科普")], "000001.segment")
    let first = try folder.search()
    try folder.write([Entry(2, 0, "临江市科普")], "000002.segment")
    let both = [SegmentReference(name: "000001.segment", deleted: [1]), SegmentReference(name: "000002.segment")]
    let second = try Searcher(folder: folder.path, segments: both, analyzer: "test", reusing: first)
    let query = Query.phrase("科普".scalars)
    #expect(try first.keys(query).map(\.document) == [1])
    #expect(try second.keys(query).map(\.document) == [2])
    folder.remove("000001.segment")
    try folder.write([Entry(3, 0, "云川省科普")], "000001.segment")
    let third = try Searcher(
      folder: folder.path, segments: [SegmentReference(name: "000001.segment")], analyzer: "test", reusing: second)
    #expect(try third.keys(query).map(\.document) == [3])
    #expect(try first.keys(query).map(\.document) == [1])
  }

  /// Whatever call of the file system fails, with whatever error: the error names the file, nothing is left under the
  /// segment's name or half of it, what was there is unchanged, and the next attempt succeeds.
  @Test(arguments: [28, 5] as [Int32], [false, true])
  func everyFailingCallIsSurvived(code: Int32, merging: Bool) throws {
    let history = try history(seed: 6, .plans)
    let folder = history.folder
    let before = try folder.names.map { ($0, try folder.bytes($0)) }
    func run() throws {
      if merging {
        _ = try mergeSegments(
          folder: folder.path, segments: history.references, into: "new.segment", analyzer: "test")
      } else {
        try folder.write(history.live, "new.segment")
      }
    }
    var call = 0
    while true {
      let counter = CallCounter(failing: call, code: code)
      do {
        try FileFaults.$current.withValue(counter.faults) { try run() }
        if counter.hasFailed { Issue.record("the failure of call \(call), \(counter.failed), was not reported") }
        break
      } catch IndexError.system(_, let path, let found) {
        #expect(found == code && path.hasPrefix(folder.path))
      }
      // A file that got its name before its folder could be synced is whole, and no catalogue names it.
      if folder.names.contains("new.segment") {
        #expect(counter.failed == "sync" || counter.failed == "open")
        folder.remove("new.segment")
      }
      #expect(folder.names == before.map(\.0), "call \(call), \(counter.failed)")
      for (name, bytes) in before { #expect(try folder.bytes(name) == bytes) }
      call += 1
    }
    #expect(call > 8)
    try #require(folder.names.contains("new.segment"))
    _ = try verifySegment(folder: folder.path, name: "new.segment", analyzer: "test")
  }
}

/// Lets one call of the file system fail.
final class CallCounter: @unchecked Sendable {
  private let failing: Int
  private let code: Int32
  private var calls = 0
  private(set) var failed = ""
  var hasFailed: Bool { !failed.isEmpty }

  init(failing: Int, code: Int32) {
    self.failing = failing
    self.code = code
  }

  var faults: FileFaults {
    FileFaults { operation, _ in
      defer { self.calls += 1 }
      guard self.calls == self.failing else { return nil }
      self.failed = operation.rawValue
      return self.code
    }
  }
}
