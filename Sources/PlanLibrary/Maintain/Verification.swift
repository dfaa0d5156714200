import Foundation
import GRDB
import PlanText

/// Something that does not hold in an index folder.
package struct Inconsistency: Sendable, Hashable {
  /// File, table or document.
  package let place: String
  package let found: String
  package let expected: String

  package var message: Localized {
    Localized(zh: "\(place)：应为 \(expected)，实为 \(found)", en: "expected \(expected), found \(found)")
  }
}

package struct VerificationReport: Sendable {
  package var problems: [Inconsistency] = []
  package var documents = 0
  package var records = 0
  package var passages = 0
  package var segments = 0
  package init() {}
}

/// Checks every checksum and every cross-reference of an index folder.
package struct Verification {
  private let library: Library
  private var report = VerificationReport()
  /// Problems kept; more are counted by nobody, since one broken page brings thousands.
  static let most = 200

  /// - Throws: when the folder cannot be opened at all.
  package static func run(folder: String) throws(LibraryError) -> VerificationReport {
    let library = try Library(folder: folder, searching: false)
    var verification = Verification(library: library)
    try verification.checkDatabase()
    try verification.checkSegments()
    for document in try library.documents() { try verification.check(document) }
    return verification.report
  }

  private init(library: Library) { self.library = library }

  private mutating func note(_ place: String, _ found: String, _ expected: String) {
    if report.problems.count < Self.most {
      report.problems.append(Inconsistency(place: place, found: found, expected: expected))
    }
  }

  // MARK: files

  private mutating func checkDatabase() throws(LibraryError) {
    let (integrity, foreign) = try library.access { db in
      (
        try String.fetchAll(db, sql: "PRAGMA integrity_check(20)"),
        try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
      )
    }
    for line in integrity where line != "ok" { note(Connection.fileName, line, "ok") }
    if foreign > 0 { note(Connection.fileName, "\(foreign) rows without their parent", "none") }
  }

  private mutating func checkSegments() throws(LibraryError) {
    var segments = SegmentVerification(library: library)
    try segments.run()
    for problem in segments.problems { note(problem.place, problem.found, problem.expected) }
    report.passages = segments.passages
    report.segments = segments.segments
  }

  // MARK: documents

  private mutating func check(_ document: DocumentSummary) throws(LibraryError) {
    report.documents += 1
    let place = "\(document.id) \(document.source)"
    if document.source.isEmpty { note(place, "no source", "one source or more") }
    let text: [Unicode.Scalar]
    do {
      text = try library.sourceText(of: document.key)
    } catch {
      return note(place, "a source text that cannot be unpacked", "a zlib stream of the noted length")
    }
    if text.count != document.characters { note(place, "\(text.count) characters", "\(document.characters)") }
    let id = Pipeline.id(of: text)
    if id != document.id { note(place, "a text with the id \(id)", document.id) }
    try checkFolded(document, place)
    try checkQuotes(document, text, place)
    try checkPassages(document, text, place)
  }

  /// What `title:` and its like look into is what those fields fold to.
  private mutating func checkFolded(_ document: DocumentSummary, _ place: String) throws(LibraryError) {
    let row = try library.access { db in
      try Row.fetchOne(db, sql: "SELECT * FROM document WHERE key = ?", arguments: [Int64(document.key)])
    }
    for field in ["title", "issuer", "province", "city", "kind"] {
      let (found, expected) = (row?.text(field + "_folded") ?? "", fold(row?.text(field) ?? ""))
      if !found.unicodeScalars.elementsEqual(expected.unicodeScalars) {
        note("\(place) \(field)_folded", found, expected)
      }
    }
  }

  private mutating func checkQuotes(_ document: DocumentSummary, _ text: [Unicode.Scalar], _ place: String)
    throws(LibraryError)
  {
    for kind in ExportKind.allCases where kind != .documents {
      let rows = try library.access { db in
        try Row.fetchAll(
          db, sql: "SELECT position, start, \"end\", quote FROM \(kind.table) WHERE document = ? ORDER BY position",
          arguments: [Int64(document.key)])
      }
      for row in rows {
        report.records += 1
        let what = "\(place) \(kind.table) \(row.integer("position") ?? -1)"
        guard let start = row.integer("start"), let end = row.integer("end"), 0 <= start, start <= end,
          end <= text.count
        else {
          note(what, "offsets \(row.text("start") ?? "?") to \(row.text("end") ?? "?")", "0 to \(text.count)")
          continue
        }
        let quote = String(String.UnicodeScalarView(text[start..<end]))
        if !quote.unicodeScalars.elementsEqual((row.text("quote") ?? "").unicodeScalars) {
          note(what, "quote “\((row.text("quote") ?? "").prefix(30))”", "“\(quote.prefix(30))”")
        }
      }
    }
  }

  /// Every character that prints lies in a passage, so that a search can find it.
  private mutating func checkPassages(_ document: DocumentSummary, _ text: [Unicode.Scalar], _ place: String)
    throws(LibraryError)
  {
    let rows = try library.access { db in
      try Row.fetchAll(
        db, sql: "SELECT position, start, \"end\", maps FROM passage WHERE document = ?",
        arguments: [Int64(document.key)])
    }
    var covered = [Bool](repeating: false, count: text.count)
    for row in rows {
      let what = "\(place) passage \(row.integer("position") ?? -1)"
      guard let start = row.integer("start"), let end = row.integer("end"), 0 <= start, start <= end, end <= text.count
      else {
        note(what, "offsets out of the text", "0 to \(text.count)")
        continue
      }
      for i in start..<end { covered[i] = true }
      if row.bytes("maps").flatMap(PassageMaps.decoded) == nil {
        note(what, "a damaged offset map", "a map for each reading")
      }
    }
    let bare = text.indices.filter { !covered[$0] && !SearchFold.fold(String(text[$0])).isEmpty }
    if let first = bare.first { note(place, "\(bare.count) characters in no passage, the first at \(first)", "none") }
  }
}
