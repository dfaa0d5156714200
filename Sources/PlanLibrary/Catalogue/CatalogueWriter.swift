import Foundation
import GRDB
import PlanExtraction
import PlanText

/// Puts plans into the tables; the caller holds the transaction.
struct CatalogueWriter {
  let db: Database

  // MARK: settings

  func setting(_ name: String) throws -> String? {
    try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
  }

  func set(_ name: String, _ value: String) throws {
    try run("INSERT OR REPLACE INTO setting VALUES (?, ?)", [name, value])
  }

  // MARK: plans

  /// - Parameter at: the time to note as `ingested_at`.
  func insert(_ plan: Plan, key: UInt32, segment: String, at: String) throws {
    try insertDocument(plan, key: key, segment: segment, at: at)
    try run(
      "INSERT INTO source_text VALUES (?, ?, ?)", [Int64(key), plan.textBytes, Data(plan.text)])
    for (i, record) in plan.sections.enumerated() { try insert(record, key, i) }
    for (i, record) in plan.passages.enumerated() { try insert(record, key, i) }
    for (i, record) in plan.targets.enumerated() { try insert(record, key, i) }
    for (i, record) in plan.obligations.enumerated() { try insert(record, key, i) }
    for (i, record) in plan.owners.enumerated() { try insert(record, key, i) }
    for (i, record) in plan.assignments.enumerated() { try insert(record, key, i) }
    for (i, record) in plan.damage.enumerated() { try insert(record, key, i) }
    for place in plan.places { try insert(place, key) }
  }

  private func insertDocument(_ plan: Plan, key: UInt32, segment: String, at: String) throws {
    let m = plan.metadata
    try run(
      "INSERT INTO document VALUES (" + Self.marks(31) + ")",
      [
        Int64(key), plan.id, segment, m.title, m.documentNumber, m.issuer, m.issuedOn, m.kind, m.periodStart,
        m.periodEnd, m.level?.rawValue, m.province, m.city, m.adcode, plan.script.rawValue, plan.encoding.name,
        plan.encoding.reason, plan.encoding.runnerUp, plan.format.rawValue, plan.characters, plan.source.sha256, at,
        JSONText.array(plan.warnings), JSONText.array(m.witnesses), plan.pipeline, plan.overrides, fold(m.title ?? ""),
        fold(m.issuer ?? ""), fold(m.province ?? ""), fold(m.city ?? ""), fold(m.kind ?? ""),
      ])
  }

  func apply(_ change: LibraryWriter.SourceChange) throws {
    switch change {
    case .drop(let path):
      try run("DELETE FROM source WHERE path = ?", [path])
    case .put(let source, let id):
      try run(
        "INSERT OR REPLACE INTO source SELECT ?, key, ?, ? FROM document WHERE id = ?",
        [source.path, source.sha256, source.location, id])
    }
  }

  func replaceFailures(_ failures: [String: FailedSource]) throws {
    try run("DELETE FROM failure", [])
    for (location, failure) in failures.sorted(by: { $0.key < $1.key }) {
      try run("INSERT INTO failure VALUES (?, ?, ?, ?)", [location, failure.path, failure.reason.zh, failure.reason.en])
    }
  }

  func replaceOverrides(_ rows: [String: [String: String]]) throws {
    for (file, values) in rows.sorted(by: { $0.key < $1.key }) {
      try run("DELETE FROM override WHERE file = ?", [file])
      for (field, value) in values.sorted(by: { $0.key < $1.key }) {
        try run("INSERT INTO override VALUES (?, ?, ?)", [file, field, value])
      }
    }
  }

  private func insert(_ r: SectionRecord, _ key: UInt32, _ position: Int) throws {
    try run(
      "INSERT INTO section VALUES (" + Self.marks(15) + ")",
      [
        Int64(key), position, r.name, r.section.depth, r.section.marker, r.heading, r.headingSimplified,
        r.section.parent, r.parentName, r.range.start, r.range.end, r.folded, r.cited.span.start, r.cited.span.end,
        r.cited.quote,
      ])
  }

  private func insert(_ r: PassageRecord, _ key: UInt32, _ position: Int) throws {
    try run(
      "INSERT INTO passage VALUES (" + Self.marks(8) + ")",
      [
        Int64(key), r.index, r.section, r.role.rawValue, r.span.start, r.span.end, Data(r.maps), Data(r.stored),
      ])
  }

  private func insert(_ r: TargetRecord, _ key: UInt32, _ position: Int) throws {
    let t = r.target
    try run(
      "INSERT INTO target VALUES (" + Self.marks(26) + ")",
      [
        Int64(key), position, r.section, t.section, t.indicator, t.comparator.rawValue, Self.plain(t.value),
        Self.plain(t.high), t.unit, t.kind.rawValue, t.deadline, t.deadlineExplicit, t.recurrence?.rawValue, t.actor,
        Self.plain(t.baseline?.value), t.baseline?.unit, t.baseline?.year, t.strength?.rawValue, t.evidence.rule,
        JSONText.array(t.evidence.reasons), r.cited.quote, r.simplified, r.cited.span.start, r.cited.span.end,
      ], Self.certainty(t.certainty))
  }

  private func insert(_ r: ObligationRecord, _ key: UInt32, _ position: Int) throws {
    let o = r.obligation
    try run(
      "INSERT INTO obligation VALUES (" + Self.marks(17) + ")",
      [
        Int64(key), position, r.section, o.section, o.strength.rawValue, o.owner, o.trigger, JSONText.array(o.actions),
        o.evidence.rule, JSONText.array(o.evidence.reasons), fold(o.owner ?? ""), r.cited.quote, r.simplified,
        r.cited.span.start, r.cited.span.end,
      ], Self.certainty(o.certainty))
  }

  private func insert(_ r: OwnerRecord, _ key: UInt32, _ position: Int) throws {
    let o = r.entry
    try run(
      "INSERT INTO owner VALUES (" + Self.marks(14) + ")",
      [
        Int64(key), position, r.section, o.section, o.role.rawValue, JSONText.array(o.names), o.evidence.rule,
        JSONText.array(o.evidence.reasons), Self.folded(o.names), r.cited.quote, r.cited.span.start, r.cited.span.end,
      ], Self.certainty(o.certainty))
  }

  private func insert(_ r: AssignmentRecord, _ key: UInt32, _ position: Int) throws {
    try run(
      "INSERT INTO assignment VALUES (" + Self.marks(17) + ")",
      [
        Int64(key), position, r.section, r.sectionPosition, r.task, JSONText.array(r.lead), JSONText.array(r.support),
        r.inheritedFrom, JSONText.array(r.targets), r.deadline, r.strength?.rawValue, JSONText.array(r.flags),
        r.cited.quote, r.cited.span.start, r.cited.span.end,
      ], Self.certainty(r.certainty))
  }

  private func insert(_ r: DamageRecord, _ key: UInt32, _ position: Int) throws {
    let d = r.damage
    try run(
      "INSERT INTO damage VALUES (" + Self.marks(9) + ")",
      [
        Int64(key), position, d.kind.rawValue, d.certainty.rawValue, r.quote, d.repaired, d.rule, d.span.start,
        d.span.end,
      ])
  }

  private func insert(_ place: PagePlace, _ key: UInt32) throws {
    let box = place.box
    try run(
      "INSERT OR IGNORE INTO page_line VALUES (" + Self.marks(8) + ")",
      [Int64(key), place.span.start, place.span.end, place.page, box.left, box.top, box.right, box.bottom])
  }

  // MARK: removal

  /// Takes a document out: its rows go, and its segment no longer answers for it.
  func remove(_ key: UInt32) throws {
    try run(
      "INSERT OR IGNORE INTO deleted SELECT segment, key FROM document WHERE key = ?", [Int64(key)])
    try run("DELETE FROM document WHERE key = ?", [Int64(key)])
  }

  // MARK: SQL

  /// The columns `certainty` and `codes`.
  private static func certainty(_ certainty: FindingCertainty) -> [(any DatabaseValueConvertible)?] {
    [certainty.class.rawValue, JSONText.array(certainty.reasons.map(\.rawValue))]
  }

  /// Names, folded, one a line: what `owner:` looks into.
  static func folded(_ names: [String]) -> String { names.map(fold).joined(separator: "\n") }

  private func run(
    _ sql: String, _ values: [(any DatabaseValueConvertible)?], _ more: [(any DatabaseValueConvertible)?] = []
  ) throws {
    let statement = try db.cachedStatement(sql: sql)
    try statement.execute(arguments: StatementArguments(values + more))
  }

  static func marks(_ count: Int) -> String {
    count < commonMarks.count ? commonMarks[count] : Array(repeating: "?", count: count).joined(separator: ", ")
  }

  private static let commonMarks = (0...40).map { Array(repeating: "?", count: $0).joined(separator: ", ") }

  /// As a plain decimal, never with an exponent.
  static func plain(_ value: Decimal?) -> String? { value.map { "\($0)" } }
}

/// The offset maps of a passage's readings in one blob: a count, then each map with its length, little-endian u32.
enum PassageMaps {
  static func encoded(_ maps: [OffsetRuns]) -> [UInt8] {
    var out = word(maps.count)
    for map in maps {
      let bytes = map.encoded()
      out += word(bytes.count) + bytes
    }
    return out
  }

  /// nil when the blob is damaged.
  static func decoded(_ bytes: [UInt8]) -> [OffsetRuns]? {
    var at = 0
    guard let count = number(bytes, &at), count <= bytes.count else { return nil }
    var maps: [OffsetRuns] = []
    for _ in 0..<count {
      guard let length = number(bytes, &at), length <= bytes.count - at,
        let map = OffsetRuns(encoded: Array(bytes[at..<at + length]))
      else { return nil }
      maps.append(map)
      at += length
    }
    return at == bytes.count ? maps : nil
  }

  private static func word(_ value: Int) -> [UInt8] {
    let v = UInt32(truncatingIfNeeded: value)
    return (0..<4).map { UInt8(truncatingIfNeeded: v >> (8 * UInt32($0))) }
  }

  private static func number(_ bytes: [UInt8], _ at: inout Int) -> Int? {
    guard at + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for i in 0..<4 { value |= UInt32(bytes[at + i]) << (8 * UInt32(i)) }
    at += 4
    return Int(value)
  }
}
