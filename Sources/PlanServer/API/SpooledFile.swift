import Foundation
import PlanLibrary
import Synchronization

/// Bytes that have to be made in one go, kept on the disk instead of in memory while the client takes them. The file has
/// no name, so nothing is left behind.
final class SpooledFile: ChunkSource {
  private static let piece = 1 << 16

  private let descriptor: Mutex<Int32>

  /// - Parameter make: is given where to write.
  init(_ make: (_ write: ([UInt8]) throws(LibraryError) -> Void) throws(LibraryError) -> Void) throws(Problem) {
    var name = Array((NSTemporaryDirectory() + "gangmu-XXXXXX").utf8CString)
    let file = mkstemp(&name)
    guard file >= 0 else {
      throw Problem(LibraryError.system(path: "temporary file", operation: "create", errno: errno))
    }
    unlink(name)
    descriptor = Mutex(file)
    do {
      try make { bytes throws(LibraryError) in try Self.write(bytes, to: file) }
    } catch {
      throw Problem(error)
    }
    lseek(file, 0, SEEK_SET)
  }

  deinit { _ = descriptor.withLock { close($0) } }

  func next() throws(Problem) -> [UInt8]? {
    let file = descriptor.withLock { $0 }
    var buffer = [UInt8](repeating: 0, count: Self.piece)
    let count = read(file, &buffer, buffer.count)
    guard count >= 0 else {
      throw Problem(LibraryError.system(path: "temporary file", operation: "read", errno: errno))
    }
    return count == 0 ? nil : Array(buffer[..<count])
  }

  private static func write(_ bytes: [UInt8], to file: Int32) throws(LibraryError) {
    var at = 0
    while at < bytes.count {
      let count = bytes[at...].withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .system(path: "temporary file", operation: "write", errno: errno) }
      at += count
    }
  }
}
