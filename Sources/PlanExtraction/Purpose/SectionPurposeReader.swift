import PlanText

/// Works out the purposes of one outline.
struct PurposeReader {
  let outline: Outline
  let lexicon: PurposeLexicon
  /// For each section whether a heading names its purpose, its own or that of a section around it.
  private var named: [Bool] = []

  init(outline: Outline, lexicon: PurposeLexicon) {
    self.outline = outline
    self.lexicon = lexicon
  }

  private var text: [Unicode.Scalar] { outline.text.scalars }

  /// Purposes of all sections, parents first.
  mutating func sections() -> [SectionPurpose] {
    var found: [SectionPurpose?] = []
    found.reserveCapacity(outline.sections.count)
    let lines = outline.sentences.compactMap { sentence in
      sentence.isHeading || sentence.role != .body ? nil : headingLine(sentence).map { (at: sentence.range.lowerBound, purpose: $0) }
    }
    var above = 0
    var line: SectionPurpose?
    for section in outline.sections {
      while above < lines.count, lines[above].at < section.range.lowerBound {
        line = lines[above].purpose
        above += 1
      }
      let parent = section.parent.flatMap { $0 < found.count ? found[$0] : nil }
      // (六)…取得新成效 below 2032年工作安排, a chapter without a number
      let chapter = section.parent == nil && section.marker != nil ? line : nil
      let named = section.heading.flatMap { lexicon.purpose(ofHeading: text, in: $0, under: parent ?? chapter) }
      if let named, section.parent == nil, section.marker == nil {
        line = named
      } else if let named, let chapter, named.commits != chapter.commits {
        line = nil
      }
      found.append(named ?? parent)
    }
    self.named = found.map { $0 != nil }
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

  /// Longest saying in front of the closing words of an address.
  private static let longestSaying = 20

  /// Where 让我们… stands in the paragraphs that open with 各位代表 and the like: short sentences in front of it are sayings.
  private func closingWords() -> [Int: Int] {
    var opened: Set<Int> = []
    var found: [Int: Int] = [:]
    for sentence in outline.sentences {
      let words = text[sentence.range]
      if words.starts(with: "各位".unicodeScalars) { opened.insert(sentence.paragraph) }
      if opened.contains(sentence.paragraph), words.starts(with: "让我们".unicodeScalars) { found[sentence.paragraph] = sentence.range.lowerBound }
    }
    return found
  }

  /// Purposes of all sentences.
  mutating func sentences(sections: [SectionPurpose]) -> [SectionPurpose] {
    var found: [SectionPurpose] = []
    found.reserveCapacity(outline.sentences.count)
    var stretch = Stretch()
    let firstNumbered = outline.sections.first { $0.marker != nil }?.range.lowerBound ?? .max
    let past = paragraphsOfThePast()
    let closing = closingWords()
    for sentence in outline.sentences {
      stretch.enter(sentence, isNamed: isNamed(sentence.section))
      var base = basePurpose(of: sentence, sections: sections, firstNumbered: firstNumbered)
      guard base != .apparatus, base != .glossary else {
        found.append(base)
        continue
      }
      if base == .tasks, !isNamed(sentence.section) {
        base = stretch.underLine ?? (past.contains(sentence.paragraph) ? .review : base)
      }
      if !sentence.isHeading, let line = headingLine(sentence) { stretch.underLine = line }
      if sentence.range.count <= PurposeReader.longestSaying, closing[sentence.paragraph].map({ sentence.range.lowerBound < $0 }) ?? false {
        found.append(.salutation)
        continue
      }
      found.append(purpose(of: sentence, base: base, stretch: &stretch))
    }
    return found
  }

  /// The purpose that a cue opens or an open stretch gives, else `base`.
  private func purpose(of sentence: Sentence, base: SectionPurpose, stretch: inout Stretch) -> SectionPurpose {
    guard !sentence.isHeading, let cue = lexicon.cue(text, in: sentence.range) else {
      // Among tasks 去年… opens a look back that ends where something is to be done.
      if base.commits, stretch.open == .review, lexicon.words.looksAhead(text, in: sentence.range) { stretch.open = nil }
      return stretch.open ?? base
    }
    if cue.reach == .paragraph { stretch.open = cue.purpose }
    if cue.reach == .list { stretch.underLine = cue.purpose }
    return cue.purpose
  }

  /// What is open while sentences are read in order.
  private struct Stretch {
    /// Purpose that a cue opened, up to the end of its paragraph.
    var open: SectionPurpose?
    /// Purpose that a line without a marker opened, for the sections below it that no heading names.
    var underLine: SectionPurpose?
    private var paragraph: Int?
    private var section: Int?

    mutating func enter(_ sentence: Sentence, isNamed: Bool) {
      if sentence.paragraph != paragraph || sentence.section != section { open = nil }
      if isNamed { underLine = nil }
      paragraph = sentence.paragraph
      section = sentence.section
    }
  }

  private func isNamed(_ section: Int?) -> Bool {
    section.map { $0 < named.count && named[$0] } ?? false
  }

  /// The purpose that a short line of its own names, as an unnumbered heading does.
  private func headingLine(_ sentence: Sentence) -> SectionPurpose? {
    guard sentence.mark == nil, sentence.range.count <= 40, !isTitle(sentence),
      outline.text.paragraphs[sentence.paragraph].range == sentence.range
    else { return nil }
    return lexicon.purpose(ofHeading: text, in: sentence.range, under: nil)
  }

  /// Whether the line is the title of the document or a part of it, which says nothing of what stands below: 施政报告 迎接新挑战.
  private func isTitle(_ sentence: Sentence) -> Bool {
    if outline.text.paragraphs.indices.first(where: { outline.role(at: outline.text.paragraphs[$0].range.lowerBound) == .body }) == sentence.paragraph { return true }
    func plain(_ string: String) -> String { string.filter { $0.isLetter || $0.isNumber } }
    return outline.metadata.title.map { plain($0).contains(plain(outline.text.string(sentence.range))) } ?? false
  }

  /// Paragraphs of unnamed sections most of whose sentences tell what has been done.
  private func paragraphsOfThePast() -> Set<Int> {
    var total: [Int: Int] = [:]
    var achieved: [Int: Int] = [:]
    for sentence in outline.sentences where !sentence.isHeading && !isNamed(sentence.section) {
      total[sentence.paragraph, default: 0] += 1
      if lexicon.words.tense(text, in: sentence.range) == .achieved { achieved[sentence.paragraph, default: 0] += 1 }
    }
    return Set(achieved.filter { $0.value >= 2 && $0.value * 2 >= (total[$0.key] ?? 0) }.keys)
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
