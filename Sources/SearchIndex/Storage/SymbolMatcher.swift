/// A string of one to sixteen UTF-16 units that the text is coded with, as two numbers: first unit highest.
struct TextSymbol: Hashable, Comparable, Sendable {
  private let head: UInt128
  private let tail: UInt128
  let count: Int
  static let maxCount = 16
  private static let half = 8

  init(unit: UInt16) { self.init(head: UInt128(unit) << 112, tail: 0, count: 1) }

  private init(head: UInt128, tail: UInt128, count: Int) {
    self.head = head
    self.tail = tail
    self.count = count
  }

  /// One after the other; nil when that is more than sixteen units.
  func followed(by next: TextSymbol) -> TextSymbol? {
    let total = count + next.count
    if total > Self.maxCount { return nil }
    let shift = 16 * count
    let late =
      count < Self.half
      ? next.head << UInt128(128 - shift) | next.tail >> UInt128(shift) : next.head >> UInt128(shift - 128)
    return TextSymbol(head: head | next.head >> UInt128(shift), tail: tail | late, count: total)
  }

  func unit(_ index: Int) -> UInt16 {
    UInt16(
      truncatingIfNeeded: index < Self.half ? head >> UInt128(112 - 16 * index) : tail >> UInt128(240 - 16 * index))
  }

  /// By the units, as words in a dictionary.
  static func < (a: TextSymbol, b: TextSymbol) -> Bool {
    if a.head != b.head { return a.head < b.head }
    return a.tail != b.tail ? a.tail < b.tail : a.count < b.count
  }
}

/// Cuts text into symbols, always taking the longest that fits. A trie: the first unit by table, the others by hash.
final class SymbolMatcher {
  /// What a step leads to: the node, and in the lowest bits whether a symbol ends there and whether longer ones go on, so that
  /// no place is read in vain. 0 for nothing.
  private typealias Step = UInt32
  private static let ends: Step = 2
  private static let goesOn: Step = 1

  /// The step of each first unit.
  private let roots: Buffer<UInt32>
  /// Edges: node and unit above, the step in the lower 23 bits, so that one place is read. There are at most
  /// 16 · `maxSymbols` + 65,536 nodes, less than 2²¹.
  private var edges: Buffer<UInt64>
  private var mask: Int
  private var count = 0
  private static let leastSize = 1024
  /// The table is at least so many times as large as what it holds.
  private static let fullest = 2
  /// The code of each node, 0 for none.
  private var codes: [UInt16] = [0]
  /// Code that says: the next number is a unit and not a symbol.
  static let escape: UInt16 = 0
  static let maxSymbols = 65_535

  /// - Parameter symbols: symbol i gets the code i + 1; at most `maxSymbols`.
  init(_ symbols: [TextSymbol]) {
    roots = Buffer(capacity: 65_536, filledWith: 0)
    edges = Buffer(capacity: Self.leastSize, filledWith: .max)
    mask = Self.leastSize - 1
    for (index, symbol) in symbols.enumerated() { insert(symbol, code: UInt16(truncatingIfNeeded: index + 1)) }
  }

  private func insert(_ symbol: TextSymbol, code: UInt16) {
    let first = Int(symbol.unit(0))
    if roots[first] == 0 { roots[first] = newNode() }
    var step = roots[first]
    // Where the present step stands: at its first unit, or at an edge. Marked before the table can grow.
    var edge: Int?
    for index in 1..<max(1, symbol.count) {
      mark(Self.goesOn, edge, first)
      let key = UInt64(step >> 2) << 16 | UInt64(symbol.unit(index))
      if Self.fullest * count > edges.capacity { grow() }
      let slot = place(of: key)
      if edges[slot] == .max {
        edges[slot] = key << Self.stepBits | UInt64(newNode())
        count += 1
      }
      step = Step(truncatingIfNeeded: edges[slot] & Self.stepMask)
      edge = slot
    }
    mark(Self.ends, edge, first)
    codes[Int(step >> 2)] = code
  }

  /// Where the edge with the key is, or would be.
  private func place(of key: UInt64) -> Int {
    var slot = Self.slot(key, mask)
    while edges[slot] >> Self.stepBits != key && edges[slot] != .max { slot = (slot + 1) & mask }
    return slot
  }

  private func grow() {
    var before = Buffer<UInt64>(capacity: 2 * edges.capacity, filledWith: .max)
    swap(&before, &edges)
    mask = edges.capacity - 1
    for old in 0..<before.capacity where before[old] != .max {
      edges[place(of: before[old] >> Self.stepBits)] = before[old]
    }
  }

  private func mark(_ flag: Step, _ edge: Int?, _ first: Int) {
    if let edge { edges[edge] |= UInt64(flag) } else { roots[first] |= flag }
  }

  private static let stepBits: UInt64 = 23
  private static let stepMask: UInt64 = 1 << stepBits - 1

  /// The step to a node that is new.
  private func newNode() -> Step {
    codes.append(0)
    return Step(codes.count - 1) << 2
  }

  @inline(__always) private static func slot(_ key: UInt64, _ mask: Int) -> Int {
    let product = key &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: product &>> 32) & mask
  }

  /// Codes `count` units from `first` on; the target must have room for twice as many numbers.
  /// - Returns: how many numbers were written.
  func encode(_ units: borrowing Buffer<UInt16>, from first: Int, count: Int, into out: borrowing Buffer<UInt16>) -> Int
  {
    var written = 0
    var at = first
    let end = first + count
    unsafe codes.withUnsafeBufferPointer { codes in
      while at < end {
        var step = roots[Int(units[at])]
        var ahead = at &+ 1
        // No symbol has no node.
        var (node, next) = (step & Self.ends == 0 ? 0 : step &>> 2, ahead)
        while step & Self.goesOn != 0, ahead < end {
          step = child(step &>> 2, units[ahead])
          ahead &+= 1
          if step & Self.ends != 0 { (node, next) = (step &>> 2, ahead) }
        }
        let code = unsafe codes[Int(node)]
        out[written] = code
        written &+= 1
        if code == Self.escape {
          out[written] = units[at]
          written &+= 1
        }
        at = next
      }
    }
    return written
  }

  /// The step from a node by a unit; 0 where there is none.
  @inline(__always) private func child(_ node: UInt32, _ unit: UInt16) -> Step {
    let key = UInt64(node) << 16 | UInt64(unit)
    var slot = Self.slot(key, mask)
    while true {
      let found = edges[slot]
      if found &>> Self.stepBits == key { return Step(truncatingIfNeeded: found & Self.stepMask) }
      if found == .max { return 0 }
      slot = (slot &+ 1) & mask
    }
  }
}
