import CZip

/// A ZIP archive in memory. The one place that uses libzip.
///
/// Names are looked up in the archive's own table; nothing is ever written to a disk. All that is unpacked counts against
/// the limits, so that an archive whose entries share their bytes cannot grow without end.
final class ZipArchive {
  /// An entry that is no folder.
  struct Entry: Sendable, Hashable {
    let index: Int64
    /// Decoded, with `/` between folders.
    let name: String
    /// As the archive claims it; -1 if it does not.
    let size: Int
    let packed: Int
    let isEncrypted: Bool
    let method: Int
  }

  let path: String
  let entries: [Entry]
  private let limits: ReaderLimits
  private let handle: OpaquePointer
  /// The archive itself; empty where it stays in its file.
  private let storage: UnsafeMutableBufferPointer<UInt8>
  private let length: Int
  private var exact: [String: Int] = [:]
  private var folded: [String: Int] = [:]
  private var expanded = 0

  /// - Parameter path: of the file, for errors.
  convenience init(_ bytes: [UInt8], path: String, limits: ReaderLimits) throws(ReadError) {
    let storage = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, bytes.count))
    _ = storage.initialize(from: bytes)
    var status: Int32 = 0
    guard let base = storage.baseAddress, let handle = gm_zip_open(base, bytes.count, &status) else {
      storage.deallocate()
      throw Self.error(status, path: path, entry: nil)
    }
    try self.init(handle, storage, length: bytes.count, path: path, limits: limits)
  }

  /// An archive that is read from its file as its entries are asked for.
  convenience init(file path: String, limits: ReaderLimits) throws(ReadError) {
    let length = try FileAccess.size(of: path)
    var status: Int32 = 0
    guard let handle = gm_zip_open_file(path, &status) else { throw Self.error(status, path: path, entry: nil) }
    let none = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 0)
    try self.init(handle, none, length: length, path: path, limits: limits.forArchives)
  }

  private init(
    _ handle: OpaquePointer, _ storage: UnsafeMutableBufferPointer<UInt8>, length: Int, path: String, limits: ReaderLimits
  ) throws(ReadError) {
    do throws(ReadError) {
      entries = try Self.list(handle, path: path, limits: limits)
    } catch {
      gm_zip_close(handle)
      storage.deallocate()
      throw error
    }
    self.handle = handle
    self.storage = storage
    self.length = length
    self.path = path
    self.limits = limits
    for (i, entry) in entries.enumerated() {
      if exact[entry.name] == nil { exact[entry.name] = i }
      let key = entry.name.lowercased()
      if folded[key] == nil { folded[key] = i }
    }
  }

  deinit {
    gm_zip_close(handle)
    storage.deallocate()
  }

  /// The entry of this name; upper and lower case may differ, as careless producers write them.
  func find(_ name: String) -> Entry? {
    (exact[name] ?? folded[name.lowercased()]).map { entries[$0] }
  }

  /// The bytes of the part `name`, which the format needs.
  func part(_ name: String) throws(ReadError) -> [UInt8] {
    guard let entry = find(name) else { throw .damaged(path: path, entry: name, problem: .missingPart) }
    return try read(entry)
  }

  /// The unpacked bytes of `entry`, their checksum proved.
  func read(_ entry: Entry) throws(ReadError) -> [UInt8] {
    if entry.isEncrypted { throw .encrypted(path: path, entry: entry.name) }
    guard entry.size >= 0 else { throw .damaged(path: path, entry: entry.name, problem: .archive) }
    try check(entry)
    var failure: Int32 = 0
    var got: Int64 = 0
    // One byte more than claimed: reading to the end is what proves length and checksum.
    let room = entry.size + 1
    let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      if let base = buffer.baseAddress { failure = gm_zip_read(handle, entry.index, base, Int64(room), &got) }
      count = min(room, max(0, Int(got)))
    }
    guard failure == GM_ZIP_OK else { throw Self.error(failure, path: path, entry: entry.name, method: entry.method) }
    guard bytes.count == entry.size else {
      throw .damaged(path: path, entry: entry.name, problem: .size(claimed: entry.size, found: bytes.count))
    }
    expanded += bytes.count
    return bytes
  }

  private func check(_ entry: Entry) throws(ReadError) {
    if entry.size > limits.bytes {
      throw .overLimit(path: path, entry: entry.name, limit: .bytes, found: entry.size, allowed: limits.bytes)
    }
    if entry.size > limits.expandedBytes - expanded {
      throw .overLimit(
        path: path, entry: entry.name, limit: .expandedBytes, found: expanded + entry.size,
        allowed: limits.expandedBytes)
    }
    let packed = max(1, min(entry.packed, length))
    let whole = (expanded + entry.size) / max(1, length)
    let isBomb = expanded + entry.size > ReaderLimits.wholeRatioFloor && whole > limits.expansionRatio
    let ratio = isBomb ? whole : entry.size / packed
    if isBomb || entry.size > ReaderLimits.ratioFloor && ratio > limits.expansionRatio {
      throw .overLimit(
        path: path, entry: entry.name, limit: .expansionRatio, found: ratio, allowed: limits.expansionRatio)
    }
  }

  private static func list(_ handle: OpaquePointer, path: String, limits: ReaderLimits) throws(ReadError) -> [Entry] {
    let count = gm_zip_count(handle)
    guard count >= 0 else { throw .damaged(path: path, entry: nil, problem: .archive) }
    guard count <= limits.entries else {
      throw .overLimit(path: path, entry: nil, limit: .entries, found: Int(count), allowed: limits.entries)
    }
    var entries: [Entry] = []
    for index in 0..<count {
      var facts = gm_zip_entry()
      guard gm_zip_stat(handle, index, &facts) == GM_ZIP_OK, let bytes = facts.name else { continue }
      let name = EntryName.decode(Array(UnsafeBufferPointer(start: bytes, count: Int(facts.name_length))))
      if name.isEmpty || name.hasSuffix("/") { continue }
      entries.append(
        Entry(
          index: index, name: name, size: Int(facts.size), packed: Int(facts.packed),
          isEncrypted: facts.is_encrypted != 0, method: Int(facts.method)))
    }
    return entries
  }

  private static func error(_ status: Int32, path: String, entry: String?, method: Int = -1) -> ReadError {
    switch status {
    case Int32(GM_ZIP_NO_MEMORY): .noMemory(path: path)
    case Int32(GM_ZIP_ENCRYPTED): .encrypted(path: path, entry: entry)
    case Int32(GM_ZIP_METHOD): .damaged(path: path, entry: entry, problem: .compression(method))
    case Int32(GM_ZIP_CHECKSUM): .damaged(path: path, entry: entry, problem: .checksum)
    default: .damaged(path: path, entry: entry, problem: .archive)
    }
  }
}

/// Names of parts inside of a package.
enum PartName {
  /// The name that `reference` means inside of a part that lies in `folder`: a leading `/` starts at the root, `.` and
  /// `..` are resolved and never leave it.
  static func resolve(_ reference: String, in folder: String) -> String {
    let reference = reference.contains("\\") ? String(reference.map { $0 == "\\" ? "/" : $0 }) : reference
    var parts = reference.hasPrefix("/") ? [] : folder.split(separator: "/")
    for part in reference.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }

  /// The folder of a part, without a slash at its end.
  static func folder(of name: String) -> String {
    name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
  }
}
