/// What a reader accepts before it refuses a file. All limits are inclusive.
package struct ReaderLimits: Sendable, Hashable {
  /// Bytes of one file, of one part of a package, of one entry of an archive.
  package var bytes: Int
  /// Nested elements of a page. Real pages stay below 100; pages with forgotten end tags reach a few thousand. The
  /// XML parts of packages may reach `Self.xmlDepth` at most.
  package var depth: Int
  /// Elements, their ends and pieces of text of a page or of an XML part.
  package var nodes: Int
  /// Bytes of all parts of a package together that are unpacked.
  package var expandedBytes: Int
  /// Unpacked bytes for one packed, looked at from `Self.ratioFloor` bytes on. Text and XML stay below 100.
  package var expansionRatio: Int
  /// Entries of a package or archive.
  package var entries: Int
  /// Pages of a document with pages.
  package var pages: Int
  /// Archives inside of archives: 1 reads the documents of an archive and no archive in it.
  package var archiveDepth: Int
  /// Seconds that a program may take that reads a file for us (PDF, DOC, RTF), by the clock and by the processor.
  package var seconds: Int
  /// Bytes of address space that such a program may use.
  package var converterBytes: Int

  /// libxml2 refuses deeper XML by itself; Word's own files stay below 40.
  static let xmlDepth = 250
  /// Small parts may be as repetitive as they like.
  static let ratioFloor = 4 << 20
  /// The same for all that is unpacked from one archive together.
  static let wholeRatioFloor = 64 << 20

  /// An archive of documents may hold any number of bytes, one document after another; its ratio is limited all the same.
  var forArchives: ReaderLimits {
    var limits = self
    limits.expandedBytes = Int.max / 2
    return limits
  }

  package init(
    bytes: Int = 64 << 20, depth: Int = 10_000, nodes: Int = 8_000_000, expandedBytes: Int = 512 << 20,
    expansionRatio: Int = 200, entries: Int = 100_000, pages: Int = 20_000, archiveDepth: Int = 3,
    seconds: Int = 120, converterBytes: Int = 4 << 30
  ) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
    self.expandedBytes = expandedBytes
    self.expansionRatio = expansionRatio
    self.entries = entries
    self.pages = pages
    self.archiveDepth = archiveDepth
    self.seconds = seconds
    self.converterBytes = converterBytes
  }
}
