import CZlib

/// Source texts are kept as zlib streams, which any language opens (`zlib.decompress` in Python).
enum Compression {
  /// Half the time of zlib's usual 6, for three hundredths more bytes.
  private static let level: Int32 = 4

  /// - Returns: nil only when zlib has no memory.
  static func deflate(_ bytes: [UInt8]) -> [UInt8]? {
    var size = compressBound(uLong(bytes.count))
    var out = [UInt8](repeating: 0, count: Int(size))
    let status = compress2(&out, &size, bytes, uLong(bytes.count), level)
    guard status == Z_OK else { return nil }
    out.removeLast(out.count - Int(size))
    return out
  }

  /// - Parameter count: length of the plain bytes, as stored beside the stream. It is believed only within what
  ///   zlib can reach (1032 times the stream), so that a damaged number cannot exhaust the memory.
  /// - Returns: nil when the stream is damaged or has another length.
  static func inflate(_ bytes: [UInt8], count: Int) -> [UInt8]? {
    guard count >= 0, count <= bytes.count.multipliedReportingOverflow(by: 1032).partialValue + 64 else { return nil }
    var out = [UInt8](repeating: 0, count: max(count, 1))
    var size = uLong(out.count)
    guard uncompress(&out, &size, bytes, uLong(bytes.count)) == Z_OK, Int(size) == count else { return nil }
    out.removeLast(out.count - count)
    return out
  }
}
