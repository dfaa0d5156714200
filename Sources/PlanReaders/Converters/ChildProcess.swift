import CChild
import Foundation
import PlanText

/// How a program ended.
package enum ChildEnding: Sendable, Hashable {
  /// With this exit status.
  case exited(Int)
  /// By this signal.
  case signalled(Int)
}

/// A program that reads a file for us in a process of its own. It gets the file as standard input, from memory, and answers on
/// standard output; the limits are those of `ReaderLimits`. Whatever becomes of it is an error of this one file.
struct ChildProcess {
  /// Of the file, for errors.
  let path: String
  let format: DocumentFormat
  /// Looked up in `PATH`.
  let program: String
  /// Debian's name of the package that holds it.
  let package: String
  let arguments: [String]
  /// Where the program may write files; nil where it may write none.
  var folder: String?
  let limits: ReaderLimits

  /// What the program said on standard error, as far as it is kept.
  private static let mostErrors = 4096

  /// Starts the program with `input` and passes its output on piece by piece.
  /// - Returns: how it ended by itself, and the start of what it said on standard error.
  /// - Throws: `noConverter`; `overLimit` for time and memory; what `take` throws, after the program was ended.
  func run(input: [UInt8], _ take: (ArraySlice<UInt8>) throws(ReadError) -> Void) throws(ReadError) -> (
    ending: ChildEnding, said: String
  ) {
    guard let file = Self.find(program) else {
      throw .noConverter(path: path, format: format, program: program, package: package)
    }
    let source = try memoryFile(input)
    defer { close(source) }
    let (outRead, outWrite) = try pipe()
    defer { close(outRead) }
    let (errorRead, errorWrite) = try pipe()
    defer { close(errorRead) }
    let process = start(file, source, outWrite, errorWrite)
    close(outWrite)
    close(errorWrite)
    guard process > 0 else { throw .unreadable(path: path, code: -process) }
    var said: [UInt8] = []
    do throws(ReadError) {
      try drain(outRead, errorRead, &said, take)
    } catch {
      gm_child_kill(process)
      _ = gm_child_wait(process, 0)
      throw error
    }
    return try ending(gm_child_wait(process, Int64(limits.seconds) * 1000), String(decoding: said, as: UTF8.self))
  }

  /// As `run`, with all output kept.
  /// - Throws: also `overLimit` where the output is longer than `most` bytes.
  func output(input: [UInt8], most: Int) throws(ReadError) -> (bytes: [UInt8], ending: ChildEnding, said: String) {
    var bytes: [UInt8] = []
    let end = try run(input: input) { (piece: ArraySlice<UInt8>) throws(ReadError) in
      guard bytes.count + piece.count <= most else {
        throw .overLimit(path: path, entry: nil, limit: .expandedBytes, found: nil, allowed: most)
      }
      bytes += piece
    }
    return (bytes, end.ending, end.said)
  }

  /// The first executable file of this name in `PATH`.
  static func find(_ program: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    for folder in folders.split(separator: ":") where folder.hasPrefix("/") {
      let file = folder + "/" + program
      if access(file, X_OK) == 0 { return file }
    }
    return nil
  }

  // MARK: Descriptors

  private func memoryFile(_ bytes: [UInt8]) throws(ReadError) -> Int32 {
    let file = gm_memory_file()
    guard file >= 0 else { throw .unreadable(path: path, code: -file) }
    var at = 0
    while at < bytes.count {
      let n = bytes.withUnsafeBytes { pwrite(file, $0.baseAddress.map { $0 + at }, $0.count - at, at) }
      if n < 0 && errno == EINTR { continue }
      guard n > 0 else {
        let code = errno
        close(file)
        throw .unreadable(path: path, code: code)
      }
      at += n
    }
    return file
  }

  private func pipe() throws(ReadError) -> (reading: Int32, writing: Int32) {
    var (reading, writing) = (Int32(-1), Int32(-1))
    let status = gm_pipe(&reading, &writing)
    guard status == 0 else { throw .unreadable(path: path, code: -status) }
    return (reading, writing)
  }

  private func start(_ file: String, _ input: Int32, _ output: Int32, _ errors: Int32) -> Int32 {
    // Messages in English, no network proxies, no home: the same on every machine.
    let environment = ["PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=" + (folder ?? "/nonexistent")]
    let words = [program] + arguments
    let rules = gm_child_limits(
      memory_bytes: Int64(limits.converterBytes), cpu_seconds: Int64(limits.seconds),
      file_bytes: folder == nil ? -1 : Int64(limits.expandedBytes))
    return withCStrings(words) { argv in
      withCStrings(environment) { envp in gm_child_start(file, argv, envp, input, output, errors, rules) }
    }
  }

  // MARK: Reading

  private func drain(
    _ output: Int32, _ errors: Int32, _ said: inout [UInt8], _ take: (ArraySlice<UInt8>) throws(ReadError) -> Void
  ) throws(ReadError) {
    let end = DispatchTime.now().uptimeNanoseconds + UInt64(limits.seconds) * 1_000_000_000
    var streams = [pollfd(fd: output, events: Int16(POLLIN), revents: 0), pollfd(fd: errors, events: Int16(POLLIN), revents: 0)]
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while streams.contains(where: { $0.fd >= 0 }) {
      let now = DispatchTime.now().uptimeNanoseconds
      guard now < end else {
        throw .overLimit(path: path, entry: nil, limit: .seconds, found: nil, allowed: limits.seconds)
      }
      let ready = poll(&streams, nfds_t(streams.count), Int32(clamping: (end - now) / 1_000_000 + 1))
      if ready < 0 && errno != EINTR { throw .unreadable(path: path, code: errno) }
      for i in streams.indices where ready > 0 && streams[i].revents != 0 {
        let n = chunk.withUnsafeMutableBytes { read(streams[i].fd, $0.baseAddress, $0.count) }
        if n < 0 && errno == EINTR { continue }
        guard n >= 0 else { throw .unreadable(path: path, code: errno) }
        if n == 0 {
          streams[i].fd = -1
        } else if i == 0 {
          try take(chunk[..<n])
        } else {
          said += chunk[..<min(n, Self.mostErrors - said.count)]
        }
      }
    }
  }

  private func ending(_ status: Int32, _ said: String) throws(ReadError) -> (ending: ChildEnding, said: String) {
    if [SIGXCPU, SIGKILL].contains(status - 256) {
      throw .overLimit(path: path, entry: nil, limit: .seconds, found: nil, allowed: limits.seconds)
    }
    if status != 0, said.contains("Out of memory") || said.contains("bad_alloc") {
      throw .overLimit(path: path, entry: nil, limit: .converterBytes, found: nil, allowed: limits.converterBytes)
    }
    return (status > 255 ? .signalled(Int(status) - 256) : .exited(Int(status)), said)
  }
}

/// Runs `body` with the strings as a null-ended list of C strings.
private func withCStrings<R>(_ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R) -> R {
  var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  pointers.append(nil)
  return pointers.withUnsafeBufferPointer { list in
    guard let base = list.baseAddress else { preconditionFailure("the list holds at least its end") }
    return body(base)
  }
}
