package import PlanText

/// Why a passage was read as it was: the rules that matched in it and the records that came of it.
package struct PassageReport: Sendable {
  /// A sentence that the passage touches, in the normal text.
  package struct Stretch: Sendable {
    package let range: Range<Int>
    package let section: String?
    package let purpose: SectionPurpose
    package let isHeading: Bool
  }

  package let outline: Outline
  package let sentences: [Stretch]
  /// In reading order of their figures; of one figure in the order in which they were tried.
  package let matches: [RuleTrace.Match]
  /// Figures at which no rule matched.
  package let silent: [Range<Int>]
  /// How the sentences were judged, in reading order.
  package let judged: [ObligationTrace.Entry]
  package let targets: [Target]
  package let obligations: [Obligation]
  package let owners: [OwnerEntry]
  /// Why the brackets, lines and cells of the passage give these owners, or none.
  package let ownerNotes: [OwnerNote]
}

extension Extraction {
  /// Reads `outline` and reports on the sentences that the source characters `span` touch.
  package func report(on span: SourceSpan, in outline: Outline) -> PassageReport {
    let trace = RuleTrace()
    var findings = Findings()
    (findings.owners, findings.tasks) = owners.duties(in: outline)
    let outline = outline.reading(findings.tasks)
    findings.targets = targets.targets(in: outline.ofFirstYear, trace: trace)
    let duties = ObligationTrace()
    findings.obligations = obligations.obligations(in: outline, purposes: obligations.purposes(of: outline), targets: findings.targets, trace: duties)
    findings.dropReported(in: outline)
    PassageCertainty(outline).note(in: &findings)
    let text = outline.text
    let first = text.offset(atOrAfter: span.start)
    let wanted = first..<max(first + 1, text.offset(atOrAfter: max(span.end, span.start + 1)))
    let purposes = obligations.purposes(of: outline)
    let touched = outline.sentences.indices.filter { outline.sentences[$0].range.overlaps(wanted) }
    let stretches = touched.map { index in
      let sentence = outline.sentences[index]
      return PassageReport.Stretch(
        range: sentence.range, section: sentence.section.map { outline.sections[$0].name },
        purpose: purposes.purpose(ofSentence: index), isHeading: sentence.isHeading)
    }
    let low = min(wanted.lowerBound, stretches.first?.range.lowerBound ?? wanted.lowerBound)
    let whole = low..<max(wanted.upperBound, stretches.map(\.range.upperBound).max() ?? 0)
    func isInside(_ range: Range<Int>) -> Bool { range.overlaps(whole) }
    let matches = trace.matches.filter { isInside($0.figure) }
    let found = findings.owners.filter { isInside($0.range) }
    return PassageReport(
      outline: outline, sentences: stretches, matches: matches,
      silent: silent(stretches.map(\.range), matches: matches, text),
      judged: duties.entries.filter { isInside($0.range) }, targets: findings.targets.filter { isInside($0.range) },
      obligations: findings.obligations.filter { isInside($0.range) },
      owners: found, ownerNotes: owners.notes(on: found, in: whole, of: outline))
  }

  /// Figures of the sentences that no match is about.
  private func silent(_ ranges: [Range<Int>], matches: [RuleTrace.Match], _ text: NormalText) -> [Range<Int>] {
    let scanner = FigureScanner(lexicon: book.lexicon)
    var found: [Range<Int>] = []
    for range in ranges where range.upperBound <= text.count {
      for figure in scanner.figures(in: text.scalars, range)
      where !matches.contains(where: { $0.figure.overlaps(figure.range) || $0.range.overlaps(figure.core) }) {
        found.append(figure.range)
      }
    }
    return found
  }
}
