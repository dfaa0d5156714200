import PlanText

/// Reads how firmly a target is meant.
struct TargetStrengthReader {
  let text: [Unicode.Scalar]
  let mandatory: Lexicon.WordClass
  let aspirational: Lexicon.WordClass
  let encouraged: Lexicon.WordClass

  init(text: [Unicode.Scalar], lexicon: Lexicon) {
    self.text = text
    mandatory = lexicon["mandatoryWord"]
    aspirational = lexicon["aspirationalWord"]
    encouraged = lexicon["encouragedWord"]
  }

  /// The strength that the words before a figure give and the word that decides. 力争 beats 要, for the figure is aimed at.
  func strength(_ sentence: Range<Int>, clause: Range<Int>) -> (Strength, String?) {
    let near = max(sentence.lowerBound, clause.lowerBound)..<max(sentence.upperBound, clause.lowerBound)
    for (words, strength) in [(aspirational, Strength.aspirational), (mandatory, .mandatory), (encouraged, .encouraged)] {
      if let (word, _) = words.first(in: text, near) {
        return (strength, String(scalars: word.scalars))
      }
    }
    return (.planned, nil)
  }
}
