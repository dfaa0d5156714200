/// A phrase taken apart for the dictionary.
struct PhraseUnits: Sendable {
  let phrase: [UInt32]
  /// UTF-16; empty when the phrase holds a number that is no scalar, so that nothing can match.
  let units: [UInt16]
  /// Grams that every entry with the phrase has, without repetition.
  let grams: [UInt32]
  /// A unit that every such entry has as the start of a gram, where no gram of `grams` says so.
  let prefix: UInt16?
  /// The list of the only gram, or the union of the lists of the prefix, is the answer: no text need be looked at.
  let isExact: Bool

  init(_ phrase: [UInt32]) {
    self.phrase = phrase
    let units = Self.utf16(phrase)
    self.units = units
    var grams: [UInt32] = []
    var prefix: UInt16?
    for (index, unit) in units.enumerated() {
      let next = index + 1 < units.count ? units[index + 1] : nil
      if UnitClass.isSeparator(unit) {
        grams.append(Gram.key(unit, 0))
      } else if let next {
        grams.append(Gram.key(unit, UnitClass.isSeparator(next) ? 0 : next))
      } else if index == 0 || UnitClass.isSeparator(units[index - 1]) {
        prefix = unit
      }
    }
    self.grams = grams.count > 1 ? Set(grams).sorted() : grams
    self.prefix = prefix
    isExact =
      units.count == 1
      || units.count == 2 && !UnitClass.isSeparator(units[0]) && !UnitClass.isSeparator(units[1])
  }

  private static func utf16(_ phrase: [UInt32]) -> [UInt16] {
    var units: [UInt16] = []
    units.reserveCapacity(phrase.count)
    for value in phrase {
      guard let scalar = Unicode.Scalar(value) else { return [] }
      if value <= 0xFFFF { units.append(UInt16(value)) } else { units.append(contentsOf: scalar.utf16) }
    }
    return units
  }
}
