package import PlanExtraction
import PlanReaders
import PlanText

/// A document of the index, read again to tell which rules matched at a place.
package enum PassageExplanation {
  /// - Parameter place: an offset of the source text, or words that stand in it.
  /// - Throws: `noDocument`, `ambiguousDocument`, `usage` if the place is not in the text.
  package static func report(library: Library, document name: String, place: String, rules: Extraction) throws(LibraryError)
    -> PassageReport
  {
    let summary = try library.document(named: name)
    let document = try read(summary, library)
    let span = try span(of: place, in: document.text, name)
    let outline = Outline(of: document)
    var metadata = outline.metadata
    metadata.periodStart = summary.periodStart ?? metadata.periodStart
    metadata.periodEnd = summary.periodEnd ?? metadata.periodEnd
    return rules.report(on: span, in: replacing(metadata, in: outline))
  }

  /// The same for a sentence on its own, thought to stand in a plan for `period`.
  package static func report(sentence: String, period: ClosedRange<Int>?, rules: Extraction) -> PassageReport {
    let outline = RuleCheck.outline(sentence, period: period)
    return rules.report(on: SourceSpan(start: 0, end: sentence.unicodeScalars.count), in: outline)
  }

  private static func replacing(_ metadata: Metadata, in outline: Outline) -> Outline {
    Outline(
      document: outline.document, text: outline.text, metadata: metadata, sections: outline.sections, parts: outline.parts,
      sentences: outline.sentences)
  }

  /// The file itself, if it is still the one that was taken in, for its tables; else the stored text.
  private static func read(_ summary: DocumentSummary, _ library: Library) throws(LibraryError) -> Document {
    if let document = try? readFile(InputFile(path: summary.source)), Pipeline.id(of: document) == summary.id {
      return document
    }
    let bytes = try library.sourceBytes(of: summary.key)
    do {
      return try readDocument(path: summary.id + ".txt", bytes: bytes)
    } catch {
      throw .damagedCatalogue(path: library.connection.path, detail: "source text of \(summary.id)")
    }
  }

  private static func span(of place: String, in text: [Unicode.Scalar], _ name: String) throws(LibraryError) -> SourceSpan {
    if let offset = Int(place) {
      guard 0 <= offset, offset < text.count else {
        throw .usage(
          Localized(
            zh: "偏移 \(offset) 不在 \(name) 之内（共 \(text.count) 字）", en: "offset \(offset) is not in \(name), which has \(text.count) characters"))
      }
      return SourceSpan(start: offset, end: offset + 1)
    }
    let source = GoldSource(text)
    guard let flat = source.find(place) else {
      throw .usage(
        Localized(
          zh: "\(name) 里没有“\(place)”；请照 show --source 抄录，或给出偏移",
          en: "“\(place)” is not in \(name); copy it as show --source prints it, or give an offset"))
    }
    let range = source.sourceRange(flat)
    return SourceSpan(start: range.lowerBound, end: range.upperBound)
  }
}
