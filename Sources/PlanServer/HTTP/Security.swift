/// Headers that every answer carries.
enum SecurityHeaders {
  /// Nothing but files of this server; no inline script, no inline style, no frame.
  static let policy = [
    "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:", "connect-src 'self'",
    "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
  ].joined(separator: "; ")

  private static let all: [(name: String, value: String)] = [
    ("content-security-policy", policy), ("x-content-type-options", "nosniff"), ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"), ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"), ("x-frame-options", "DENY"),
  ]

  static func added(to reply: Reply) -> Reply {
    var reply = reply
    reply.headers += all
    return reply
  }
}

/// A server for this computer only answers to this computer's names only: a page of the internet whose name was pointed
/// at 127.0.0.1 (DNS rebinding) could otherwise read the plans.
enum HostCheck {
  /// - Parameter names: allowed besides those of the loopback; nil for any.
  static func check(_ request: WebRequest, names: [String]?) throws(Problem) {
    guard let names, let host = request.header("host") else { return }
    let bare = Self.name(host)
    if isLoopback(bare) || names.contains(where: { $0.lowercased() == bare }) { return }
    throw .foreignHost(host)
  }

  /// Without the port, in lower case.
  static func name(_ host: String) -> String {
    if host.hasPrefix("[") { return String(host.prefix { $0 != "]" }.dropFirst()).lowercased() }
    return String(host.prefix { $0 != ":" }).lowercased()
  }

  static func isLoopback(_ name: String) -> Bool {
    if name == "localhost" || name.hasSuffix(".localhost") || name == "::1" { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
