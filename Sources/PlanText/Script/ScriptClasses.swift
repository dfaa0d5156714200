/// Equivalence classes of Han characters: what a search treats as the same character whatever the script.
///
/// The base is ICU (see `Data/script-classes.txt`); `Data/script-exceptions.tsv` adds pairs that ICU lacks. Closing under
/// equivalence makes folding independent of the direction of a conversion: whichever variant a converter chose, text and
/// query meet in the representative.
struct ScriptClasses: Sendable {
  /// Representative of each BMP character, by code point.
  private let representative: [UInt16]

  static let bundled = ScriptClasses(
    classes: DataFile.lines("script-classes.txt").map { Array($0.unicodeScalars) },
    pairs: ScriptException.bundled.flatMap(\.characterPairs))

  init(classes: [[Unicode.Scalar]], pairs: [(Unicode.Scalar, Unicode.Scalar)]) {
    var parent = (0...0xFFFF).map { UInt16($0) }
    func root(_ c: UInt16) -> UInt16 {
      var c = c
      while parent[Int(c)] != c { c = parent[Int(c)] }
      return c
    }
    for members in classes {
      guard let first = members.first, first.value <= 0xFFFF else { continue }
      for member in members.dropFirst() where member.value <= 0xFFFF {
        parent[Int(member.value)] = UInt16(first.value)
      }
    }
    for (a, b) in pairs where a.value <= 0xFFFF && b.value <= 0xFFFF {
      let (x, y) = (root(UInt16(a.value)), root(UInt16(b.value)))
      if x != y { parent[Int(x)] = y }
    }
    for c in parent.indices { parent[c] = root(UInt16(c)) }
    representative = parent
  }

  /// The representative of the class of `scalar`; the character itself if it stands alone.
  func fold(_ scalar: UInt32) -> UInt32 {
    scalar <= 0xFFFF ? UInt32(representative[Int(scalar)]) : scalar
  }
}

/// A phrase or character that ICU's character table converts wrongly or not at all.
struct ScriptException: Sendable, Hashable {
  let traditional: [Unicode.Scalar]
  let simplified: [Unicode.Scalar]

  static let bundled: [ScriptException] = DataFile.lines("script-exceptions.tsv").compactMap { line in
    let columns = line.cells()
    guard columns.count >= 2, columns[0] != "traditional" else { return nil }
    let exception = ScriptException(
      traditional: Array(columns[0].unicodeScalars), simplified: Array(columns[1].unicodeScalars))
    // The reading keeps the length of the text: offsets depend on it.
    return exception.traditional.count == exception.simplified.count ? exception : nil
  }

  /// The characters that differ.
  var characterPairs: [(Unicode.Scalar, Unicode.Scalar)] {
    zip(traditional, simplified).filter { $0 != $1 }.map { ($0, $1) }
  }
}
