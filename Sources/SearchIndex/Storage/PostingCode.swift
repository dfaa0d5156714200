/// The prefix codes that postings are written with: one symbol says in how many bits a gap stands and how often the gram
/// occurs. Documentation/IndexFormat.md, "Block".
///
/// Sixteen fixed codes, because lists are of every density and the writer picks the one that makes a block smallest; both
/// numbers in one symbol, because most occurrences are 1 and would waste most of a bit of their own.
@safe final class PostingCode: @unchecked Sendable {
  static let shared = PostingCode()
  static let tables = 16
  /// Gaps from 2^c − 1 on, below 2^(c + 1) − 1, are of class c and take c more bits.
  static let classes = 28
  static let symbols = 4 * classes
  /// Bits of the longest code.
  static let longest = 12

  /// For each symbol the lengths of its sixteen codes.
  private let lengths: Buffer<SIMD16<UInt16>>
  /// For each table and symbol the code, first bit lowest.
  private let codes: Buffer<UInt16>
  /// For each table and the next twelve bits: bits of the posting; class from bit 8, occurrences − 1 from bit 14.
  let steps: Buffer<UInt16>

  private init() {
    lengths = Buffer(capacity: Self.symbols, filledWith: SIMD16<UInt16>())
    codes = Buffer(capacity: Self.tables * Self.symbols, filledWith: 0)
    steps = Buffer(capacity: Self.tables << Self.longest, filledWith: 0)
    for (table, row) in Self.lengthRows.split(separator: "\n").enumerated() {
      fill(table, row.utf8.map { Int($0) - ($0 < 0x3A ? 0x30 : 0x57) })
    }
  }

  /// Canonical codes: ascending by length, then by symbol; the first bit of a code is its highest.
  private func fill(_ table: Int, _ row: [Int]) {
    var code = 0
    for length in 1...Self.longest {
      for symbol in row.indices where row[symbol] == length {
        let reversed = (0..<length).reduce(0) { $0 << 1 | code >> $1 & 1 }
        lengths[symbol][table] = UInt16(length)
        codes[table * Self.symbols + symbol] = UInt16(reversed)
        let width = symbol >> 2
        let step = UInt16(length + width | (width | (symbol & 3) << 6) << 8)
        for rest in 0..<1 << (Self.longest - length) { steps[table << Self.longest | rest << length | reversed] = step }
        code += 1
      }
      code <<= 1
    }
  }

  @inline(__always) static func symbol(gap: UInt32, count: UInt8) -> Int {
    let width = 31 - (gap + 1).leadingZeroBitCount
    return width << 2 | Int(max(1, count) - 1)
  }

  /// The lengths of a symbol's codes, table by table.
  @inline(__always) func lengths(_ symbol: Int) -> SIMD16<UInt16> { lengths[symbol] }

  @inline(__always) func code(_ table: Int, _ symbol: Int) -> (bits: UInt64, length: Int) {
    (UInt64(codes[table &* Self.symbols &+ symbol]), Int(lengths[symbol][table]))
  }
}
