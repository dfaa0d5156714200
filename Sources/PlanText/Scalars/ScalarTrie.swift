/// Words over scalars as a tree: node 0 is the start, an edge leads from a node by one scalar. All edges stand in one
/// table with open addressing, so a step costs one probe.
///
/// Slow equivalent: a dictionary from words to nodes.
///
/// Public, for the compiler inlines into other modules only what is.
public struct ScalarTrie: Sendable {
  /// An edge: the node that it starts from and its scalar, and the node that it leads to.
  @usableFromInline struct Edge: Sendable {
    @usableFromInline let key: UInt64
    @usableFromInline let target: Int32

    @usableFromInline init(key: UInt64, target: Int32) {
      self.key = key
      self.target = target
    }
  }

  /// The table is at most half full and its size a power of two.
  @usableFromInline var edges: [Edge]
  /// Nodes made so far, the start included.
  package private(set) var count = 1

  @inlinable static var free: UInt64 { .max }

  package init() { edges = Self.table(16) }

  private static func table(_ size: Int) -> [Edge] { [Edge](repeating: Edge(key: free, target: 0), count: size) }

  /// The node of `word`, made if it is new.
  package mutating func insert(_ word: some Sequence<Unicode.Scalar>) -> Int {
    word.reduce(0) { node, scalar in
      let key = Self.key(node, scalar)
      let place = place(of: key)
      if edges[place].key == key { return Int(edges[place].target) }
      count += 1
      add(Edge(key: key, target: Int32(truncatingIfNeeded: count - 1)))
      return count - 1
    }
  }

  private mutating func add(_ edge: Edge) {
    if count * 2 > edges.count {
      let old = edges
      edges = Self.table(old.count * 2)
      for edge in old where edge.key != Self.free { edges[place(of: edge.key)] = edge }
    }
    edges[place(of: edge.key)] = edge
  }

  /// The node behind `node` by `scalar`; nil if no word goes on so.
  @inlinable @inline(__always) public func next(_ node: Int, _ scalar: Unicode.Scalar) -> Int? {
    let key = Self.key(node, scalar)
    let edge = edges[place(of: key)]
    return edge.key == key ? Int(edge.target) : nil
  }

  @inlinable @inline(__always) static func key(_ node: Int, _ scalar: Unicode.Scalar) -> UInt64 {
    UInt64(truncatingIfNeeded: node) << 21 | UInt64(scalar.value)
  }

  /// Where `key` stands, or the free place for it.
  @inlinable @inline(__always) func place(of key: UInt64) -> Int {
    let mask = edges.count &- 1
    // The upper bits of the product depend on all bits of the key.
    var at = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while edges[at].key != key, edges[at].key != Self.free { at = (at &+ 1) & mask }
    return at
  }
}
