import CSearchKernels
import Synchronization

/// Lends tables of bytes that are all 0 and come back so: a new one of this size would cost more to map than a query takes.
final class TablePool: Sendable {
  private let size: Int
  private let free = Mutex<[Table]>([])

  /// Belongs to one thread while it is lent.
  final class Table: @unchecked Sendable {
    let bytes: Buffer<UInt8>
    init(_ size: Int) { bytes = Buffer(capacity: size, filledWith: 0) }

    private func require(_ found: Found) {
      precondition(found.count == 0 || Int(found.ordinals[found.count - 1]) < bytes.capacity)
    }

    /// Marks the entries with their counts.
    func set(_ found: Found) {
      require(found)
      unsafe sk_set(bytes.base, found.ordinals.base, found.counts.base, found.count)
    }

    func clear(_ found: Found) {
      require(found)
      unsafe sk_clear(bytes.base, found.ordinals.base, found.count)
    }

    /// Appends those of the postings that are marked, which there is room for, with both counts. All of them are below the
    /// size of the table.
    func probe(_ postings: Found, into out: Found) {
      guard let kept = out.kept else { return }
      out.count += unsafe sk_probe(
        bytes.base, postings.ordinals.base, postings.counts.base, postings.count, out.ordinals.base + out.count,
        out.counts.base + out.count, kept.counts.values.base + out.count)
    }
  }

  init(size: Int) { self.size = size }

  /// - Parameter body: leaves the table as it was.
  func lend<T>(_ body: (Table) throws(IndexError) -> T) throws(IndexError) -> T {
    let table = free.withLock { $0.popLast() } ?? Table(size)
    defer { free.withLock { $0.append(table) } }
    return try body(table)
  }

  /// What a list shares with candidates, with the counts of both.
  func shared(_ list: Found, with candidates: Found) throws(IndexError) -> Found {
    try lend { (table) throws(IndexError) in
      let out = Found(capacity: min(list.count, candidates.count) + 1, keptFrom: candidates)
      table.set(candidates)
      defer { table.clear(candidates) }
      table.probe(list, into: out)
      return out
    }
  }
}
