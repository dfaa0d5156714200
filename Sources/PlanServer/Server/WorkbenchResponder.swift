import HTTPTypes
package import Hummingbird
import Logging
import NIOCore
import NIOPosix

/// The workbench behind Hummingbird: reads the request, lets the workbench answer on a thread where it may block, sends
/// the answer and writes the access log.
package struct WorkbenchResponder: HTTPResponder {
  package typealias Context = BasicRequestContext

  let workbench: Workbench
  let logger: Logger

  /// Longest form that is read, in bytes.
  static let longestBody = 512 * 1024

  package func respond(to request: Request, context: Context) async throws -> Response {
    let began = ContinuousClock.now
    workbench.metrics.began()
    let received = await Self.receive(request)
    let (route, reply) = await Self.blocking { workbench.respond(to: received) }
    let line = AccessLine(
      method: request.method.rawValue, target: request.uri.string, route: route, status: reply.status, began: began,
      metrics: workbench.metrics, logger: logger)
    return Self.response(reply, isHead: request.method == .head, line: line)
  }

  /// Runs what may wait for the disk outside the threads that serve connections.
  private static func blocking<T: Sendable>(_ body: @escaping @Sendable () -> T) async -> T {
    // The pool ends only with the process.
    do { return try await NIOThreadPool.singleton.runIfActive { body() } } catch { return body() }
  }

  // MARK: request

  private static func receive(_ request: Request) async -> Result<WebRequest, Problem> {
    let method = WebRequest.Method(rawValue: request.method.rawValue) ?? .other
    var headers: [String: String] = [:]
    for field in request.headers {
      let name = field.name.canonicalName
      headers[name] = headers[name].map { $0 + ", " + field.value } ?? field.value
    }
    if let authority = request.head.authority { headers["host"] = authority }
    do {
      let body = method == .post ? try await form(request) : []
      return .success(try WebRequest(method: method, target: request.uri.string, headers: headers, body: body))
    } catch {
      return .failure(error)
    }
  }

  private static func form(_ request: Request) async throws(Problem) -> [UInt8] {
    do {
      let buffer = try await request.body.collect(upTo: longestBody)
      return Array(buffer.readableBytesView)
    } catch {
      throw .bodyTooLong(limit: longestBody)
    }
  }

  // MARK: response

  private static func response(_ reply: Reply, isHead: Bool, line: AccessLine) -> Response {
    var headers = HTTPFields()
    for (name, value) in reply.headers {
      if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
    }
    let status = HTTPResponse.Status(code: reply.status)
    switch reply.body {
    case .bytes(let bytes):
      line.write(bytes: isHead ? 0 : bytes.count)
      if isHead {
        headers[.contentLength] = String(bytes.count)
        return Response(status: status, headers: headers)
      }
      if reply.status == 304 { return Response(status: status, headers: headers) }
      return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    case .chunks(let source):
      if isHead {
        line.write(bytes: 0)
        return Response(status: status, headers: headers)
      }
      return Response(status: status, headers: headers, body: stream(source, line))
    }
  }

  /// Pieces are made as the client takes them. A piece that cannot be made ends the connection, so that the client sees a
  /// body that was cut off instead of taking it for whole.
  private static func stream(_ source: any ChunkSource, _ line: AccessLine) -> ResponseBody {
    ResponseBody { writer in
      var sent = 0
      do {
        while let piece = try await blocking({ Result { () throws(Problem) in try source.next() } }).get() {
          try await writer.write(ByteBuffer(bytes: piece))
          sent += piece.count
        }
      } catch {
        line.write(bytes: sent, failure: "\(error)")
        throw error
      }
      line.write(bytes: sent)
      try await writer.finish(nil)
    }
  }
}

/// What the access log and the counts say of a request, once its end is known.
struct AccessLine: Sendable {
  let method: String
  let target: String
  let route: String
  let status: Int
  let began: ContinuousClock.Instant
  let metrics: Metrics
  let logger: Logger

  func write(bytes: Int, failure: String? = nil) {
    let time = ContinuousClock.now - began
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    metrics.ended(route: route, status: status, seconds: seconds, bytes: bytes)
    // Control characters of a hostile address must not forge lines.
    let shown = String(
      String.UnicodeScalarView(target.unicodeScalars.prefix(400).map { $0.value < 0x20 || $0.value == 0x7F ? "?" : $0 })
    )
    if let failure {
      logger.warning("cut off: \(method) \(shown)", metadata: ["bytes": "\(bytes)", "reason": "\(failure)"])
    } else {
      logger.info(
        "\(method) \(shown) \(status)", metadata: ["bytes": "\(bytes)", "ms": "\(Int((seconds * 1000).rounded()))"])
    }
  }
}
