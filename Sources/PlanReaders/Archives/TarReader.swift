/// Reads the files of a tar archive one after another (POSIX.1-2001 ustar and pax, GNU long names). Links, devices and folders
/// are passed over: nothing of them is needed, and nothing is ever written.
struct TarReader {
  struct Entry {
    let name: String
    let size: Int
  }

  private let source: ByteSource
  private let path: String
  private let limits: ReaderLimits
  /// Bytes of the entry under way that were not taken, its filling included.
  private var left = 0
  private var count = 0

  init(_ source: ByteSource, path: String, limits: ReaderLimits) {
    self.source = source
    self.path = path
    self.limits = limits
  }

  /// Whether a block of 512 bytes is the header of an entry: its checksum says so.
  static func isHeader(_ block: [UInt8]) -> Bool {
    guard block.count >= 512, let said = number(block[148..<156]) else { return false }
    let sum = (0..<512).reduce(0) { $0 + ((148..<156).contains($1) ? 0x20 : Int(block[$1])) }
    return sum == said
  }

  /// The next file; nil at the end.
  mutating func next() throws(ReadError) -> Entry? {
    var longName: String?
    while true {
      try source.skip(left)
      left = 0
      let block = try source.read(512)
      if block.isEmpty || block.allSatisfy({ $0 == 0 }) { return nil }
      guard Self.isHeader(block), let size = Self.number(block[124..<136]) else {
        try source.checkEnd()
        throw .damaged(path: path, entry: nil, problem: .header)
      }
      count += 1
      guard count <= limits.entries else {
        throw .overLimit(path: path, entry: nil, limit: .entries, found: nil, allowed: limits.entries)
      }
      left = size <= Int.max - 512 ? (size + 511) / 512 * 512 : size
      switch block[156] {
      case UInt8(ascii: "L"): longName = Self.text(try extra(size)[...])
      case UInt8(ascii: "x"): longName = Self.paxPath(try extra(size)) ?? longName
      case UInt8(ascii: "0"), 0, UInt8(ascii: "7"):
        let prefix = block[257..<262].elementsEqual("ustar".utf8) && block[262] == 0 ? Self.text(block[345..<500]) : ""
        let name = Self.text(block[0..<100])
        return Entry(name: longName ?? (prefix.isEmpty ? name : prefix + "/" + name), size: size)
      default: longName = nil
      }
    }
  }

  /// The bytes of the file that `next` gave.
  mutating func bytes(of entry: Entry) throws(ReadError) -> [UInt8] {
    guard entry.size <= limits.bytes else {
      throw .overLimit(path: path, entry: entry.name, limit: .bytes, found: entry.size, allowed: limits.bytes)
    }
    let bytes = try source.read(entry.size)
    left -= bytes.count
    guard bytes.count == entry.size else {
      try source.checkEnd()
      throw .damaged(path: path, entry: entry.name, problem: .size(claimed: entry.size, found: bytes.count))
    }
    return bytes
  }

  private mutating func extra(_ size: Int) throws(ReadError) -> [UInt8] {
    guard size <= 1 << 20 else { throw .damaged(path: path, entry: nil, problem: .header) }
    let bytes = try source.read(size)
    left -= bytes.count
    return bytes
  }

  /// Octal digits, or GNU's binary numbers with the highest bit set.
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    if let first = field.first, first & 0x80 != 0 {
      var value = 0
      for byte in field.dropFirst() {
        guard value <= Int.max >> 9 else { return nil }
        value = value << 8 | Int(byte)
      }
      return first == 0x80 ? value : nil
    }
    let digits = field.drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
    return digits.count > 20 ? nil : digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
  }

  /// Up to the first NUL; names are UTF-8 or, from Chinese Windows, GBK.
  private static func text(_ field: ArraySlice<UInt8>) -> String {
    EntryName.decode(Array(field.prefix { $0 != 0 }))
  }

  /// The value of `path` among the records `length key=value\n` of a pax header.
  private static func paxPath(_ bytes: [UInt8]) -> String? {
    var rest = bytes[...]
    while let blank = rest.firstIndex(of: 0x20) {
      guard let length = Int(String(decoding: rest[rest.startIndex..<blank], as: UTF8.self)), length > blank - rest.startIndex + 1,
        length <= rest.count
      else { return nil }
      let record = rest[(blank + 1)..<(rest.startIndex + length)]
      if record.starts(with: "path=".utf8) {
        return String(decoding: record.dropFirst(5).filter { $0 != 0x0A }, as: UTF8.self)
      }
      rest = rest[(rest.startIndex + length)...]
    }
    return nil
  }
}
