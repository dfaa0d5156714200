import PlanText

/// Works out the purposes of one outline.
struct PurposeReader {
  let outline: Outline
  let lexicon: PurposeLexicon

  private var text: [Unicode.Scalar] { outline.text.scalars }

  /// Purposes of all sections, parents first.
  mutating func sections() -> [SectionPurpose] {
    var found: [SectionPurpose?] = []
    found.reserveCapacity(outline.sections.count)
    for section in outline.sections {
      let parent = section.parent.flatMap { $0 < found.count ? found[$0] : nil }
      let named = section.heading.flatMap { lexicon.purpose(ofHeading: text, in: $0, under: parent) }
      found.append(named ?? parent)
    }
    let tense = tenseOfUnnamed(found)
    return outline.sections.indices.map { found[$0] ?? tense[$0] }
  }

  /// Sections without a named purpose take the tense of their top section's sentences: mostly achieved means review.
  private func tenseOfUnnamed(_ named: [SectionPurpose?]) -> [SectionPurpose] {
    var top: [Int] = []
    for section in outline.sections {
      top.append(section.parent.map { $0 < top.count ? top[$0] : section.index } ?? section.index)
    }
    var achieved = [Int](repeating: 0, count: outline.sections.count)
    var total = achieved
    for sentence in outline.sentences {
      guard let section = sentence.section, named[section] == nil, !sentence.isHeading else { continue }
      total[top[section]] += 1
      if lexicon.words.tense(text, in: sentence.range) == .achieved { achieved[top[section]] += 1 }
    }
    return outline.sections.indices.map { index in
      let head = top[index]
      return total[head] >= 5 && achieved[head] * 2 > total[head] ? .review : .tasks
    }
  }

  /// Purposes of all sentences.
  mutating func sentences(sections: [SectionPurpose]) -> [SectionPurpose] {
    var found: [SectionPurpose] = []
    found.reserveCapacity(outline.sentences.count)
    var stretch: (purpose: SectionPurpose, paragraph: Int?, section: Int?)?
    let firstNumbered = outline.sections.first { $0.marker != nil }?.range.lowerBound ?? .max
    for sentence in outline.sentences {
      if let open = stretch, open.section != sentence.section || (open.paragraph ?? sentence.paragraph) != sentence.paragraph {
        stretch = nil
      }
      let base = basePurpose(of: sentence, sections: sections, firstNumbered: firstNumbered)
      guard base != .apparatus, base != .glossary else {
        found.append(base)
        continue
      }
      if let cue = sentence.isHeading ? nil : lexicon.cue(text, in: sentence.range) {
        switch cue.reach {
        case .sentence: break
        case .paragraph: stretch = (cue.purpose, sentence.paragraph, sentence.section)
        case .run: stretch = (cue.purpose, nil, sentence.section)
        }
        found.append(cue.purpose)
      } else {
        found.append(stretch?.purpose ?? base)
      }
    }
    return found
  }

  /// Purpose by part and section alone; text before the first numbered section is a preamble, so it gives background.
  private func basePurpose(
    of sentence: Sentence, sections: [SectionPurpose], firstNumbered: Int
  ) -> SectionPurpose {
    switch sentence.role {
    case .contents, .chrome: return .apparatus
    case .notice: return .notice
    case .body, .annex: break
    }
    if let section = sentence.section, section < sections.count { return sections[section] }
    if sentence.range.lowerBound < firstNumbered, firstNumbered != .max { return .background }
    return .tasks
  }
}
