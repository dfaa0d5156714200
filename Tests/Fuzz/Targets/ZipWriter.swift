import CZlib

/// Writes ZIP archives, sound ones and such as attackers write.
package struct ZipWriter {
  /// A file of the archive.
  package struct Entry {
    package var name: [UInt8]
    package var bytes: [UInt8]
    package var isDeflated = true
    /// Sets the flag of the password, without one.
    package var isEncrypted = false
    /// Another length than the true one.
    package var claimedSize: Int?
    package var badChecksum = false
    /// Bytes as they shall stand in the archive, in place of what packing gives.
    package var packed: [UInt8]?

    /// Bytes under a name, packed or as they are.
    package init(_ name: String, _ bytes: [UInt8], isDeflated: Bool = true) {
      self.name = Array(name.utf8)
      self.bytes = bytes
      self.isDeflated = isDeflated
    }

    /// A text under a name.
    package init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
  }

  /// An archive of these entries.
  package static func archive(_ entries: [Entry]) -> [UInt8] {
    var out: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let packed = entry.packed ?? (entry.isDeflated ? deflate(entry.bytes) : entry.bytes)
      let sum = UInt32(truncatingIfNeeded: crc32(0, entry.bytes, UInt32(entry.bytes.count)))
      let head =
        two(20) + two(entry.isEncrypted ? 1 : 0) + two(entry.isDeflated ? 8 : 0) + two(0) + two(0x5821)
        + four(entry.badChecksum ? ~sum : sum) + four(UInt32(packed.count))
        + four(UInt32(entry.claimedSize ?? entry.bytes.count)) + two(entry.name.count) + two(0)
      directory += [0x50, 0x4B, 1, 2] + two(20) + head
      directory += two(0) + two(0) + two(0) + four(0) + four(UInt32(out.count)) + entry.name
      out += [0x50, 0x4B, 3, 4] + head + entry.name + packed
    }
    let start = out.count
    out += directory
    out += [0x50, 0x4B, 5, 6] + two(0) + two(0) + two(entries.count) + two(entries.count)
    out += four(UInt32(directory.count)) + four(UInt32(start)) + two(0)
    return out
  }

  /// A raw deflate stream.
  package static func deflate(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var out = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
    var input = bytes
    let count = input.withUnsafeMutableBufferPointer { source in
      out.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        CZlib.deflate(&stream, Z_FINISH)
        return Int(stream.total_out)
      }
    }
    return Array(out[..<count])
  }

  private static func two(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF)] }
  private static func four(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> (8 * $0) & 0xFF) } }
}
