import PlanText

/// Makes outlines for tests without reading a document: each call adds one paragraph.
struct OutlineFixture {
  private var scalars: [Unicode.Scalar] = []
  private var paragraphs: [Paragraph] = []
  private var sections: [Section] = []
  private var sentences: [Sentence] = []

  /// A paragraph of sentences, each ended by 。, or by the mark that it ends with.
  mutating func paragraph(_ texts: [String], section: Int? = nil, role: Role = .body) {
    guard !texts.isEmpty else { return }
    let start = scalars.count
    for text in texts { add(text, section: section, role: role, isHeading: false) }
    paragraphs.append(Paragraph(range: start..<scalars.count, kind: .paragraph))
    scalars.append("\n")
  }

  /// A section with its heading on a line of its own and one paragraph of sentences.
  mutating func section(_ path: [String], heading: String, sentences texts: [String], role: Role = .body) {
    let start = scalars.count
    let index = sections.count
    let parent = sections.last { $0.path == Array(path.dropLast()) }?.index
    let marker = (path.last ?? "") + "、"
    scalars += marker.unicodeScalars
    let headingStart = scalars.count
    scalars += normal(heading)
    let headingRange = headingStart..<scalars.count
    sentences.append(
      Sentence(
        range: headingRange, section: index, paragraph: paragraphs.count, role: role, isHeading: true, mark: nil))
    paragraphs.append(Paragraph(range: start..<scalars.count, kind: .paragraph))
    scalars.append("\n")
    paragraph(texts, section: index, role: role)
    sections.append(
      Section(
        index: index, parent: parent, path: path, marker: marker, heading: headingRange,
        range: start..<scalars.count, own: start..<scalars.count))
    extendAncestors(of: index)
  }

  /// Makes the sections around `index` reach to the end of it.
  private mutating func extendAncestors(of index: Int) {
    var next = sections[index].parent
    while let i = next {
      let s = sections[i]
      sections[i] = Section(
        index: s.index, parent: s.parent, path: s.path, marker: s.marker, heading: s.heading,
        range: s.range.lowerBound..<scalars.count, own: s.own)
      next = s.parent
    }
  }

  /// A row of a table, as a paragraph of its own.
  mutating func row(_ cells: [String]) {
    let start = scalars.count
    var spans: [SourceSpan] = []
    for (number, cell) in cells.enumerated() {
      if number > 0 { scalars.append("\t") }
      let cellStart = scalars.count
      scalars += normal(cell)
      spans.append(SourceSpan(start: cellStart, end: scalars.count))
    }
    paragraphs.append(Paragraph(range: start..<scalars.count, kind: .tableRow(cells: spans)))
    scalars.append("\n")
  }

  private mutating func add(_ text: String, section: Int?, role: Role, isHeading: Bool) {
    var body = normal(text)
    let marks: Set<Unicode.Scalar> = ["。", "!", "?", ";"]
    let mark: Unicode.Scalar = body.last.flatMap { marks.contains($0) ? $0 : nil } ?? "。"
    if body.last == mark { body.removeLast() }
    let start = scalars.count
    scalars += body
    sentences.append(
      Sentence(
        range: start..<scalars.count, section: section, paragraph: paragraphs.count, role: role,
        isHeading: isHeading, mark: mark))
    scalars.append(mark)
  }

  func outline() -> Outline {
    let count = scalars.count
    let text = NormalText(
      scalars: scalars, starts: (0..<count).map { Int32($0) }, ends: (0..<count).map { Int32($0 + 1) },
      paragraphs: paragraphs, damage: [], script: .hans)
    let document = Document(
      path: "fixture", format: .text, encoding: EncodingReport(name: "UTF-8", reason: "fixture"), text: scalars,
      blocks: [], sha256: "")
    return Outline(
      document: document, text: text, metadata: Metadata(), sections: sections,
      parts: [Part(role: .body, range: 0..<count)], sentences: sentences)
  }
}
