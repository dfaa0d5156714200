/// The rows of a CSV table, read byte by byte: quotes, separators and line ends are ASCII, which no character of UTF-8, GB18030 or Big5 has
/// as one of its bytes. Reads as `CSVReader` does, its slow twin on decoded text.
struct CSVRows {
  private var bytes: TextBytes
  private let separator: UInt8
  private let path: String
  private let limits: ReaderLimits
  /// A byte that was read and not used.
  private var waiting: UInt8?

  /// Cells of one row at most; more are left out.
  private static let mostCells = 4096

  init(_ bytes: TextBytes, separator: UInt8, path: String, limits: ReaderLimits) {
    self.bytes = bytes
    self.separator = separator
    self.path = path
    self.limits = limits
  }

  private mutating func take() throws(ReadError) -> UInt8? {
    if let byte = waiting {
      waiting = nil
      return byte
    }
    return try bytes.next()
  }

  /// The cells of the next row that has any character; nil at the end.
  /// - Throws: `overLimit` for a row longer than `limits.bytes`, as a quote that nobody closes makes.
  mutating func next() throws(ReadError) -> [[UInt8]]? {
    while true {
      var cells: [[UInt8]] = []
      var cell: [UInt8] = []
      var (isQuoted, length, sawAny) = (false, 0, false)
      while let byte = try take() {
        sawAny = true
        length += 1
        guard length <= limits.bytes else {
          throw .overLimit(path: path, entry: nil, limit: .bytes, found: nil, allowed: limits.bytes)
        }
        if byte == 0x22 {
          if isQuoted {
            let following = try take()
            if following == 0x22 { cell.append(0x22) } else { (isQuoted, waiting) = (false, following) }
          } else {
            isQuoted = true
          }
        } else if isQuoted {
          cell.append(byte)
        } else if byte == separator {
          if cells.count < Self.mostCells { cells.append(cell) }
          cell = []
        } else if byte == 0x0A || byte == 0x0D {
          if byte == 0x0D, let following = try take(), following != 0x0A { waiting = following }
          break
        } else {
          cell.append(byte)
        }
      }
      guard sawAny else { return nil }
      if cells.isEmpty && cell.isEmpty { continue }
      return cells + [cell]
    }
  }
}
