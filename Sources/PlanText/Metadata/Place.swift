/// An administrative division of GB/T 2260.
package struct Place: Sendable, Hashable {
  package let adcode: String
  package let name: String
  /// As spoken: 广州 for 广州市.
  package let short: String
  package let level: AdministrativeLevel
  /// Code of the division above; nil for provinces.
  package let parent: String?
}

/// The divisions of GB/T 2260 (`Data/places.tsv`), by code and by name.
package struct Places: Sendable {
  package static let bundled = Places(lines: DataFile.lines("places.tsv"))

  package let all: [Place]
  private let byCode: [String: Int]
  private let byName: [String: [Int]]
  /// Provinces and prefectures only: short names of counties are ordinary words too often.
  private let byShort: [String: [Int]]
  /// Lengths of names in characters, longest first.
  private let lengths: [Int]

  /// `lines`: adcode, name, short, level, parent, separated by tabs, below a header.
  package init(lines: [Substring]) {
    var all: [Place] = []
    for line in lines.dropFirst() {
      let cells = line.cells().map(String.init)
      guard cells.count >= 4, let level = AdministrativeLevel(rawValue: cells[3]) else { continue }
      let parent = cells.count > 4 && !cells[4].isEmpty ? cells[4] : nil
      all.append(Place(adcode: cells[0], name: cells[1], short: cells[2], level: level, parent: parent))
    }
    self.all = all
    byCode = Dictionary(all.enumerated().map { ($1.adcode, $0) }, uniquingKeysWith: { a, _ in a })
    byName = Dictionary(grouping: all.indices, by: { all[$0].name })
    byShort = Dictionary(grouping: all.indices.filter { all[$0].level != .county }, by: { all[$0].short })
    lengths = Set(all.map { $0.name.unicodeScalars.count }).sorted(by: >)
  }

  package func place(code: String) -> Place? { byCode[code].map { all[$0] } }

  /// The division above, if any.
  package func parent(of place: Place) -> Place? { place.parent.flatMap(self.place(code:)) }

  /// The province of a place; the place itself for a province.
  package func province(of place: Place) -> Place {
    var at = place
    while let up = parent(of: at) { at = up }
    return at
  }

  /// Places whose full name starts `text`, longest name first; with `inside`, only those below it.
  func named(at text: ArraySlice<Unicode.Scalar>, inside: Place?) -> [Place] {
    for length in lengths where length <= text.count {
      let found = (byName[Self.string(text.prefix(length))] ?? []).map { all[$0] }.filter { isBelow($0, inside) }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Provinces and prefectures whose short name starts `text`.
  func spoken(at text: ArraySlice<Unicode.Scalar>) -> [Place] {
    for length in stride(from: min(6, text.count), through: 2, by: -1) {
      let found = (byShort[Self.string(text.prefix(length))] ?? []).map { all[$0] }
      if !found.isEmpty { return found }
    }
    return []
  }

  func isBelow(_ place: Place, _ above: Place?) -> Bool {
    guard let above else { return true }
    var at = place
    while let up = parent(of: at) {
      if up.adcode == above.adcode { return true }
      at = up
    }
    return false
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(scalars: scalars)
  }
}
