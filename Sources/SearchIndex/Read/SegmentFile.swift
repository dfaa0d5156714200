/// Opens a segment file and proves its frame: magic, version, footer, part table, and the checksum of every part.
struct SegmentFile {
  let file: MappedFile
  let checksum: UInt64
  private var parts: [Bytes] = []

  init(folder: String, name: String, analyzer: String) throws(IndexError) {
    file = try MappedFile(path: SystemCall.path(folder: folder, name: name))
    let all = file.bytes
    try Self.checkVersion(all)
    let (start, checksum) = try Self.footer(all)
    self.checksum = checksum
    parts = try Self.table(all, start)
    let head = self[.header]
    let found = String(decoding: try head.array(16, head.count - 16), as: UTF8.self)
    try file.requireIntact()
    guard found.utf8.elementsEqual(analyzer.utf8) else {
      throw .otherAnalyzer(file: file.path, found: found, expected: analyzer)
    }
  }

  subscript(part: Part) -> Bytes { parts[Int(part.rawValue) - 1] }

  private static func checkVersion(_ all: Bytes) throws(IndexError) {
    let found = try all.array(0, min(8, all.count))
    guard found == Layout.magic else {
      throw all.corrupt(0, expected: "the letters GANGMUIX", found: "the bytes \(found)")
    }
    let version = try all.u32(8)
    guard try all.u32(12) == ~version else {
      throw all.corrupt(12, expected: "the complement of version \(version)", found: "\(try all.u32(12))")
    }
    if version < Layout.version { throw .tooOld(file: all.path, version: version, readable: Layout.version) }
    if version > Layout.version { throw .tooNew(file: all.path, version: version, readable: Layout.version) }
  }

  private static func footer(_ all: Bytes) throws(IndexError) -> (Int, UInt64) {
    let size = Part.allCases.count * Layout.rowSize
    let at = all.count - Layout.footerSize
    guard at >= size else {
      throw all.corrupt(all.count, expected: "a part table and a footer", found: "the end of the file")
    }
    let end = try all.array(at + 24, 8)
    guard end == Layout.endMagic else {
      throw all.corrupt(at + 24, expected: "the letters GANGMUND", found: "the bytes \(end)")
    }
    let length = try all.size(at + 16)
    guard length == all.count else { throw all.corrupt(at + 16, expected: "\(length) bytes", found: "\(all.count)") }
    let start = try all.size(at)
    guard start == at - size else { throw all.corrupt(at, expected: "a table at \(at - size)", found: "\(start)") }
    let expected = try all.u64(at + 8)
    let found = try all.part(start, size).checksum
    guard found == expected else { throw mismatch(all, start, expected, found) }
    return (start, expected)
  }

  private static func mismatch(_ bytes: Bytes, _ at: Int, _ expected: UInt64, _ found: UInt64) -> IndexError {
    bytes.corrupt(
      at, expected: "the checksum \(String(expected, radix: 16))", found: String(found, radix: 16))
  }

  private static func table(_ all: Bytes, _ start: Int) throws(IndexError) -> [Bytes] {
    var parts: [Bytes] = []
    var next = 0
    for (index, part) in Part.allCases.enumerated() {
      let row = start + index * Layout.rowSize
      let (id, zero) = (try all.u32(row), try all.u32(row + 4))
      let (offset, length) = (try all.size(row + 8), try all.size(row + 16))
      guard id == part.rawValue, zero == 0, offset == next, length <= start - offset else {
        throw all.corrupt(
          row, expected: "part \(part.rawValue) at \(next)", found: "part \(id) at \(offset), \(length) bytes")
      }
      let padded = (length + 7) & ~7
      let expected = try all.u64(row + 24)
      let found = try all.part(offset, padded).checksum
      guard found == expected else { throw mismatch(all, offset, expected, found) }
      parts.append(try all.part(offset, length))
      next = offset + padded
    }
    guard next == start else { throw all.corrupt(next, expected: "the part table", found: "a table at \(start)") }
    return parts
  }
}
