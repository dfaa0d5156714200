/// What a reader accepts before it refuses a file. All limits are inclusive.
package struct ReaderLimits: Sendable, Hashable {
  /// Bytes of one file.
  package var bytes: Int
  /// Nested elements of a page. Real pages stay below 100; pages with forgotten end tags reach a few thousand.
  package var depth: Int
  /// Elements, their ends and pieces of text of a page.
  package var nodes: Int

  package init(bytes: Int = 64 << 20, depth: Int = 10_000, nodes: Int = 8_000_000) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
  }
}
