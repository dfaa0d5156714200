extension Outline {
  /// Reads a document into its outline: normal text, parts, sections, sentences and metadata.
  package init(of document: Document) {
    self.init(of: document, text: NormalText(of: document))
  }

  /// The outline of a document whose normal text is known.
  package init(of document: Document, text: NormalText) {
    let roles = PartFinder(text: text).roles()
    let parts = PartFinder.parts(roles, of: text)
    let sections = OutlineBuilder(text: text, roles: roles).sections()
    let metadata = Metadata.resolve(document: document, text: text, parts: parts)
    let isRegional = Self.isRegional(text, metadata)
    let sentences = SentenceCutter(text: text, roles: roles, sections: sections, isRegional: isRegional).sentences()
    self.init(
      document: document, text: text, metadata: metadata, sections: sections, parts: parts, sentences: sentences)
  }

  /// Whether the document is written as in Hong Kong, Macao or Taiwan: by its quotes, or in traditional characters by a body of there.
  package var isRegional: Bool { Self.isRegional(text, metadata) }

  private static func isRegional(_ text: NormalText, _ metadata: Metadata) -> Bool {
    text.isRegional || metadata.province.map { regions.contains($0) } ?? false
  }

  private static let regions: Set = ["香港特别行政区", "澳门特别行政区", "台湾省"]
}

/// Makes the sections of a text from its markers and headings.
struct OutlineBuilder {
  let text: NormalText
  let roles: [Role]

  func sections() -> [Section] {
    let annexes = AnnexFinder(text: text).titles(roles, in: .annex)
    let candidates = MarkerScanner(text: text, roles: roles, annexes: annexes).candidates()
    let headings = HeadingFinder(text: text, roles: roles)
    let successors = Self.successors(candidates)
    var tree = SectionTree()
    var next = 0
    for p in text.paragraphs.indices {
      if p > 0, roles[p] == .annex, roles[p - 1] != .annex { tree.closeAll() }
      if let title = annexes[p], !candidates.indices.contains(next) || candidates[next].paragraph != p {
        tree.addAnnex(title, at: text.paragraphs[p].range.lowerBound, paragraph: p)
        continue
      }
      if next >= candidates.count || candidates[next].paragraph != p || !candidates[next].isStart {
        if let title = headings.unnumberedHeading(at: p, afterSection: !tree.nodes.isEmpty) {
          tree.addHeading(at: text.paragraphs[p].range.lowerBound, paragraph: p, title: title)
        }
      }
      while next < candidates.count, candidates[next].paragraph == p {
        let candidate = candidates[next]
        if candidate.isStart || tree.expects(candidate, hasSuccessor: successors[next]) { tree.add(candidate) }
        next += 1
      }
    }
    return finish(tree.nodes, headings)
  }

  /// For each candidate whether a candidate of the same style with the next number follows before the style restarts.
  private static func successors(_ candidates: [MarkerScanner.Candidate]) -> [Bool] {
    var out = [Bool](repeating: false, count: candidates.count)
    var nextValue: [MarkerStyle: Int] = [:]
    for i in candidates.indices.reversed() {
      let marker = candidates[i].marker
      out[i] = marker.style == .dash ? nextValue[.dash] != nil : nextValue[marker.style] == marker.value + 1
      nextValue[marker.style] = marker.value
    }
    return out
  }

  private func finish(_ nodes: [SectionTree.Node], _ headings: HeadingFinder) -> [Section] {
    var sections: [Section] = []
    sections.reserveCapacity(nodes.count)
    for (i, node) in nodes.enumerated() {
      let ownEnd = i + 1 < nodes.count ? textEnd(of: node, before: nodes[i + 1]) : textEnd(from: node)
      var end = ownEnd
      var k = i + 1
      while k < nodes.count, isDescendant(k, of: i, nodes) { k += 1 }
      if k > i + 1 { end = k < nodes.count ? textEnd(of: nodes[k - 1], before: nodes[k]) : textEnd(from: node) }
      let heading = headings.heading(of: node, ownEnd: ownEnd, isParent: k > i + 1)
      sections.append(
        Section(
          index: i, parent: node.parent, path: node.path,
          marker: node.marker.map { _ in markerText(node) }, heading: heading, range: node.offset..<end,
          own: node.offset..<ownEnd))
    }
    return sections
  }

  private func markerText(_ node: SectionTree.Node) -> String {
    let marker = text.scalars[node.offset..<node.textStart].filter { !CharacterForms.isBlank($0) }
    return String(scalars: marker)
  }

  /// The last section ends where the body does: page furniture behind it does not belong to it.
  private func textEnd(from node: SectionTree.Node) -> Int {
    var end = text.paragraphs[node.paragraph].range.upperBound
    for p in (node.paragraph + 1)..<max(node.paragraph + 1, text.paragraphs.count) where roles[p] != .chrome {
      end = text.paragraphs[p].range.upperBound
    }
    return end
  }

  /// Where the next section starts, or in front of the foot of the page between the two: a number there is no text of the section, and its
  /// heading is the same wherever the page ends.
  private func textEnd(of node: SectionTree.Node, before next: SectionTree.Node) -> Int {
    guard next.offset == text.paragraphs[next.paragraph].range.lowerBound else { return next.offset }
    var p = next.paragraph
    while p - 1 > node.paragraph, roles[p - 1] == .chrome { p -= 1 }
    return text.paragraphs[p].range.lowerBound
  }

  private func isDescendant(_ k: Int, of ancestor: Int, _ nodes: [SectionTree.Node]) -> Bool {
    var next = nodes[k].parent
    while let i = next {
      if i == ancestor { return true }
      next = nodes[i].parent
    }
    return false
  }
}
