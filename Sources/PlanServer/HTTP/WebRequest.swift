/// A request as the routes see it: the target taken apart and decoded, whatever server read it.
package struct WebRequest: Sendable {
  package enum Method: String, Sendable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case other
  }

  package let method: Method
  /// As it stood in the request line.
  package let target: String
  /// The path's parts, percent-decoded; `/` has none.
  package let path: [String]
  /// Names and values in the order given, decoded as a form is: `+` is a blank.
  package let query: [(name: String, value: String)]
  /// The fields of a form that was sent as the body.
  package let form: [(name: String, value: String)]
  private let headers: [String: String]

  /// - Parameters:
  ///   - target: path and query as sent.
  ///   - headers: names in any case; of one name the values are joined by the caller.
  ///   - body: of a form, `application/x-www-form-urlencoded`.
  /// - Throws: a problem with status 400 when the target or the form cannot be decoded, 414 when the target is too long.
  package init(method: Method, target: String, headers: [String: String] = [:], body: [UInt8] = []) throws(Problem) {
    guard target.utf8.count <= Self.longestTarget else { throw .targetTooLong(limit: Self.longestTarget) }
    self.method = method
    self.target = target
    self.headers = Dictionary(headers.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let pathText = parts.first, pathText.hasPrefix("/") else { throw .badTarget(target) }
    var path: [String] = []
    for part in pathText.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let decoded = PercentCoding.decoded(part, plusIsBlank: false),
        !decoded.unicodeScalars.contains(where: { $0.value < 0x20 })
      else { throw .badTarget(target) }
      path.append(decoded)
    }
    self.path = path == [""] ? [] : path
    query = try Self.pairs(parts.count > 1 ? parts[1] : "", of: target)
    form = body.isEmpty ? [] : try Self.pairs(Substring(String(decoding: body, as: UTF8.self)), of: target)
  }

  /// Longest request target, in bytes: a query of 2,000 Chinese characters, percent-encoded, with room to spare.
  package static let longestTarget = 32_768

  /// The value of a header, by its name in lower case.
  package func header(_ name: String) -> String? { headers[name] }

  /// Whether the client would rather have a page than a problem document.
  package var wantsPage: Bool { (header("accept") ?? "").contains("text/html") }

  private static func pairs(_ text: Substring, of target: String) throws(Problem) -> [(name: String, value: String)] {
    var out: [(name: String, value: String)] = []
    for pair in text.split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentCoding.decoded(sides[0], plusIsBlank: true),
        let value = PercentCoding.decoded(sides.count > 1 ? sides[1] : "", plusIsBlank: true)
      else { throw .badTarget(target) }
      out.append((name, value))
    }
    return out
  }
}
