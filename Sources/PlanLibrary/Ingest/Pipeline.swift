import Foundation
package import PlanExtraction
package import PlanReaders
import PlanText

/// From a file to a `Plan`: reading, structure, findings, records. Pure apart from reading the file, and safe to run
/// on several threads at once.
package struct Pipeline: Sendable {
  let rules: Extraction
  let limits: ReaderLimits
  /// Columns of data sets.
  let columns: RecordColumns
  /// Raised when records are made in another way, so that unchanged files are extracted anew.
  static let revision = 5

  package init(rules: Extraction, limits: ReaderLimits = ReaderLimits(), columns: RecordColumns = RecordColumns()) {
    self.rules = rules
    self.limits = limits
    self.columns = columns
  }

  /// What the records of a document depend on besides its text.
  package var version: String { "\(Self.recordsVersion) \(rules.version)" }

  /// The part of it that does not depend on rules: how passages, their keywords and weights are made.
  static let recordsVersion = "records-\(revision) \(SearchFold.version)"

  /// - Parameter overrides: fields of `documents` that the user's table sets for this file.
  func plan(of document: Document, source: SourceRecord, overrides: [String: String]) -> Plan {
    let found = Outline(of: document)
    let metadata = MetadataOverrides.apply(overrides, to: found.metadata)
    let outline = Outline(
      document: found.document, text: found.text, metadata: metadata, sections: found.sections, parts: found.parts,
      sentences: found.sentences)
    let findings = rules.findings(in: outline)
    return PlanRecords(outline: outline, findings: findings)
      .plan(
        id: Self.id(of: document), source: source, overrides: MetadataOverrides.encoded(overrides), pipeline: version)
  }

  /// First 16 hexadecimal digits of the SHA-256 of the text in UTF-8: `show --source | sha256sum` gives it again.
  static func id(of document: Document) -> String { id(of: document.text) }

  static func id(of text: [Unicode.Scalar]) -> String {
    var hash = Digest()
    hash.update(text.utf8)
    return String(hash.hexadecimal().prefix(16))
  }
}
