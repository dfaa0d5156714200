/// Where the text of each entry starts. Documentation/IndexFormat.md, "Text offsets".
@safe struct TextStarts: Sendable {
  private let bytes: Bytes
  let isWide: Bool
  /// Entries in one row of the narrow form.
  private static let row = 16
  private static let rowBytes = 4 + 2 * row
  /// A row holds offsets from its first one that are less than this.
  private static let span: UInt32 = 1 << 15

  /// - Parameter count: number of entries; there is one offset more.
  init(_ bytes: Bytes, count: Int) throws(IndexError) {
    let width = try bytes.u32(0)
    guard width == 16 || width == 32 else { throw bytes.corrupt(0, expected: "16 or 32 bits", found: "\(width)") }
    isWide = width == 32
    let size = isWide ? 4 * (count + 1) : (count + Self.row) / Self.row * Self.rowBytes
    guard bytes.count == 4 + size else {
      throw bytes.corrupt(0, expected: "\(4 + size) bytes", found: "\(bytes.count)")
    }
    self.bytes = try bytes.part(4, size)
  }

  /// For the kernels: the offsets, all of which lie in the range of the part.
  var base: UnsafeRawPointer { unsafe bytes.base }

  /// The offset with this number, in units of 16 bits, and whether its record has a head.
  @inline(__always) func offset(_ index: Int) throws(IndexError) -> (start: Int, head: Bool) {
    if isWide {
      let value = try bytes.u32(4 &* index)
      return (Int(value & ~Layout.headFlag), value & Layout.headFlag != 0)
    }
    let row = index / Self.row &* Self.rowBytes
    let relative = UInt32(try bytes.u16(row &+ 4 &+ 2 &* (index % Self.row)))
    return (Int(try bytes.u32(row)) &+ Int(relative & (Self.span - 1)), relative & Self.span != 0)
  }

  /// - Parameter offsets: with their flags, the end of the last at the end.
  static func encode(_ offsets: [UInt32]) -> [UInt8] {
    let rows = stride(from: 0, to: offsets.count, by: row).map { offsets[$0..<min($0 + row, offsets.count)] }
    let starts = rows.map { $0.map { $0 & ~Layout.headFlag } }
    let isWide = starts.contains { ($0.last ?? 0) - ($0.first ?? 0) >= span }
    var out: [UInt8] = []
    ListEncoder.append32(isWide ? 32 : 16, &out)
    for (row, starts) in zip(rows, starts) {
      if isWide {
        for offset in row { ListEncoder.append32(offset, &out) }
        continue
      }
      let first = starts.first ?? 0
      ListEncoder.append32(first, &out)
      for (offset, start) in zip(row, starts) {
        ListEncoder.append16(UInt16(start - first | (offset & Layout.headFlag == 0 ? 0 : span)), &out)
      }
      for _ in row.count..<Self.row { ListEncoder.append16(0, &out) }
    }
    return out
  }
}
