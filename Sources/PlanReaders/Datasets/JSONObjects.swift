/// The objects of a JSON data set as bytes: one a line (JSON Lines), or the members of one list.
struct JSONObjects {
  private var bytes: TextBytes
  private let path: String
  private let limits: ReaderLimits
  /// Whether the file is one list; nil before its first mark.
  private var isList: Bool?
  private var waiting: UInt8?
  private var lines = 1
  /// Line on which the last object starts, from 1.
  private(set) var line = 1

  init(_ bytes: TextBytes, path: String, limits: ReaderLimits) {
    self.bytes = bytes
    self.path = path
    self.limits = limits
  }

  private mutating func take() throws(ReadError) -> UInt8? {
    if let byte = waiting {
      waiting = nil
      return byte
    }
    let byte = try bytes.next()
    if byte == 0x0A { lines += 1 }
    return byte
  }

  /// The bytes of the next object; nil at the end.
  /// - Throws: `overLimit` for one longer than `limits.bytes`.
  mutating func next() throws(ReadError) -> [UInt8]? {
    while let byte = try take() {
      if byte <= 0x20 { continue }
      if isList == nil {
        isList = byte == 0x5B
        if byte == 0x5B { continue }
      }
      line = lines
      waiting = byte
      if isList == false { return try wholeLine() }
      if byte == 0x7B { return try member() }
      // Commas between members, the bracket at the end.
      waiting = nil
      if byte != 0x2C && byte != 0x5D { throw .damaged(path: path, entry: nil, problem: .json(line: line)) }
    }
    return nil
  }

  /// Up to the end of the line; an object that goes on over several lines is read whole where its first line is not.
  private mutating func wholeLine() throws(ReadError) -> [UInt8] {
    var out: [UInt8] = []
    var state = Nesting()
    while let byte = try take() {
      if byte == 0x0A, !(out == [0x7B] || state.isOpen && isIndented(out)) { break }
      try add(byte, to: &out)
      state.note(byte)
    }
    return out
  }

  /// A file with one object laid out over lines: its first line is a brace.
  private func isIndented(_ bytes: [UInt8]) -> Bool {
    bytes.first == 0x7B && bytes.dropFirst().first { $0 != 0x20 && $0 != 0x0D } == 0x0A
  }

  private mutating func member() throws(ReadError) -> [UInt8] {
    var out: [UInt8] = []
    var state = Nesting()
    while let byte = try take() {
      try add(byte, to: &out)
      state.note(byte)
      if !state.isOpen { break }
    }
    return out
  }

  private func add(_ byte: UInt8, to out: inout [UInt8]) throws(ReadError) {
    guard out.count < limits.bytes else {
      throw .overLimit(path: path, entry: nil, limit: .bytes, found: nil, allowed: limits.bytes)
    }
    out.append(byte)
  }

  /// How many brackets are open outside of strings.
  private struct Nesting {
    private var depth = 0
    private var (isString, isEscaped) = (false, false)

    var isOpen: Bool { depth > 0 || isString }

    mutating func note(_ byte: UInt8) {
      if isString {
        if isEscaped { isEscaped = false } else if byte == 0x5C { isEscaped = true } else if byte == 0x22 { isString = false }
        return
      }
      switch byte {
      case 0x22: isString = true
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D: depth -= 1
      default: break
      }
    }
  }
}
