extension BlockCodec {
  /// Decodes a block to the places from `at` on, which must exist.
  /// - Returns: the offset after the block.
  @inline(__always)
  static func decode(
    _ bytes: Bytes, _ start: Int, count: Int, base: UInt32, limit: UInt32, into found: Found, at place: Int
  ) throws(IndexError) -> Int {
    precondition(place >= 0 && place + count <= found.ordinals.capacity)
    return try unsafe decode(
      bytes, start, count: count, base: base, limit: limit, ordinals: found.ordinals.base + place,
      counts: found.counts.base + place)
  }
}
