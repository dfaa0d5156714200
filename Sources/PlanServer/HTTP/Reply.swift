package import PlanLibrary

/// An answer, whatever server sends it.
package struct Reply: Sendable {
  package enum Body: Sendable {
    case bytes([UInt8])
    case chunks(any ChunkSource)
  }

  package var status: Int
  package var headers: [(name: String, value: String)]
  package var body: Body

  package init(status: Int = 200, type: MediaType, headers: [(name: String, value: String)] = [], body: Body) {
    self.status = status
    self.headers = [("content-type", type.value)] + headers
    self.body = body
  }

  package static func json(_ value: JSON) -> Reply { Reply(type: .json, body: .bytes(value.bytes)) }

  /// A download under a name. The plain name is for clients that know no RFC 6266.
  package static func download(_ type: MediaType, name: String, body: Body) -> Reply {
    let plain = String(
      name.unicodeScalars.map { $0.isASCII && $0 != "\"" && $0 != "\\" && $0.value >= 0x20 ? Character($0) : "_" })
    let encoded = PercentCoding.encoded(name)
    return Reply(
      type: type, headers: [("content-disposition", "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)")],
      body: body)
  }

  /// Nothing but a status and headers.
  package static func empty(_ status: Int, headers: [(name: String, value: String)]) -> Reply {
    var reply = Reply(status: status, type: .text, body: .bytes([]))
    reply.headers = headers
    return reply
  }

  /// The first value of a header, by its name in lower case.
  package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

package enum MediaType: String, Sendable {
  case json = "application/json"
  case problem = "application/problem+json"
  case csv = "text/csv"
  case workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
  case jsonLines = "application/x-ndjson"
  case text = "text/plain"
  case html = "text/html"
  case css = "text/css"
  case script = "text/javascript"
  case svg = "image/svg+xml"
  case metrics = "text/plain; version=0.0.4"
  case form = "application/x-www-form-urlencoded"

  /// With the encoding, where it is text.
  package var value: String {
    switch self {
    case .json, .problem, .form, .workbook: rawValue
    case .csv, .jsonLines, .text, .html, .css, .script, .svg, .metrics: rawValue + "; charset=utf-8"
    }
  }
}

/// A long answer made piece by piece as the client takes it, so that memory does not grow with its length.
package protocol ChunkSource: Sendable {
  /// The next piece; nil at the end. Called from one task at a time.
  func next() throws(Problem) -> [UInt8]?
}
