import Synchronization

/// Lends tables of bytes that are all 0 and come back so: a new one of this size would cost more to map than a query takes.
final class TablePool: Sendable {
  private let size: Int
  private let free = Mutex<[Table]>([])

  /// Belongs to one thread while it is lent.
  final class Table: @unchecked Sendable {
    let bytes: Buffer<UInt8>
    init(_ size: Int) { bytes = Buffer(capacity: size, filledWith: 0) }
  }

  init(size: Int) { self.size = size }

  /// - Parameter body: leaves the table as it was.
  func lend<T>(_ body: (Table) -> T) -> T {
    let table = free.withLock { $0.popLast() } ?? Table(size)
    defer { free.withLock { $0.append(table) } }
    return body(table)
  }
}
