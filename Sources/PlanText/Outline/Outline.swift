/// The numbered sections of a document, its parts and its sentences. Complete once made.
package struct Outline: Sendable {
  package let document: Document
  package let text: NormalText
  package let metadata: Metadata
  /// In reading order; a parent stands before its children.
  package let sections: [Section]
  /// In reading order; together they cover every paragraph.
  package let parts: [Part]
  /// In reading order. Headings that stand alone are not sentences; a run-in heading is marked.
  package let sentences: [Sentence]

  package init(
    document: Document, text: NormalText, metadata: Metadata, sections: [Section], parts: [Part],
    sentences: [Sentence]
  ) {
    self.document = document
    self.text = text
    self.metadata = metadata
    self.sections = sections
    self.parts = parts
    self.sentences = sentences
  }

  /// The chain of sections from `section` up to the top, innermost first.
  package func ancestors(of section: Int?) -> [Section] {
    var chain: [Section] = []
    var next = section
    while let i = next {
      chain.append(sections[i])
      next = sections[i].parent
    }
    return chain
  }

  /// Innermost section that holds normal offset `offset`.
  package func section(at offset: Int) -> Int? {
    let behind = firstIndex(in: 0..<sections.count) { sections[$0].range.lowerBound > offset }
    var candidate = behind > 0 ? behind - 1 : nil
    while let i = candidate, !sections[i].range.contains(offset) { candidate = sections[i].parent }
    return candidate
  }

  /// Role of the part that holds normal offset `offset`.
  package func role(at offset: Int) -> Role {
    let p = firstIndex(in: 0..<parts.count) { parts[$0].range.upperBound > offset }
    return p < parts.count && parts[p].range.contains(offset) ? parts[p].role : .body
  }
}

/// A numbered or titled section. Ranges are offsets of the normal text.
package struct Section: Sendable, Hashable {
  /// Position in `Outline.sections`.
  package let index: Int
  package let parent: Int?
  /// Bare ordinals from the top down: `["三", "（一）", "1"]`. An unnumbered heading stands for itself.
  package let path: [String]
  /// The marker as the normal text has it (`（一）`, `1.`, `——`); nil for an unnumbered heading.
  package let marker: String?
  /// The heading without its marker; nil if the item has no separable heading.
  package let heading: Range<Int>?
  /// From the marker to the end of the last descendant.
  package let range: Range<Int>
  /// From the marker to the first child.
  package let own: Range<Int>

  package init(
    index: Int, parent: Int?, path: [String], marker: String?, heading: Range<Int>?, range: Range<Int>,
    own: Range<Int>
  ) {
    self.index = index
    self.parent = parent
    self.path = path
    self.marker = marker
    self.heading = heading
    self.range = range
    self.own = own
  }

  /// 1 for a top section.
  package var depth: Int { path.count }
  /// `三/（一）/1`, as exported.
  package var name: String { path.joined(separator: "/") }
}

/// What a stretch of a document is for.
package enum Role: String, Sendable, CaseIterable {
  case body, contents, notice, annex, chrome
}

package struct Part: Sendable, Hashable {
  package let role: Role
  package let range: Range<Int>

  package init(role: Role, range: Range<Int>) {
    self.role = role
    self.range = range
  }
}

/// Text up to 。！？； or the end of a paragraph, never cut inside quotation marks, brackets or 《》.
package struct Sentence: Sendable, Hashable {
  /// Without the final mark and without the marker of an item.
  package let range: Range<Int>
  /// Innermost section, if any.
  package let section: Int?
  /// Index of the paragraph.
  package let paragraph: Int
  package let role: Role
  /// Whether it is the run-in heading of its section (`1.加强…建设。`), or a heading on a line of its own.
  package let isHeading: Bool
  /// The mark that ends it (。！？；), nil at a line's end.
  package let mark: Unicode.Scalar?

  package init(
    range: Range<Int>, section: Int?, paragraph: Int, role: Role, isHeading: Bool, mark: Unicode.Scalar?
  ) {
    self.range = range
    self.section = section
    self.paragraph = paragraph
    self.role = role
    self.isHeading = isHeading
    self.mark = mark
  }
}
