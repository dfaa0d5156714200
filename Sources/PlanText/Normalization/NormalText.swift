/// The normal form of a document's text with a map back to the source.
///
/// Width and punctuation variants are folded, traditional characters are read as simplified ones, glosses are taken
/// out and cut paragraphs joined. All rules of extraction run on this form; all that is exported is a span of the source.
/// Paragraphs are separated by one `\n`.
///
/// Forms worth knowing when writing rules: full-width letters, digits, `，；：（）！？％．` read as ASCII
/// `,;:()!?%.`; `。` `、` `《》` `〔〕` `“”` `‘’` stay; `「」『』` read as `“”` `‘’`; dashes `― ─ –` read as `—`;
/// `①` `Ⅱ` `㎡` and other multi-character compatibility forms stay.
package struct NormalText: Sendable {
  package let scalars: [Unicode.Scalar]
  /// Source offset at which normal scalar i starts.
  package let starts: [Int32]
  /// Source offset at which normal scalar i ends; a gloss behind a character belongs to it.
  package let ends: [Int32]
  /// In order. Ranges do not include the separating line feed.
  package let paragraphs: [Paragraph]
  package let damage: [Damage]
  /// Script of the source: decides whether the reading was converted.
  package let script: Script
  /// Whether it is written as in Hong Kong, Macao or Taiwan: in traditional characters, with 「…」 for quotes. A mainland plan that was
  /// put into traditional characters keeps its “…”, and is read like any other mainland plan.
  package let isRegional: Bool

  package init(
    scalars: [Unicode.Scalar], starts: [Int32], ends: [Int32], paragraphs: [Paragraph], damage: [Damage],
    script: Script, isRegional: Bool = false
  ) {
    precondition(scalars.count == starts.count && scalars.count == ends.count)
    self.scalars = scalars
    self.starts = starts
    self.ends = ends
    self.paragraphs = paragraphs
    self.damage = damage
    self.script = script
    self.isRegional = isRegional
  }

  package var count: Int { scalars.count }

  /// The normal characters of `range` as a string: the repaired, simplified reading.
  package func string(_ range: Range<Int>) -> String {
    String(scalars: scalars[range])
  }

  /// The source characters that `range` stands for. An empty range gives an empty span at its place.
  package func sourceSpan(_ range: Range<Int>) -> SourceSpan {
    guard !range.isEmpty else {
      let at = range.lowerBound < count ? Int(starts[range.lowerBound]) : Int(ends.last ?? 0)
      return SourceSpan(start: at, end: at)
    }
    return SourceSpan(start: Int(starts[range.lowerBound]), end: Int(ends[range.upperBound - 1]))
  }

  /// First normal offset whose character starts at or after the source offset `source`.
  package func offset(atOrAfter source: Int) -> Int {
    firstIndex(in: 0..<count) { Int(starts[$0]) >= source }
  }

  /// Index of the paragraph that holds normal offset `offset`.
  package func paragraph(at offset: Int) -> Int? {
    let p = firstIndex(in: 0..<paragraphs.count) { paragraphs[$0].range.upperBound > offset }
    return p < paragraphs.count && paragraphs[p].range.contains(offset) ? p : nil
  }
}

/// A logical line of the normal text: blocks of the source, joined where a page break or a hard wrap cut them.
package struct Paragraph: Sendable, Hashable {
  package let range: Range<Int>
  /// Kind of its first block.
  package let kind: BlockKind

  package init(range: Range<Int>, kind: BlockKind) {
    self.range = range
    self.kind = kind
  }
}

/// ISO 15924 codes as exported; `mixed` where both scripts are used.
package enum Script: String, Sendable, CaseIterable {
  case hans = "Hans"
  case hant = "Hant"
  case mixed
}
