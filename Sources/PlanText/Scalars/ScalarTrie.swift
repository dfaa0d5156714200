/// Words over scalars as a tree: node 0 is the start, an edge leads from a node by one scalar. All edges stand in one
/// table with open addressing, so a step costs one probe.
///
/// Slow equivalent: a dictionary from words to nodes.
///
/// Public, for the compiler inlines into other modules only what is.
public struct ScalarTrie: Sendable {
  /// An edge: the node that it starts from, its scalar, and the node that it leads to.
  @usableFromInline struct Edge: Sendable {
    @usableFromInline let node: Int32
    @usableFromInline let scalar: UInt32
    @usableFromInline let target: Int32

    @usableFromInline init(node: Int32, scalar: UInt32, target: Int32) {
      self.node = node
      self.scalar = scalar
      self.target = target
    }

    /// A place of the table without an edge.
    @inlinable var isFree: Bool { node < 0 }
  }

  /// The table is at most half full and its size a power of two.
  @usableFromInline var edges: [Edge]
  /// By node the scalars that lead on, one bit for each value modulo 64: most steps into nowhere end here, without a probe.
  @usableFromInline var exits: [UInt64] = [0]
  /// Nodes made so far, the start included.
  package private(set) var count = 1

  package init() { edges = Self.table(16) }

  private static func table(_ size: Int) -> [Edge] { [Edge](repeating: Edge(node: -1, scalar: 0, target: 0), count: size) }

  /// The node of `word`, made if it is new.
  package mutating func insert(_ word: some Sequence<Unicode.Scalar>) -> Int {
    word.reduce(0) { node, scalar in
      if let known = next(node, scalar) { return known }
      exits[node] |= Self.bit(scalar)
      exits.append(0)
      count += 1
      add(Edge(node: Int32(truncatingIfNeeded: node), scalar: scalar.value, target: Int32(truncatingIfNeeded: count - 1)))
      return count - 1
    }
  }

  private mutating func add(_ edge: Edge) {
    if count * 2 > edges.count {
      let old = edges
      edges = Self.table(old.count * 2)
      for edge in old where !edge.isFree { put(edge) }
    }
    put(edge)
  }

  private mutating func put(_ edge: Edge) { edges[place(of: Int(edge.node), edge.scalar)] = edge }

  /// The node behind `node` by `scalar`; nil if no word goes on so.
  @inlinable @inline(__always) public func next(_ node: Int, _ scalar: Unicode.Scalar) -> Int? {
    guard exits[node] & Self.bit(scalar) != 0 else { return nil }
    let edge = edges[place(of: node, scalar.value)]
    return edge.isFree ? nil : Int(edge.target)
  }

  @inlinable @inline(__always) static func bit(_ scalar: Unicode.Scalar) -> UInt64 { 1 << UInt64(scalar.value & 63) }

  /// Where the edge stands, or the free place for it.
  @inlinable @inline(__always) func place(of node: Int, _ scalar: UInt32) -> Int {
    let mask = edges.count &- 1
    let key = UInt64(truncatingIfNeeded: node) << 21 | UInt64(scalar)
    // The upper bits of the product depend on all bits of the key.
    var at = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while !edges[at].isFree, edges[at].scalar != scalar || edges[at].node != Int32(truncatingIfNeeded: node) { at = (at &+ 1) & mask }
    return at
  }
}
