/// Borders of words by ICU's dictionary for Chinese (Unicode Annex 29). They may rank what was found; they never decide what
/// is found.
package enum WordBreaks {
  /// For each text, whether a word begins or ends in front of each scalar and at the end: one value more than scalars.
  /// ICU is asked once for all of them. A text has no line ends.
  package static func borders(_ texts: [ArraySlice<UInt32>]) -> [[Bool]] {
    var units: [UInt16] = []
    for text in texts {
      for scalar in text {
        if scalar > 0xFFFF {
          units.append(UInt16(truncatingIfNeeded: 0xD7C0 + (scalar >> 10)))
          units.append(UInt16(truncatingIfNeeded: 0xDC00 | (scalar & 0x3FF)))
        } else {
          units.append(UInt16(truncatingIfNeeded: scalar))
        }
      }
      units.append(0x0A)
    }
    var isBorder = [Bool](repeating: false, count: units.count + 1)
    for place in ICU.wordBoundaries(units) { isBorder[place] = true }
    var at = 0
    return texts.map { text in
      var borders: [Bool] = []
      borders.reserveCapacity(text.count + 1)
      for scalar in text {
        borders.append(isBorder[at])
        at += scalar > 0xFFFF ? 2 : 1
      }
      borders.append(isBorder[at])
      at += 1
      return borders
    }
  }
}
