package import PlanExtraction
import PlanText

/// How firmly the plans of each place commit themselves: their obligations, and their targets, by strength.
package struct StrengthProfile: Sendable {
  /// One kind of record of one place.
  package struct Line: Sendable {
    package let place: TargetMatrix.PlaceColumn
    /// `obligations` or `targets`.
    package let kind: ExportKind
    /// Records of each strength.
    package let counts: [Strength: Int]
    /// Records whose sentence has no word of strength.
    package let without: Int

    package var total: Int { without + counts.values.reduce(0, +) }

    package func count(_ strength: Strength) -> Int { counts[strength] ?? 0 }

    /// Of all records of the line, from 0 to 1; 0 where there are none.
    package func share(_ strength: Strength) -> Double {
      total == 0 ? 0 : Double(count(strength)) / Double(total)
    }
  }

  package static let kinds: [ExportKind] = [.obligations, .targets]

  /// By kind, then in the order of the columns of a matrix of the same choice.
  package let lines: [Line]

  /// - Throws: what opening documents and parsing the query throw.
  package init(_ choice: PlanChoice, library: Library) throws(LibraryError) {
    let filter = try choice.filter(library)
    let columns = try MatrixColumns.columns(choice, filter: filter, library: library)
    try ComparisonBasis.strength.admit(columns.reduce(0) { $0 + $1.documents.count })
    var lines: [Line] = []
    for kind in Self.kinds {
      let export = Export(library: library, kind: kind, filter: filter)
      for column in columns { lines.append(try Self.line(column, export)) }
    }
    self.lines = lines
  }

  private static func line(_ column: TargetMatrix.PlaceColumn, _ export: Export) throws(LibraryError) -> Line {
    var counts: [Strength: Int] = [:]
    var without = 0
    for document in column.documents {
      for cells in try export.records(of: document) {
        let text = RecordCells(columns: export.kind.columns, cells: cells).text("strength")
        if let strength = text.flatMap(Strength.init) { counts[strength, default: 0] += 1 } else { without += 1 }
      }
    }
    return Line(place: column, kind: export.kind, counts: counts, without: without)
  }
}

extension Strength {
  /// As tables call it.
  package var words: Localized {
    switch self {
    case .prohibition: Localized(zh: "禁止", en: "prohibition")
    case .mandatory: Localized(zh: "强制", en: "mandatory")
    case .aspirational: Localized(zh: "力争", en: "aspirational")
    case .encouraged: Localized(zh: "鼓励", en: "encouraged")
    case .planned: Localized(zh: "安排", en: "planned")
    }
  }
}

extension StrengthProfile: ComparisonReport {
  package var basis: ComparisonBasis { .strength }

  package static func name(of kind: ExportKind) -> Localized {
    kind == .targets ? Localized(zh: "目标", en: "targets") : Localized(zh: "义务", en: "obligations")
  }

  package func table(_ language: Language) -> ComparisonTable {
    let language = language == .both ? Language.zh : language
    let header = Strength.allCases.map { $0.words.label(language) } + [
      Localized(zh: "未标明", en: "none").label(language), Localized(zh: "合计", en: "total").label(language),
    ]
    return ComparisonTable(
      header: ["strength"] + header,
      rows: lines.map { line in
        ["\(line.place.label) \(Self.name(of: line.kind).label(language))"]
          + Strength.allCases.map { "\(line.count($0))（\(Keyness.plain(line.share($0) * 100, 1))%）" }
          + [String(line.without), String(line.total)]
      })
  }

  /// One line a place, kind of record and strength.
  package var columns: [Column] {
    [
      .text("place"), .integer("period_start"), .integer("period_end"), .integer("documents"), .text("records"),
      .text("strength"), .integer("count"), .integer("total"), .number("share"),
    ]
  }

  package var records: [[Cell]] {
    lines.flatMap { line in
      Strength.allCases.map { strength in
        [
          .text(line.place.place), .integer(line.place.periodStart), .integer(line.place.periodEnd),
          .integer(line.place.documents.count), .text(line.kind.rawValue), .text(strength.rawValue),
          .integer(line.count(strength)), .integer(line.total), .ratio(line.share(strength)),
        ]
      }
    }
  }

  package var jsonValue: JSON {
    .fields([
      "by": .text(basis.rawValue),
      "rows": .array(
        lines.map { line in
          .fields([
            "column": line.place.json, "records": .text(line.kind.rawValue),
            "counts": .object(
              Strength.allCases.map { JSON.Field(name: $0.rawValue, value: .integer(line.count($0))) }),
            "without": .integer(line.without), "total": .integer(line.total),
          ])
        }),
    ])
  }
}
