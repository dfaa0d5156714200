/// Words over scalars as a tree: node 0 is the start, an edge leads from a node by one scalar. All edges stand in one
/// table with open addressing, so a step costs one probe.
///
/// Slow equivalent: a dictionary from words to nodes.
package struct ScalarTrie: Sendable {
  /// Node and scalar of each edge; the table is at most half full and its size a power of two.
  @usableFromInline var keys: [UInt64]
  /// The node that the edge of the same place leads to.
  @usableFromInline var targets: [Int32]
  /// Nodes made so far, the start included.
  package private(set) var count = 1

  @usableFromInline static let free = UInt64.max

  package init() {
    keys = [UInt64](repeating: Self.free, count: 16)
    targets = [Int32](repeating: 0, count: 16)
  }

  /// The node of `word`, made if it is new.
  package mutating func insert(_ word: some Sequence<Unicode.Scalar>) -> Int {
    word.reduce(0) { node, scalar in
      let key = Self.key(node, scalar)
      let place = place(of: key)
      if keys[place] == key { return Int(targets[place]) }
      count += 1
      add(key, Int32(truncatingIfNeeded: count - 1))
      return count - 1
    }
  }

  private mutating func add(_ key: UInt64, _ target: Int32) {
    if count * 2 > keys.count {
      let old = (keys, targets)
      keys = [UInt64](repeating: Self.free, count: old.0.count * 2)
      targets = [Int32](repeating: 0, count: keys.count)
      for (i, key) in old.0.enumerated() where key != Self.free { put(key, old.1[i]) }
    }
    put(key, target)
  }

  private mutating func put(_ key: UInt64, _ target: Int32) {
    let at = place(of: key)
    keys[at] = key
    targets[at] = target
  }

  /// The node behind `node` by `scalar`; nil if no word goes on so.
  @inlinable @inline(__always) package func next(_ node: Int, _ scalar: Unicode.Scalar) -> Int? {
    let key = Self.key(node, scalar)
    let at = place(of: key)
    return keys[at] == key ? Int(targets[at]) : nil
  }

  @inlinable @inline(__always) static func key(_ node: Int, _ scalar: Unicode.Scalar) -> UInt64 {
    UInt64(truncatingIfNeeded: node) << 21 | UInt64(scalar.value)
  }

  /// Where `key` stands, or the free place for it.
  @inlinable @inline(__always) func place(of key: UInt64) -> Int {
    let mask = keys.count &- 1
    // The upper bits of the product depend on all bits of the key.
    var at = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while keys[at] != key, keys[at] != Self.free { at = (at &+ 1) & mask }
    return at
  }
}
