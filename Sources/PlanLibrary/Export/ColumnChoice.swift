/// Which columns of a kind of record are written out, in the order of the record.
package struct ColumnChoice: Sendable {
  package let columns: [Column]
  /// Where they stand in a record; nil for all of them.
  private let places: [Int]?

  /// All columns.
  package init(_ columns: [Column]) {
    self.columns = columns
    places = nil
  }

  /// - Parameter names: empty for all.
  /// - Throws: `usage` for a name that no column has.
  package init(_ all: [Column], only names: [String]) throws(LibraryError) {
    if let stranger = names.first(where: { name in !all.contains { $0.name == name } }) {
      let known = all.map(\.name)
      throw .usage(
        Localized(
          zh: "没有“\(stranger)”这一列，可用：\(known.joined(separator: "、"))",
          en: "there is no column '\(stranger)'; there are \(known.joined(separator: ", "))"))
    }
    let places = all.indices.filter { names.contains(all[$0].name) }
    self.places = names.isEmpty || places.count == all.count ? nil : places
    columns = names.isEmpty ? all : places.map { all[$0] }
  }

  /// The chosen cells of a record.
  func cells(_ record: [Cell]) -> [Cell] { places.map { $0.map { record[$0] } } ?? record }
}
