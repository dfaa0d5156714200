import Foundation
import Logging
import Synchronization
import Testing

@testable import PlanServer

/// The server on a real port, spoken to byte by byte.
@Suite struct LiveServerTests {
  /// Runs `body` with the port of a server that ends with it.
  private func serving(_ body: @escaping @Sendable (UInt16) async throws -> Void) async throws {
    let bench = try await Bench.shared
    let (ports, found) = AsyncStream<Int>.makeStream()
    let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let server = WorkbenchServer(bench.workbench, host: "127.0.0.1", port: 0, logger: quiet) { found.yield($0) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      let port = try #require(await ports.first { _ in true })
      try await body(UInt16(port))
      group.cancelAll()
      while let ended = await group.nextResult() { _ = ended }
    }
  }

  @Test func `A request over the wire is answered, and the connection stays for the next`() async throws {
    try await serving { port in
      let request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
      let answer = await Wire(port).send(request + request.replacing("\r\n\r\n", with: "\r\nConnection: close\r\n\r\n"))
      #expect(answer.components(separatedBy: "HTTP/1.1 200").count == 3)
      #expect(answer.lowercased().contains("content-security-policy: default-src 'none'"))
    }
  }

  @Test func `A streamed table arrives whole`() async throws {
    try await serving { port in
      let answer = await Wire(port).send(
        "GET /api/obligations?format=csv HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
      #expect(answer.lowercased().contains("transfer-encoding: chunked"))
      #expect(answer.hasSuffix("0\r\n\r\n"))
    }
  }

  @Test func `Nonsense does not stop the server`() async throws {
    try await serving { port in
      let nonsense = [
        "\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{0}\u{1}\u{2}",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /\u{7F} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST /batch HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999\r\n\r\nqueries=",
        "POST /batch HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", "GET / HTTP/1.1\r\nHost: \r\n\r\n",
        "GET /" + String(repeating: "a", count: 50_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\n" + (0..<200).map { "x\($0): y\r\n" }.joined() + "\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + String(repeating: "b", count: 100_000) + "\r\n\r\n",
        "POST /batch HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "CONNECT x:1 HTTP/1.1\r\n\r\n",
        "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      ]
      for request in nonsense {
        let answer = await Wire(port).send(request, closing: true)
        #expect(!answer.hasPrefix("HTTP/1.1 200"), "\(request.prefix(40))")
        #expect(!answer.hasPrefix("HTTP/1.1 500"), "\(request.prefix(40))")
      }
      let whole = await Wire(port).send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
      #expect(whole.hasPrefix("HTTP/1.1 200"))
    }
  }
}

/// A connection to this computer.
struct Wire {
  private let port: UInt16
  init(_ port: UInt16) { self.port = port }

  /// Sends bytes and reads until the server closes, on a thread that may wait.
  /// - Parameter closing: whether the sending side is shut first.
  func send(_ text: String, closing: Bool = false) async -> String {
    await withCheckedContinuation { done in
      Thread.detachNewThread { done.resume(returning: self.exchange(text, closing)) }
    }
  }

  private func exchange(_ text: String, _ closing: Bool) -> String {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    // The server shares the threads of this process with tests that compute for minutes: whoever must be answered waits for
    // them. Nonsense may go unanswered.
    var patience = timeval(tv_sec: closing ? 5 : 240, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { return "" }
    let bytes = Array(text.utf8)
    _ = Foundation.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    if closing { shutdown(socket, Int32(SHUT_WR)) }
    var out: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let n = recv(socket, &buffer, buffer.count, 0)
      if n <= 0 { break }
      out += buffer[..<n]
    }
    return String(decoding: out, as: UTF8.self)
  }
}
