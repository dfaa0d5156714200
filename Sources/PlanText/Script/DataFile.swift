package import Foundation

/// Reads the tables that are bundled with a module.
package enum DataFile {
  /// The lines of `Data/name` of this module without comments and empty lines; empty if the file is missing, which the
  /// tests over the data exclude.
  static func lines(_ name: String) -> [Substring] {
    lines(at: Bundle.module.resourceURL?.appendingPathComponent("Data").appendingPathComponent(name))
  }

  /// The lines of a table file without comments (`#`) and empty lines.
  package static func lines(at url: URL?) -> [Substring] {
    guard let url, let data = try? Data(contentsOf: url) else { return [] }
    return String(decoding: data, as: UTF8.self)[...].tableLines.filter { $0.utf8.first != 0x23 && !$0.trimmed.isEmpty }
  }
}
