import PlanLibrary
import PlanText

/// The text of a part: each paragraph with the records that begin in it beside it.
struct ReaderBody {
  let words: Wording
  let facts: ReaderFacts

  var nodes: [Node] {
    let isDamageShown = !facts.hidden.contains("damage")
    let text = ReaderText(
      source: facts.source, reading: facts.reading, marks: facts.findings.map(\.span),
      damage: isDamageShown || facts.reading != .original ? facts.damage : [],
      hits: facts.hits.passages.flatMap(\.highlights),
      cited: facts.cited)
    var isAnchored = false
    // A part may begin inside a chapter; a heading is at most one level below the one before it on the page.
    var level = 1
    return text.paragraphs(in: facts.parts[facts.part]).map { paragraph in
      let citing = !isAnchored && paragraph.segments.contains(where: \.isCited)
      if citing { isAnchored = true }
      let section = facts.outline.first { paragraph.range.contains($0.span.start) }
      let depth = headingDepth(section, paragraph)
      if let depth { level = min(4, depth + 1, level + 1) }
      let tag: Tag = depth == nil ? .p : [.h2, .h3, .h4][level - 2]
      return block(paragraph, text, section, tag: tag, depth: depth, anchoring: citing)
    }
  }

  private func block(
    _ paragraph: Paragraph, _ text: ReaderText, _ section: OutlineLine?, tag: Tag, depth: Int?, anchoring: Bool
  ) -> Node {
    let begins = facts.findings.indices.filter { paragraph.range.contains(facts.findings[$0].start) }
    let style = depth.map { "text heading-\(min(3, $0))" } ?? "text"
    return el(.div, .class("para"), .id("c\(paragraph.range.lowerBound)")) {
      el(tag, .class(style), Attribute(.dataStart, String(paragraph.range.lowerBound))) {
        if let section { el(.span, .id("s\(section.span.start)")) }
        if anchoring { el(.span, .id(Permalink.anchor)) }
        paragraph.segments.flatMap { nodes($0, text) }
        el(
          .a, .class("pin"), .href(Permalink.address(facts.document, SourceSpan(paragraph.range))),
          .label(words("reader.link", ["range": Permalink.text(SourceSpan(paragraph.range))]))
        ) { "¶" }
      }
      if !begins.isEmpty {
        el(.div, .class("notes"), Attribute(.lang, words.language.rawValue)) {
          begins.map { RecordCard(words: words, document: facts.document, finding: facts.findings[$0], index: $0).node }
        }
      }
    }
  }

  /// The section's depth where its heading is the whole paragraph.
  private func headingDepth(_ section: OutlineLine?, _ paragraph: Paragraph) -> Int? {
    guard let section, section.heading != nil, section.span.end >= paragraph.range.upperBound - 2,
      section.span.start <= paragraph.range.lowerBound + 4, paragraph.range.count <= 80
    else { return nil }
    return section.depth
  }

  // MARK: segments

  private func nodes(_ segment: Segment, _ text: ReaderText) -> [Node] {
    let signs = segment.marks.filter { facts.findings[$0].start == segment.range.lowerBound }.map(sign)
    var classes = Set(segment.marks.map { "m-" + facts.findings[$0].kind.rawValue }).sorted()
    if segment.isCited { classes.append("cited") }
    var inner: Node = .text(segment.text)
    if let i = segment.damage { inner = damaged(inner, text.damage[i], segment) }
    if segment.isHit { inner = el(.mark) { inner } }
    if classes.isEmpty { return signs + [inner] }
    return signs + [
      el(
        .span, .class(classes.joined(separator: " ")), Attribute(.dataStart, String(segment.range.lowerBound)),
        Attribute(.dataEnd, String(segment.range.upperBound))
      ) { inner }
    ]
  }

  /// Says in a character what begins here, so that marks differ without colour and in print.
  private func sign(_ index: Int) -> Node {
    let finding = facts.findings[index]
    return el(
      .a, .class("sign is-" + finding.kind.rawValue), .href(fragment: "r\(index)"),
      .label(words("kind." + finding.kind.rawValue))
    ) { words("sign." + finding.kind.rawValue) }
  }

  private func damaged(_ inner: Node, _ damage: ReaderDamage, _ segment: Segment) -> Node {
    let kind = words.value("damage", damage.kind)
    let data = [
      Attribute(.dataStart, String(segment.range.lowerBound)), Attribute(.dataEnd, String(segment.range.upperBound)),
    ]
    let isMended = facts.reading != .original && damage.repaired != nil
    let note =
      isMended
      ? words("damage.was", ["kind": kind, "quote": Self.visible(damage.quote)])
      : damage.repaired.map {
        words("damage.becomes", ["kind": kind, "repaired": $0.isEmpty ? "∅" : Self.visible($0)])
      } ?? kind
    return el(
      isMended ? .ins : .span, .class(damage.repaired == nil ? "damage unsure" : "damage"), Attribute(.title, note),
      data[0], data[1]
    ) { inner }
  }

  /// Line ends and control characters as signs.
  private static func visible(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" ? "⏎" : $0.value < 0x20 ? "␣" : $0 }))
  }
}
