import PlanExtraction
import PlanText

/// Turns an outline and its findings into the records that the catalogue keeps: spans of the normal text become spans
/// of the source with their characters.
struct PlanRecords {
  let outline: Outline
  let findings: Findings

  func plan(id: String, source: SourceRecord, overrides: String, pipeline: String) -> Plan {
    let document = outline.document
    let utf8 = document.text.utf8
    return Plan(
      id: id, source: source, overrides: overrides, pipeline: pipeline,
      metadata: outline.metadata, script: outline.text.script, encoding: document.encoding, format: document.format,
      characters: document.text.count, warnings: document.warnings, textBytes: utf8.count,
      text: Compression.deflate(utf8) ?? [], sections: outline.sections.map(section), passages: passages(),
      targets: findings.targets.map(target), obligations: findings.obligations.map(obligation),
      owners: findings.owners.map(owner),
      assignments: AssignmentTable(outline: outline, findings: findings, records: self).rows(),
      damage: outline.text.damage.map { DamageRecord(damage: $0, quote: document.quote($0.span)) },
      places: document.places)
  }

  /// The source characters behind a range of the normal text.
  func cite(_ range: Range<Int>) -> Citation {
    let span = outline.text.sourceSpan(range)
    return Citation(span: span, quote: outline.document.quote(span))
  }

  func sectionName(_ index: Int?) -> String? { index.map { outline.sections[$0].name } }

  // MARK: sections

  private func section(_ section: Section) -> SectionRecord {
    let heading = section.heading.map(cite)
    let simplified = section.heading.map(outline.text.string)
    let folded = fold(section.name) + "\n" + fold(simplified ?? "")
    return SectionRecord(
      section: section, name: section.name, heading: heading?.quote, headingSimplified: simplified,
      parentName: sectionName(section.parent), range: outline.text.sourceSpan(section.range),
      cited: heading ?? cite(markerRange(section)), folded: folded)
  }

  /// The marker at the head of a section; its first character when there is none.
  private func markerRange(_ section: Section) -> Range<Int> {
    let start = section.range.lowerBound
    let length = max(1, section.marker?.unicodeScalars.count ?? 1)
    return start..<min(start + length, max(start, section.range.upperBound))
  }

  // MARK: findings

  private func target(_ target: Target) -> TargetRecord {
    TargetRecord(
      target: target, section: sectionName(target.section), cited: cite(target.range),
      simplified: outline.text.string(target.range))
  }

  private func obligation(_ obligation: Obligation) -> ObligationRecord {
    ObligationRecord(
      obligation: obligation, section: sectionName(obligation.section), cited: cite(obligation.range),
      simplified: outline.text.string(obligation.range))
  }

  private func owner(_ entry: OwnerEntry) -> OwnerRecord {
    OwnerRecord(entry: entry, section: sectionName(entry.section), cited: cite(entry.range))
  }

  // MARK: passages

  private func passages() -> [PassageRecord] {
    let marks = PassageMarks(outline: outline, findings: findings)
    return outline.passages().map { passage in
      PassageRecord(
        index: passage.index, section: passage.section, role: passage.role, span: passage.span,
        readings: passage.readings, maps: PassageMaps.encoded(passage.readings.map(\.map)),
        stored: StoredReadings.encoded(passage.readings, text: outline.document.text),
        keywords: marks.keywords(of: passage.span, role: passage.role),
        weight: marks.weight(of: passage.span, role: passage.role))
    }
  }
}

/// Folded as queries are, as a string for SQL's `instr`.
func fold(_ text: String) -> String {
  String(scalars: SearchFold.fold(text).compactMap(Unicode.Scalar.init))
}
