import CSearchKernels
import Synchronization

/// A table of one byte for each of some consecutive entries, in which those of one list are marked and those of another looked
/// up. It is small enough to stay in the first-level cache, whatever the size of the segment.
final class MarkTable: @unchecked Sendable {
  private let marks: Buffer<UInt8>
  private let wide: Bool
  /// Places that a list needs behind those that both share.
  static let room = Int(SK_ROOM)

  /// - Parameters:
  ///   - span: the number of entries, at least 1.
  ///   - wide: whether the wide kernel is used; both find the same.
  init(span: Int = 1 << 15, wide: Bool = BlockReader.hasWide) {
    marks = Buffer(capacity: span, filledWith: 0)
    self.wide = wide
  }

  /// Whether nothing is marked, as between two uses.
  var isClean: Bool { (0..<marks.capacity).allSatisfy { marks[$0] == 0 } }

  /// What two lists share.
  struct Shared {
    /// Its own counts are those of the second list.
    let found: Found
    /// Those of the first list.
    let beside: Found.Counts
    /// The other way round.
    var isTurned = false
    /// Also where a count is 0.
    var zeros = true
  }

  /// Appends what the first list has from a place on and the second from another, until one of them is used up, and moves both
  /// places on. There is room for it and `room` more.
  func share(_ a: Found, _ from: inout Int, _ b: Found, _ start: inout Int, into out: Shared) {
    let place = out.found.count
    precondition(from <= a.count && start <= b.count)
    precondition(place + min(a.count - from, b.count - start) + Self.room <= out.found.ordinals.capacity)
    let (own, other) = unsafe (out.found.counts.base + place, out.beside.values.base + place)
    var (first, second) = unsafe (a.list(from: from), b.list(from: start))
    var shared = unsafe sk_shared(
      ordinals: out.found.ordinals.base + place, from_a: out.isTurned ? own : other, from_b: out.isTurned ? other : own)
    out.found.count += unsafe sk_share(
      marks.base, marks.capacity, &first, &second, out.zeros ? 1 : 0, &shared, wide ? 1 : 0)
    (from, start) = unsafe (first.at, second.at)
  }

  /// What a list shares with candidates, with the counts of both.
  func shared(_ list: Found, with candidates: Found) -> Found {
    let out = Found(capacity: min(list.count, candidates.count) + Self.room, keptFrom: candidates)
    guard let beside = out.kept?.counts else { return out }
    var (from, start) = (0, 0)
    share(candidates, &from, list, &start, into: Shared(found: out, beside: beside))
    return out
  }
}

/// Lends tables for a while, so that not every query makes its own.
final class TablePool: Sendable {
  static let shared = TablePool()
  private let free = Mutex<[MarkTable]>([])

  func lend<T>(_ body: (MarkTable) throws(IndexError) -> T) throws(IndexError) -> T {
    let table = free.withLock { $0.popLast() } ?? MarkTable()
    defer { free.withLock { $0.append(table) } }
    return try body(table)
  }
}

extension Found {
  fileprivate func list(from place: Int) -> sk_list {
    unsafe sk_list(ordinals: ordinals.base, counts: counts.base, count: count, at: place)
  }
}
