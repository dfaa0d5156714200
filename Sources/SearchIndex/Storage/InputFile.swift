#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

enum WholeFile {
  /// All bytes of a file.
  static func read(_ path: String) throws(IndexError) -> [UInt8] {
    let descriptor = try SystemCall.open(path, O_RDONLY, operation: "open")
    defer { SystemCall.close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let size = chunk.count
      let got = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, size) }
      if got == 0 { return bytes }
      if got > 0 { bytes.append(contentsOf: chunk[..<got]) } else if errno != EINTR { throw SystemCall.failure("read", path) }
    }
  }
}
