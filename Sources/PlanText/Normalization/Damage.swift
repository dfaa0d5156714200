/// How sure a repair is.
package enum Certainty: String, Sendable, CaseIterable {
  /// Proved by the text itself: nothing was guessed.
  case exact
  /// Undone up to one unknown character.
  case realigned
  /// Seen, not repaired.
  case detected
}

package enum DamageKind: String, Sendable, CaseIterable {
  /// A pinyin reading in brackets behind its character: 區(qū).
  case gloss
  /// A paragraph cut by a page break or a hard line wrap.
  case pagebreak
  /// A character repeated on both sides of a page break.
  case duplicate
  /// Characters that come from decoding with the wrong table or from shifted bytes.
  case mojibake
  /// A character lost: U+FFFD or a question mark in its place.
  case lost
  /// Control, private-use or zero-width characters.
  case control
  /// A stray blank inside Chinese text.
  case space
  /// Traditional and simplified characters side by side in a word, as a conversion that stopped half-way leaves them.
  case script
}

/// A damaged place of the source, with its repair if there is one.
package struct Damage: Sendable, Hashable {
  package let kind: DamageKind
  package let certainty: Certainty
  package let span: SourceSpan
  /// What the place reads as after the repair; nil when it was only detected.
  package let repaired: String?
  /// Name of the normalisation step that found it.
  package let rule: String

  package init(kind: DamageKind, certainty: Certainty, span: SourceSpan, repaired: String?, rule: String) {
    self.kind = kind
    self.certainty = certainty
    self.span = span
    self.repaired = repaired
    self.rule = rule
  }
}
