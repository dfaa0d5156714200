/// The tables and views of `catalogue.sqlite`; documented in `Documentation/Catalogue.md`, which a test compares.
enum Schema {
  /// `PRAGMA user_version`. There are no migrations: another version is another index.
  static let version = 4
  /// `PRAGMA application_id`: “GMcg”.
  static let application = 0x474D_6367

  /// Numbers that never run backwards: next document key, next segment, the folding of the index.
  static let settings = """
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE override (
      file TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (file, field)) STRICT, WITHOUT ROWID;
    """

  /// Files of the index and what is deleted from each.
  static let segments = """
    CREATE TABLE segment (
      name TEXT PRIMARY KEY, entries INTEGER NOT NULL, documents INTEGER NOT NULL, bytes INTEGER NOT NULL,
      checksum TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE deleted (
      segment TEXT NOT NULL REFERENCES segment (name) ON DELETE CASCADE, document INTEGER NOT NULL,
      PRIMARY KEY (segment, document)) STRICT, WITHOUT ROWID;
    """

  static let documents = """
    CREATE TABLE document (
      key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, segment TEXT NOT NULL REFERENCES segment (name),
      title TEXT, document_number TEXT, issuer TEXT, issued_on TEXT, kind TEXT, period_start INTEGER, period_end INTEGER,
      level TEXT, province TEXT, city TEXT, adcode TEXT, script TEXT NOT NULL, encoding TEXT NOT NULL,
      encoding_reason TEXT NOT NULL, encoding_runner_up TEXT, format TEXT NOT NULL, characters INTEGER NOT NULL,
      sha256 TEXT NOT NULL, ingested_at TEXT NOT NULL, warnings TEXT NOT NULL, witnesses TEXT NOT NULL,
      pipeline TEXT NOT NULL, overrides TEXT NOT NULL, title_folded TEXT NOT NULL, issuer_folded TEXT NOT NULL, province_folded TEXT NOT NULL,
      city_folded TEXT NOT NULL, kind_folded TEXT NOT NULL) STRICT;
    CREATE TABLE source (
      path TEXT PRIMARY KEY, document INTEGER NOT NULL REFERENCES document (key) ON DELETE CASCADE,
      sha256 TEXT NOT NULL, location TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX source_of_document ON source (document, path);
    CREATE TABLE failure (
      location TEXT PRIMARY KEY, path TEXT NOT NULL, reason_zh TEXT NOT NULL, reason_en TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE source_text (
      document INTEGER PRIMARY KEY REFERENCES document (key) ON DELETE CASCADE, bytes INTEGER NOT NULL,
      data BLOB NOT NULL) STRICT;
    """

  /// `start` and `end` are offsets of the source text; lists are JSON arrays.
  static let structure = """
    CREATE TABLE section (
      document INTEGER NOT NULL REFERENCES document (key) ON DELETE CASCADE, position INTEGER NOT NULL,
      section TEXT NOT NULL, depth INTEGER NOT NULL, marker TEXT, heading TEXT, heading_simplified TEXT,
      parent_position INTEGER, parent TEXT, range_start INTEGER NOT NULL, range_end INTEGER NOT NULL,
      folded TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL,
      PRIMARY KEY (document, position)) STRICT, WITHOUT ROWID;
    CREATE TABLE passage (
      document INTEGER NOT NULL REFERENCES document (key) ON DELETE CASCADE, position INTEGER NOT NULL,
      section INTEGER, role TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, maps BLOB NOT NULL,
      readings BLOB NOT NULL,
      PRIMARY KEY (document, position)) STRICT, WITHOUT ROWID;
    CREATE TABLE damage (
      document INTEGER NOT NULL REFERENCES document (key) ON DELETE CASCADE, position INTEGER NOT NULL,
      kind TEXT NOT NULL, certainty TEXT NOT NULL, quote TEXT NOT NULL, repaired TEXT, rule TEXT NOT NULL,
      start INTEGER NOT NULL, "end" INTEGER NOT NULL, PRIMARY KEY (document, position)) STRICT, WITHOUT ROWID;
    CREATE TABLE page_line (
      document INTEGER NOT NULL REFERENCES document (key) ON DELETE CASCADE, start INTEGER NOT NULL,
      "end" INTEGER NOT NULL, page INTEGER NOT NULL, box_left INTEGER NOT NULL, box_top INTEGER NOT NULL,
      box_right INTEGER NOT NULL, box_bottom INTEGER NOT NULL, PRIMARY KEY (document, start)) STRICT, WITHOUT ROWID;
    """

  /// The page on which a record starts; null for formats without pages.
  private static let page = """
    (SELECT p.page FROM page_line p WHERE p.document = d.key AND p.start <= r.start ORDER BY p.start DESC LIMIT 1) AS page
    """

  static let findings = """
    CREATE TABLE target (
      document INTEGER NOT NULL REFERENCES document (key) ON DELETE CASCADE, position INTEGER NOT NULL,
      section TEXT, section_position INTEGER, indicator TEXT NOT NULL, op TEXT NOT NULL, value TEXT, high TEXT,
      unit TEXT, kind TEXT NOT NULL, deadline INTEGER, deadline_explicit INTEGER NOT NULL, recurrence TEXT, actor TEXT,
      baseline_value TEXT, baseline_unit TEXT, baseline_year INTEGER, strength TEXT, rule TEXT NOT NULL,
      reasons TEXT NOT NULL, quote TEXT NOT NULL, quote_simplified TEXT NOT NULL, start INTEGER NOT NULL,
      "end" INTEGER NOT NULL, certainty TEXT NOT NULL, codes TEXT NOT NULL, PRIMARY KEY (document, position)) STRICT, WITHOUT ROWID;
    CREATE TABLE obligation (
      document INTEGER NOT NULL REFERENCES document (key) ON DELETE CASCADE, position INTEGER NOT NULL,
      section TEXT, section_position INTEGER, strength TEXT NOT NULL, owner TEXT, "trigger" TEXT, actions TEXT NOT NULL,
      rule TEXT NOT NULL, reasons TEXT NOT NULL, folded TEXT NOT NULL, quote TEXT NOT NULL,
      quote_simplified TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
      certainty TEXT NOT NULL, codes TEXT NOT NULL, PRIMARY KEY (document, position)) STRICT, WITHOUT ROWID;
    CREATE TABLE owner (
      document INTEGER NOT NULL REFERENCES document (key) ON DELETE CASCADE, position INTEGER NOT NULL,
      section TEXT, section_position INTEGER, role TEXT NOT NULL, names TEXT NOT NULL, rule TEXT NOT NULL,
      reasons TEXT NOT NULL, folded TEXT NOT NULL, quote TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
      certainty TEXT NOT NULL, codes TEXT NOT NULL, PRIMARY KEY (document, position)) STRICT, WITHOUT ROWID;
    CREATE TABLE assignment (
      document INTEGER NOT NULL REFERENCES document (key) ON DELETE CASCADE, position INTEGER NOT NULL,
      section TEXT, section_position INTEGER, task TEXT NOT NULL, owners_lead TEXT NOT NULL,
      owners_support TEXT NOT NULL, owner_inherited_from TEXT, targets TEXT NOT NULL, deadline INTEGER, strength TEXT,
      flags TEXT NOT NULL, quote TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
      certainty TEXT NOT NULL, codes TEXT NOT NULL, PRIMARY KEY (document, position)) STRICT, WITHOUT ROWID;
    """

  /// One view an export: its columns in its order (see `ExportKind.columns`). In each, `d` is the document and `r` the
  /// record.
  static let selects: [(view: String, sql: String)] = [
    (
      "documents",
      """
      SELECT d.id AS document, (SELECT min(s.path) FROM source s WHERE s.document = d.key) AS source, d.title,
      d.document_number, d.issuer, d.issued_on, d.kind, d.period_start, d.period_end, d.level, d.province, d.city,
      d.adcode, d.script, d.encoding, d.format, d.characters, d.sha256, d.ingested_at, d.warnings FROM document d
      """
    ),
    (
      "sections",
      """
      SELECT d.id AS document, (SELECT min(s.path) FROM source s WHERE s.document = d.key) AS source, r.section,
      r.depth, r.marker, r.heading, r.heading_simplified, r.parent, r.start, r."end", r.quote, \(page) FROM section r JOIN
      document d ON d.key = r.document
      """
    ),
    (
      "targets",
      """
      SELECT d.id AS document, (SELECT min(s.path) FROM source s WHERE s.document = d.key) AS source, r.section,
      r.indicator, r.op, CAST(r.value AS NUMERIC) AS value, CAST(r.high AS NUMERIC) AS high, r.unit, r.kind,
      r.deadline, r.deadline_explicit, r.recurrence, r.actor, CAST(r.baseline_value AS NUMERIC) AS baseline_value,
      r.baseline_unit, r.baseline_year, r.strength, r.rule, r.quote, r.quote_simplified, r.start, r."end",
      d.title, d.issuer, d.province, d.city, d.period_start, d.period_end,
      r.certainty, r.codes AS reasons, \(page) FROM target r JOIN document d ON d.key =
      r.document
      """
    ),
    (
      "obligations",
      """
      SELECT d.id AS document, (SELECT min(s.path) FROM source s WHERE s.document = d.key) AS source, r.section,
      r.strength, r.owner, r."trigger", r.actions, r.rule, r.quote, r.quote_simplified, r.start, r."end", d.title,
      d.issuer, d.province, d.city,
      r.certainty, r.codes AS reasons, \(page) FROM obligation r JOIN document d ON d.key = r.document
      """
    ),
    (
      "owners",
      """
      SELECT d.id AS document, (SELECT min(s.path) FROM source s WHERE s.document = d.key) AS source, r.section,
      r.role, r.names, r.rule, r.quote, r.start, r."end",
      r.certainty, r.codes AS reasons, \(page) FROM owner r JOIN document d ON d.key = r.document
      """
    ),
    (
      "assignments",
      """
      SELECT d.id AS document, (SELECT min(s.path) FROM source s WHERE s.document = d.key) AS source, r.section,
      r.task, r.owners_lead, r.owners_support, r.owner_inherited_from, r.targets, r.deadline, r.strength, r.flags,
      r.quote, r.start, r."end",
      r.certainty, r.codes AS reasons, \(page) FROM assignment r JOIN document d ON d.key = r.document
      """
    ),
    (
      "damages",
      """
      SELECT d.id AS document, (SELECT min(s.path) FROM source s WHERE s.document = d.key) AS source, r.kind,
      r.certainty, r.quote, r.repaired, r.rule, r.start, r."end", \(page) FROM damage r JOIN document d ON d.key =
      r.document
      """
    ),
  ]

  static let views = selects.map { "CREATE VIEW \($0.view) AS \($0.sql);" }.joined(separator: "\n")

  /// The select behind a view.
  static func select(_ view: String) -> String { selects.first { $0.view == view }?.sql ?? "" }

  static let all = [settings, segments, documents, structure, findings, views]
}
