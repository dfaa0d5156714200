/// An address within this server. It always begins with `/`, and all of it is percent-encoded, so nothing that a document
/// or a user says can turn it into another scheme or another host.
package struct Address: Sendable, Hashable {
  package let path: [String]
  package let query: [String]
  package let fragment: String?

  package init(path: [String], query: [(String, String)] = [], fragment: String? = nil) {
    // A path that begins with an empty part would read as a host: //name.
    self.path = path.first == "" ? Array(path.drop { $0.isEmpty }) : path
    self.query = query.map { PercentCoding.encoded($0.0) + "=" + PercentCoding.encoded($0.1) }
    self.fragment = fragment
  }

  package var text: String {
    var out = "/" + path.map { PercentCoding.encoded($0) }.joined(separator: "/")
    if !query.isEmpty { out += "?" + query.joined(separator: "&") }
    if let fragment { out += "#" + PercentCoding.encoded(fragment) }
    return out
  }
}
