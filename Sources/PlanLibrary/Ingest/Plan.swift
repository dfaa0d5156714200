import PlanExtraction
import PlanText

/// One document with all that was found in it, ready to be stored: everything but its key.
package struct Plan: Sendable {
  /// First 16 hexadecimal digits of the SHA-256 of the decoded text in UTF-8. An id therefore names one exact text:
  /// an offset cited with it can never come to mean other characters.
  let id: String
  let source: SourceRecord
  let overrides: String
  let pipeline: String
  let metadata: Metadata
  let script: Script
  let encoding: EncodingReport
  let format: DocumentFormat
  let characters: Int
  let warnings: [String]
  /// Length of the text in UTF-8 and its zlib stream.
  let textBytes: Int
  let text: [UInt8]
  let sections: [SectionRecord]
  var passages: [PassageRecord]
  let targets: [TargetRecord]
  let obligations: [ObligationRecord]
  let owners: [OwnerRecord]
  let assignments: [AssignmentRecord]
  let damage: [DamageRecord]
  /// Lines of pages, in the order of the text.
  let places: [PagePlace]
}

/// One path under which a document's text was found.
package struct SourceRecord: Sendable, Hashable {
  /// As ingested.
  let path: String
  /// SHA-256 of the bytes read.
  let sha256: String
  /// The path made absolute, so that a file is known again under another spelling; never exported.
  let location: String
}

/// A span of the source with its characters.
struct Citation: Sendable, Hashable {
  let span: SourceSpan
  let quote: String
}

struct SectionRecord: Sendable {
  let section: Section
  let name: String
  let heading: String?
  let headingSimplified: String?
  let parentName: String?
  /// The whole section with its descendants.
  let range: SourceSpan
  /// Its heading, or its marker if it has none.
  let cited: Citation
  /// Folded path and heading, a line feed between them: what `section:` looks into.
  let folded: String
}

struct PassageRecord: Sendable {
  let index: Int
  let section: Int?
  let role: Role
  let span: SourceSpan
  /// What the engine gets; given up once it has it.
  var readings: [FoldedReading]
  /// Offset maps of the readings, as they are stored.
  let maps: [UInt8]
  /// What else it takes to make the readings from the source text again (see `StoredReadings`).
  let stored: [UInt8]
  let keywords: [KeywordRecord]
  /// Rank multiplier.
  let weight: Float
}

struct KeywordRecord: Sendable, Hashable {
  let field: String
  let value: String
}

struct TargetRecord: Sendable {
  let target: Target
  let section: String?
  let cited: Citation
  let simplified: String
}

struct ObligationRecord: Sendable {
  let obligation: Obligation
  let section: String?
  let cited: Citation
  let simplified: String
}

struct OwnerRecord: Sendable {
  let entry: OwnerEntry
  let section: String?
  let cited: Citation
}

struct DamageRecord: Sendable {
  let damage: Damage
  let quote: String
}

/// A line of the task table: who does what by when.
struct AssignmentRecord: Sendable {
  let section: String?
  let sectionPosition: Int?
  let task: String
  let lead: [String]
  let support: [String]
  let inheritedFrom: String?
  let targets: [String]
  let deadline: Int?
  let strength: Strength?
  let flags: [String]
  let certainty: FindingCertainty
  let cited: Citation
}
