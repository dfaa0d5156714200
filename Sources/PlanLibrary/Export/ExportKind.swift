/// What can be exported, with the columns of each in their fixed order. The view of the same name in the catalogue has
/// the same columns.
package enum ExportKind: String, Sendable, CaseIterable {
  case documents, sections, targets, obligations, owners, assignments, damage

  package var columns: [Column] {
    switch self {
    case .documents: Self.documentColumns
    case .sections: Self.sectionColumns
    case .targets: Self.targetColumns
    case .obligations: Self.obligationColumns
    case .owners: Self.ownerColumns
    case .assignments: Self.assignmentColumns
    case .damage: Self.damageColumns
    }
  }

  /// Whether its records have a certainty class. (The `certainty` of damage is that of a repair.)
  package var hasCertainty: Bool { [.targets, .obligations, .owners, .assignments].contains(self) }

  /// The view in the catalogue.
  var view: String { self == .damage ? "damages" : rawValue }
  /// The table behind it, which the filter asks.
  var table: String {
    switch self {
    case .documents: "document"
    case .sections: "section"
    case .targets: "target"
    case .obligations: "obligation"
    case .owners: "owner"
    case .assignments: "assignment"
    case .damage: "damage"
    }
  }

  private static let documentColumns: [Column] = [
    .text("document"), .text("source"), .text("title"), .text("document_number"), .text("issuer"), .text("issued_on"),
    .text("kind"), .integer("period_start"), .integer("period_end"), .text("level"), .text("province"), .text("city"),
    .text("adcode"), .text("script"), .text("encoding"), .text("format"), .integer("characters"), .text("sha256"),
    .text("ingested_at"), .list("warnings"),
  ]
  private static let sectionColumns: [Column] = [
    .text("document"), .text("source"), .text("section"), .integer("depth"), .text("marker"), .text("heading"),
    .text("heading_simplified"), .text("parent"), .integer("start"), .integer("end"), .text("quote"),
    .integer("page"),
  ]
  private static let targetColumns: [Column] = [
    .text("document"), .text("source"), .text("section"), .text("indicator"), .text("op"), .number("value"),
    .number("high"), .text("unit"), .text("kind"), .integer("deadline"), .boolean("deadline_explicit"),
    .text("recurrence"), .text("actor"), .number("baseline_value"), .text("baseline_unit"), .integer("baseline_year"),
    .text("strength"), .text("rule"), .text("quote"), .text("quote_simplified"), .integer("start"), .integer("end"),
    .text("title"), .text("issuer"), .text("province"), .text("city"), .integer("period_start"),
    .integer("period_end"), .text("certainty"), .list("reasons"), .integer("page"),
  ]
  private static let obligationColumns: [Column] = [
    .text("document"), .text("source"), .text("section"), .text("strength"), .text("owner"), .text("trigger"),
    .list("actions"), .text("rule"), .text("quote"), .text("quote_simplified"), .integer("start"), .integer("end"),
    .text("title"), .text("issuer"), .text("province"), .text("city"), .text("certainty"), .list("reasons"), .integer("page"),
  ]
  private static let ownerColumns: [Column] = [
    .text("document"), .text("source"), .text("section"), .text("role"), .list("names"), .text("rule"), .text("quote"),
    .integer("start"), .integer("end"), .text("certainty"), .list("reasons"), .integer("page"),
  ]
  private static let assignmentColumns: [Column] = [
    .text("document"), .text("source"), .text("section"), .text("task"), .list("owners_lead"), .list("owners_support"),
    .text("owner_inherited_from"), .list("targets"), .integer("deadline"), .text("strength"), .list("flags"),
    .text("quote"), .integer("start"), .integer("end"), .text("certainty"), .list("reasons"), .integer("page"),
  ]
  private static let damageColumns: [Column] = [
    .text("document"), .text("source"), .text("kind"), .text("certainty"), .text("quote"), .text("repaired"),
    .text("rule"), .integer("start"), .integer("end"), .integer("page"),
  ]
}

package struct Column: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case text, integer, number, boolean
    /// Strings: an array in JSON, joined by `；` in CSV.
    case list
    /// Pairs of offsets.
    case spans
    case records
  }
  package let name: String
  package let kind: Kind

  package init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  package static func text(_ name: String) -> Column { Column(name: name, kind: .text) }
  package static func integer(_ name: String) -> Column { Column(name: name, kind: .integer) }
  static func number(_ name: String) -> Column { Column(name: name, kind: .number) }
  static func boolean(_ name: String) -> Column { Column(name: name, kind: .boolean) }
  package static func list(_ name: String) -> Column { Column(name: name, kind: .list) }
  static func spans(_ name: String) -> Column { Column(name: name, kind: .spans) }
}

/// One field of a record.
package enum Cell: Sendable, Hashable {
  case null
  case text(String)
  case integer(Int)
  /// A plain decimal, as it is written out.
  case number(String)
  case boolean(Bool)
  case list([String])
  case spans([[Int]])
  /// Records inside a record: an array of objects in JSON, their quotes in CSV.
  case records([Column], [[Cell]])
}

extension Cell {
  /// Its text; nil if it is anything else.
  package var text: String? {
    if case .text(let s) = self { return s }
    return nil
  }

  /// Null for nil.
  static func text(_ s: String?) -> Cell { s.map { Cell.text($0) } ?? .null }
  static func integer(_ i: Int?) -> Cell { i.map { Cell.integer($0) } ?? .null }
}
