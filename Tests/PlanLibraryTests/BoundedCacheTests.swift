import PlanText
import Testing

@testable import PlanLibrary

@Suite struct BoundedCacheTests {
  private func value(_ key: Int, of cache: BoundedCache<Int, [UInt8]>, made: inout Int) throws -> [UInt8]? {
    var count = 0
    let found = try cache.value(key) {
      count += 1
      return [UInt8](repeating: UInt8(key & 255), count: key % 50)
    }
    made += count
    return found
  }

  @Test(arguments: [0, 1, 300, 5_000, 1 << 20]) func `Every value is the one made for its key, and there is never more than the bound`(
    _ bound: Int
  ) throws {
    let cache = BoundedCache<Int, [UInt8]>(bound: bound) { $0.count }
    var random = SplitMix(state: 11)
    var made = 0
    for _ in 0..<4_000 {
      let key = Int(random.next() % 200)
      #expect(try value(key, of: cache, made: &made) == [UInt8](repeating: UInt8(key), count: key % 50))
      // One value larger than the bound stays until the next.
      #expect(cache.held <= max(bound, 96 + 49))
    }
    if bound == 1 << 20 { #expect(made == 200) }
  }

  @Test func `What is asked for again and again stays`() throws {
    let cache = BoundedCache<Int, [UInt8]>(bound: 20 * 200) { $0.count }
    var made = 0
    for round in 0..<500 {
      _ = try value(7, of: cache, made: &made)
      var other = 0
      _ = try value(1_000 + round, of: cache, made: &other)
    }
    #expect(made == 1)
  }

  @Test func `Threads that use it at once get what is theirs`() async throws {
    let cache = BoundedCache<Int, [UInt8]>(bound: 3_000) { $0.count }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for worker in 0..<4 {
        group.addTask {
          var random = SplitMix(state: UInt64(worker))
          return try (0..<3_000).allSatisfy { _ in
            let key = Int(random.next() % 120)
            return try cache.value(key) { [UInt8](repeating: UInt8(key), count: 40) }?.first == UInt8(key)
          }
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
    #expect(cache.held <= 3_000)
  }

  @Test func `A snapshot keeps its own text when a document changes, the next one has the new`() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", "清河市科普工作要点\n\n一、阵地\n建设科普基地30个。")
    try await scratch.ingest()
    let before = try scratch.library()
    func quotes(_ library: Library) throws -> [String] {
      try LibrarySearch("科普基地", library: library).passages(limit: 5, offset: 0).hits.map(\.quote)
    }
    #expect(try quotes(before).joined().contains("30个"))
    try scratch.write("a.txt", "清河市科普工作要点\n\n一、阵地\n今年新建设科普基地45个。")
    try await scratch.ingest()
    let after = try before.refreshed()
    #expect(try quotes(after).joined().contains("45个"))
    #expect(try quotes(before).joined().contains("30个"))
    #expect(before.unpackedBytes > 0)
  }

  @Test func `Word borders that are kept are those that ICU gives`() {
    let texts = ["扩大学习", "办好大学", "科普基地建设", "", "𠮷野家2025年", "扩大学习"].map { ArraySlice($0.unicodeScalars.map(\.value)) }
    let memory = WordBorderMemory()
    let fresh = WordBreaks.borders(texts)
    #expect(memory.borders(texts) == fresh)
    #expect(memory.borders(texts.reversed()) == fresh.reversed())
  }
}
