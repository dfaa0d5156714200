import Foundation
import GRDB
import PlanText
import SearchIndex

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
  private static let most = 200

  /// - Throws: when the folder cannot be opened at all.
  package static func run(folder: String) throws(LibraryError) -> VerificationReport {
    let library = try Library(folder: folder, searching: false)
    var verification = Verification(library: library)
    try verification.checkDatabase()
    try verification.checkSegments()
    try verification.checkEntries()
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

  /// Every segment against its own checksums and against what the catalogue noted of it.
  private mutating func checkSegments() throws(LibraryError) {
    let rows = try library.access { db in try Row.fetchAll(db, sql: "SELECT * FROM segment ORDER BY name") }
    for row in rows {
      report.segments += 1
      let name = row.text("name") ?? ""
      do {
        let summary = try verifySegment(
          folder: library.folder, name: name, analyzer: SearchFold.version)
        for (what, found, noted) in [
          ("entries", summary.entries, row.integer("entries")),
          ("documents", summary.documents, row.integer("documents")),
          ("bytes", summary.bytes, row.integer("bytes")),
        ] where found != noted {
          note(name, "\(found) \(what)", "\(noted ?? -1) as in the catalogue")
        }
        let checksum = CatalogueWriter.checksum(summary.checksum)
        if checksum != row.text("checksum") { note(name, "checksum \(checksum)", row.text("checksum") ?? "?") }
      } catch {
        note(name, "\(error)", "a sound segment")
      }
    }
  }

  /// The live entries are exactly the passages of the catalogue.
  private mutating func checkEntries() throws(LibraryError) {
    let keys: [EntryKey]
    do {
      let searcher = try Searcher(
        folder: library.folder, segments: library.segments, analyzer: SearchFold.version)
      keys = try searcher.keys(.everything)
    } catch {
      return note("segments", "\(error)", "segments that open")
    }
    let rows = try library.access { db in
      try Row.fetchAll(db, sql: "SELECT document, position FROM passage ORDER BY document, position")
    }
    let stored = rows.map { ($0.integer("document") ?? -1, $0.integer("position") ?? -1) }
    report.passages = stored.count
    if stored.count != keys.count { note("segments", "\(keys.count) live entries", "\(stored.count) passages") }
    for (key, row) in zip(keys, stored) where (Int(key.document), Int(key.passage)) != row {
      return note("segments", "entry \(key.document)/\(key.passage)", "passage \(row.0)/\(row.1)")
    }
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
    try checkQuotes(document, text, place)
    try checkPassages(document, text, place)
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
