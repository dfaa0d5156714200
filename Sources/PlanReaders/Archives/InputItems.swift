package import PlanText

/// A document to read: a file, or bytes that lie in an archive.
package struct InputItem: Sendable {
  enum Content: Sendable {
    case file
    case bytes([UInt8])
    case record(DatasetRecord)
    case failure(ReadError)
  }

  /// Of the file; for an entry the path of its archive, a slash and the entry's name.
  package let path: String
  let content: Content
}

/// Reads what `item` stands for.
package func readItem(_ item: InputItem, limits: ReaderLimits = ReaderLimits()) throws(ReadError) -> Document {
  switch item.content {
  case .file: try readFile(InputFile(path: item.path), limits: limits)
  case .bytes(let bytes): try readDocument(path: item.path, bytes: bytes, limits: limits)
  case .record(let record): try record.document(path: item.path, limits: limits)
  case .failure(let error): throw error
  }
}

/// Files one after another, archives opened on the way: their entries come in the order of the archive, and only the one that
/// is given out is in memory. Nothing is written to a disk; what cannot be read is an item that fails.
package struct InputItems {
  private let files: [InputFile]
  private let limits: ReaderLimits
  private let columns: RecordColumns
  private var at = 0
  /// Open archives, the innermost last.
  private var open: [OpenArchive] = []
  /// Archives and files that were given out whole: what they held earlier and no longer hold is gone.
  package private(set) var finished: [String] = []
  /// Whether it was said of the file under way that its archives are nested too deep: once is enough.
  private var isDepthSaid = false

  package init(_ files: [InputFile], limits: ReaderLimits, columns: RecordColumns = RecordColumns()) {
    self.files = files
    self.limits = limits
    self.columns = columns
  }

  /// How many files were not begun.
  package var remaining: Int { files.count - at }

  package mutating func next() -> InputItem? {
    while true {
      if let archive = open.last {
        if let item = take(from: archive) { return item }
        continue
      }
      guard at < files.count else { return nil }
      let path = files[at].path
      at += 1
      isDepthSaid = false
      do throws(ReadError) {
        if path != "-", let archive = try OpenArchive(file: path, limits: limits, columns: columns) {
          open.append(archive)
          continue
        }
      } catch {
        return InputItem(path: path, content: .failure(error))
      }
      finished.append(path)
      return InputItem(path: path, content: .file)
    }
  }

  /// The next item of the innermost archive; nil when it is done or holds an archive that comes first.
  private mutating func take(from archive: OpenArchive) -> InputItem? {
    do throws(ReadError) {
      guard let (name, content) = try archive.next() else {
        open.removeLast()
        if !archive.failed { finished.append(archive.path) }
        return nil
      }
      let path = archive.path + "/" + name
      guard case .bytes(let bytes) = content, let inner = try OpenArchive(bytes, path: path, limits: limits, columns: columns)
      else { return InputItem(path: path, content: content) }
      guard open.count < limits.archiveDepth else {
        archive.skip()
        if isDepthSaid { return nil }
        isDepthSaid = true
        throw .overLimit(path: path, entry: nil, limit: .archiveDepth, found: open.count + 1, allowed: limits.archiveDepth)
      }
      open.append(inner)
      return nil
    } catch {
      if !archive.goesOn { open.removeLast() }
      return InputItem(path: error.path, content: .failure(error))
    }
  }
}

/// An archive being read.
private final class OpenArchive {
  private enum Kind {
    case zip(ZipArchive)
    case tar(TarReader)
    /// One packed file.
    case single(ByteSource, name: String)
    case records(RecordSource)
    case web(WARCReader)
  }

  let path: String
  private var kind: Kind
  private let limits: ReaderLimits
  private var next_ = 0
  /// Whether an entry or the rest could not be read.
  private(set) var failed = false
  /// Entries that would burst; an archive with several of them is made to, and is not looked into further.
  private var bombs = 0
  private static let mostBombs = 3
  /// Whether entries behind a failure can still be read.
  private(set) var goesOn = false

  /// Notes that an entry is left out.
  func skip() { failed = true }

  /// Nil if the file is no archive of documents.
  convenience init?(file path: String, limits: ReaderLimits, columns: RecordColumns) throws(ReadError) {
    let open = { () throws(ReadError) in try ByteSource(path: path, limits: limits) }
    if let records = try RecordSource(path: path, name: Self.unpackedName(path), columns: columns, limits: limits, open) {
      self.init(.records(records), path, limits)
      return
    }
    guard OpenArchive.mayBeArchive(path) else { return nil }
    let head = try FileAccess.head(of: path, count: 512)
    if Sniffer.isZip(head) {
      let archive = try ZipArchive(file: path, limits: limits)
      guard PackageReader.kind(of: archive, path: path) == .zip else { return nil }
      self.init(.zip(archive), path, limits)
    } else if head.starts(with: [0x1F, 0x8B]) || TarReader.isHeader(head) || WARCReader.isHeader(head) {
      try self.init(stream: path, limits: limits, open)
    } else {
      return nil
    }
  }

  convenience init?(_ bytes: [UInt8], path: String, limits: ReaderLimits, columns: RecordColumns) throws(ReadError) {
    let open = { () throws(ReadError) in try ByteSource(bytes, path: path, limits: limits) }
    if let records = try RecordSource(path: path, name: Self.unpackedName(path), columns: columns, limits: limits, open) {
      self.init(.records(records), path, limits)
      return
    }
    guard OpenArchive.mayBeArchive(path) else { return nil }
    if Sniffer.isZip(bytes) {
      let archive = try ZipArchive(bytes, path: path, limits: limits.forArchives)
      guard PackageReader.kind(of: archive, path: path) == .zip else { return nil }
      self.init(.zip(archive), path, limits)
    } else if bytes.starts(with: [0x1F, 0x8B]) || TarReader.isHeader(bytes) || WARCReader.isHeader(bytes) {
      try self.init(stream: path, limits: limits, open)
    } else {
      return nil
    }
  }

  private convenience init(stream path: String, limits: ReaderLimits, _ open: () throws(ReadError) -> ByteSource) throws(ReadError) {
    let first = try open().read(512)
    let source = try open()
    if TarReader.isHeader(first) {
      self.init(.tar(TarReader(source, path: path, limits: limits)), path, limits)
    } else if WARCReader.isHeader(first) {
      self.init(.web(WARCReader(source, path: path, limits: limits)), path, limits)
    } else {
      self.init(.single(source, name: Self.unpackedName(path)), path, limits)
    }
  }

  /// The last part of the path, without the end that says that it is packed.
  private static func unpackedName(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    return name.lowercased().hasSuffix(".gz") ? String(name.dropLast(3)) : name
  }

  private init(_ kind: Kind, _ path: String, _ limits: ReaderLimits) {
    self.kind = kind
    self.path = path
    self.limits = limits
  }

  /// Documents that are packages themselves, and texts, need no look inside.
  private static func mayBeArchive(_ path: String) -> Bool {
    ![
      "txt", "html", "htm", "docx", "docm", "dotx", "odt", "ofd", "xlsx", "xlsm", "pptx", "epub", "csv", "tsv", "md",
    ].contains(Sniffer.fileSuffix(path))
  }

  /// The next document; nil at the end. After an error `goesOn` tells whether to ask again.
  func next() throws(ReadError) -> (name: String, content: InputItem.Content)? {
    goesOn = false
    do throws(ReadError) {
      return try take()
    } catch {
      failed = true
      if case .overLimit(_, _, .expansionRatio, _, _) = error {
        bombs += 1
        if bombs >= Self.mostBombs { goesOn = false }
      }
      throw error
    }
  }

  private func take() throws(ReadError) -> (name: String, content: InputItem.Content)? {
    switch kind {
    case .zip(let archive):
      while next_ < archive.entries.count {
        let entry = archive.entries[next_]
        next_ += 1
        guard let name = EntryName.path(entry.name) else { continue }
        goesOn = true
        return (name, .bytes(try archive.read(entry)))
      }
      return nil
    case .tar(var reader):
      defer { kind = .tar(reader) }
      while let entry = try reader.next() {
        guard let name = EntryName.path(entry.name) else { continue }
        goesOn = entry.size > limits.bytes
        return (name, .bytes(try reader.bytes(of: entry)))
      }
      return nil
    case .single(let source, let name):
      guard next_ == 0 else {
        try source.checkEnd()
        return nil
      }
      next_ = 1
      let bytes = try source.all(limit: limits.bytes)
      guard bytes.count <= limits.bytes else {
        throw .overLimit(path: path, entry: name, limit: .bytes, found: nil, allowed: limits.bytes)
      }
      return (name, .bytes(bytes))
    case .web(var reader):
      defer { kind = .web(reader) }
      return try reader.next(&goesOn).map { ($0.name, .bytes($0.bytes)) }
    case .records(var records):
      defer { kind = .records(records) }
      return try records.next(&goesOn).map { ("\($0.number)", .record($0.record)) }
    }
  }
}
