import Foundation
import PlanText

/// Which names of indicators the user, or the bundled file, calls one (`aliases.tsv`).
///
/// A file has lines of canonical name, alias and note, separated by tabs, below `# aliases⇥version⇥N`. A later file beats
/// an earlier one, name by name; a line whose alias is its own canonical takes the name out of a merge.
package struct AliasTable: Sendable {
  package struct Line: Sendable, Hashable {
    package let canonical: String
    package let alias: String
    package let note: String

    package init(canonical: String, alias: String, note: String) {
      self.canonical = canonical
      self.alias = alias
      self.note = note
    }
  }

  /// Name of the file as shown, and its version.
  package struct Origin: Sendable, Hashable {
    package let name: String
    package let version: Int
  }

  package private(set) var lines: [Line]
  package private(set) var origins: [Origin]
  /// Core of the alias to its line.
  private var byCore: [String: Line] = [:]
  /// Core of each canonical name to the name.
  private var canonicals: [String: String] = [:]

  package static let none = AliasTable(lines: [], origins: [])

  package static let bundled: AliasTable = {
    let name = "aliases.tsv"
    let text = CompareData.url(name).flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? ""
    return (try? AliasTable(text: text, name: "gangmu:" + name)) ?? .none
  }()

  private init(lines: [Line], origins: [Origin]) {
    self.lines = lines
    self.origins = origins
    for line in lines {
      byCore[IndicatorName(line.alias).core] = line
      canonicals[IndicatorName(line.canonical).core] = line.canonical
    }
  }

  /// - Throws: `table` with the line of what cannot be used.
  package init(text: String, name: String) throws(LibraryError) {
    var lines: [Line] = []
    var version: Int?
    for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let line = raw.drop { $0 == "\u{FEFF}" }
      if line.hasPrefix("#") {
        version = version ?? Self.version(line)
        continue
      }
      if line.allSatisfy(\.isWhitespace) { continue }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard cells.count >= 2, !cells[0].isEmpty, !cells[1].isEmpty else { throw Self.wrong(name, index + 1, line) }
      lines.append(Line(canonical: cells[0], alias: cells[1], note: cells.count > 2 ? cells[2] : ""))
    }
    guard let version else {
      throw .table(
        path: name, line: 1,
        reason: Localized(
          zh: "没有版本行；第一行应为“# aliases⇥version⇥1”（⇥ 为制表符）", en: "no version; the first line should be '# aliases<TAB>version<TAB>1'"))
    }
    self.init(lines: lines, origins: [Origin(name: name, version: version)])
    try checkForCircles(name)
  }

  /// Pairs of a canonical name and an alias with a tab between, as somebody asks for them once; nil for none.
  package init?(pairs: [String], name: String) throws(LibraryError) {
    if pairs.isEmpty { return nil }
    try self.init(text: (["# aliases\tversion\t0"] + pairs).joined(separator: "\n"), name: name)
  }

  package init(path: String) throws(LibraryError) {
    guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 24,
      let text = String(data: data, encoding: .utf8)
    else {
      throw .table(
        path: path, line: 0, reason: Localized(zh: "读不到别名表；应为 UTF-8 文本。", en: "the alias file cannot be read; it is UTF-8 text."))
    }
    try self.init(text: text, name: path)
  }

  /// The user's file in an index folder.
  package static func path(in folder: String) -> String { folder + "/aliases.tsv" }

  /// The user's file of an index, nil if there is none.
  package static func ofIndex(_ folder: String) throws(LibraryError) -> AliasTable? {
    try reading(path(in: folder))
  }

  /// The table of a file, nil if there is no such file.
  package static func reading(_ path: String) throws(LibraryError) -> AliasTable? {
    SourcePath.exists(path) ? try AliasTable(path: path) : nil
  }

  private static func version(_ line: Substring) -> Int? {
    let cells = line.dropFirst().split(whereSeparator: \.isWhitespace)
    return cells.count == 3 && cells[0] == "aliases" && cells[1] == "version" ? Int(cells[2]) : nil
  }

  private static func wrong(_ name: String, _ line: Int, _ text: Substring) -> LibraryError {
    .table(
      path: name, line: line,
      reason: Localized(
        zh: "“\(text.prefix(40))”不是一行别名；应为：正名⇥别名⇥说明（⇥ 为制表符）",
        en: "'\(text.prefix(40))' is no alias; expected: canonical<TAB>alias<TAB>note"))
  }

  private func checkForCircles(_ name: String) throws(LibraryError) {
    for line in lines where resolve(line.alias) == nil {
      throw .table(
        path: name, line: 0,
        reason: Localized(zh: "“\(line.alias)”的正名又以它为正名，成了一圈", en: "'\(line.alias)' leads back to itself"))
    }
  }

  /// This table with another's lines over it; a line that the other turns round is dropped.
  package func adding(_ other: AliasTable) -> AliasTable {
    func key(_ a: String, _ b: String) -> String { IndicatorName(a).core + "\t" + IndicatorName(b).core }
    let reversed = Set(other.lines.map { key($0.canonical, $0.alias) })
    let kept = lines.filter { $0.canonical == $0.alias || !reversed.contains(key($0.alias, $0.canonical)) }
    return AliasTable(lines: kept + other.lines, origins: origins + other.origins)
  }

  /// The canonical name with the lines that lead there; nil for a circle.
  private func resolve(_ name: String) -> (name: String, lines: [Line])? {
    var at = name
    var used: [Line] = []
    var seen: Set<String> = []
    while let line = byCore[IndicatorName(at).core] {
      let next = IndicatorName(line.canonical).core
      if next == IndicatorName(at).core { break }
      guard seen.insert(IndicatorName(at).core).inserted else { return nil }
      used.append(line)
      at = line.canonical
    }
    return (at, used)
  }

  /// What a name is called, and why; nil if the table does not know it.
  package func canonical(ofCore core: String) -> (name: String, lines: [Line])? {
    guard byCore[core] != nil, let found = resolve(core), !found.lines.isEmpty else { return nil }
    return found
  }

  /// The canonical name that has this core, as a file writes it.
  func canonicalName(core: String) -> String? { canonicals[core] }

  // MARK: Writing

  /// The text of a file with `accepted` behind its lines and its version raised by one; lines that it has are not
  /// written twice.
  package func text(adding accepted: [Line]) -> String {
    let fresh = accepted.filter { !lines.contains($0) }
    let version = (origins.last?.version ?? 0) + (fresh.isEmpty ? 0 : 1)
    var out = "# aliases\tversion\t\(max(1, version))\n"
    for line in lines + fresh {
      out += [line.canonical, line.alias, line.note].map(Self.plain).joined(separator: "\t") + "\n"
    }
    return out
  }

  private static func plain(_ text: String) -> String {
    text.split(whereSeparator: { $0.isNewline || $0 == "\t" }).joined(separator: " ")
  }
}
