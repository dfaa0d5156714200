import PlanText

/// In what order the rows of a matrix stand; rows that are equal in it stay as they were.
package enum MatrixOrder: String, Sendable, CaseIterable {
  /// Those that more places answer first, then by first mention.
  case places
  case name
  /// By class of unit, so that shares stand together, then by name.
  case unit
  /// Those first whose order of places depends on the measure.
  case reversals
}

extension TargetMatrix {
  /// Only the row of this name (`Row.title`); no row where there is none.
  package func row(_ title: String) -> TargetMatrix {
    TargetMatrix(places: places, rows: rows.filter { $0.title == title }, proposals: proposals, aliases: aliases)
  }

  package func sorted(by order: MatrixOrder) -> TargetMatrix {
    TargetMatrix(places: places, rows: Self.sorted(rows, order), proposals: proposals, aliases: aliases)
  }

  private static func sorted(_ rows: [Row], _ order: MatrixOrder) -> [Row] {
    let keys: [(number: Int, text: [UInt32])] = rows.map { row in
      switch order {
      // As they are built.
      case .places: (0, [])
      case .name: (0, SearchFold.fold(row.indicator))
      case .unit: (0, SearchFold.fold(row.unitClass) + [0] + SearchFold.fold(row.indicator))
      case .reversals: (-row.reversals.count, [])
      }
    }
    let sorted = rows.indices.sorted { a, b in
      if keys[a].number != keys[b].number { return keys[a].number < keys[b].number }
      if keys[a].text != keys[b].text { return keys[a].text.lexicographicallyPrecedes(keys[b].text) }
      return a < b
    }
    return sorted.map { rows[$0] }
  }
}
