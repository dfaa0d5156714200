import Testing

@testable import PlanText

/// The fast forms over scalars against the slow ones they stand for.
@Suite struct ScalarTests {
  /// Characters of one to four bytes, at the borders of their lengths and of the words of a set.
  private static let samples: [Unicode.Scalar] = [
    "\0", "a", "z", "\u{7F}", "\u{80}", "é", "\u{7FF}", "\u{800}", "、", "一", "二", "亿", "鿿", "\u{D7FF}", "\u{E000}", "\u{FFFD}",
    "\u{FFFF}", "\u{10000}", "𠮷", "\u{10FFFF}",
  ]

  @Test func stringsAreThoseOfTheScalars() {
    for length in 0...6 {
      for start in 0...(Self.samples.count - length) {
        let scalars = Array(Self.samples[start..<(start + length)])
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        #expect(String(scalars: scalars) == String(view))
        #expect(Array(String(scalars: scalars).unicodeScalars) == scalars)
        #expect(scalars.utf8 == Array(String(view).utf8))
      }
    }
  }

  @Test func setsHoldWhatWasPutIn() {
    for cut in 0...Self.samples.count {
      let set = ScalarSet(Self.samples[..<cut])
      let twin = Set(Self.samples[..<cut])
      for scalar in Self.samples { #expect(set.contains(scalar) == twin.contains(scalar)) }
    }
    #expect(ScalarSet("一二").contains("二"))
    #expect(!ScalarSet().contains("\0"))
  }

  @Test func triesKnowTheirWords() {
    // Words over three characters: many share their beginnings, and the table grows several times.
    let letters: [Unicode.Scalar] = ["一", "二", "三"]
    var words: [[Unicode.Scalar]] = [[]]
    for _ in 0..<6 { words += words.flatMap { word in letters.map { word + [$0] } } }
    var trie = ScalarTrie()
    var twin: [[Unicode.Scalar]: Int] = [:]
    for word in words where word.count % 2 == 0 {
      let node = trie.insert(word)
      #expect(twin[word] == nil || twin[word] == node)
      twin[word] = node
    }
    #expect(Set(twin.values).count == twin.count)
    for word in words {
      let node = word.reduce(Int?.some(0)) { node, scalar in node.flatMap { trie.next($0, scalar) } }
      if let known = twin[word] { #expect(node == known) }
    }
    #expect(trie.next(0, "四") == nil)
  }

  @Test(arguments: ["现将《规划》印发给你们", "印发给你", "", "你们印发给你们"])
  func phrasesAreFoundWhereTheStringHasThem(_ text: String) {
    let set: PhraseSet = ["印发给你们", "现将《"]
    let phrases = ["印发给你们", "现将《"]
    let scalars = Array(text.unicodeScalars)
    #expect(set.isIn(scalars[...]) == phrases.contains { text.contains($0) })
    #expect(set.starts(scalars[...]) == phrases.contains { text.hasPrefix($0) })
    #expect(set.ends(scalars[...]) == phrases.contains { text.hasSuffix($0) })
  }

  /// Substrings are still searched by the standard library.
  @Test func stringsAreSearchedByBytes() {
    let letters: [Character] = ["市", "县", "a", "𠮷"]
    var words = [""]
    for _ in 0..<4 { words += words.suffix(64).flatMap { word in letters.map { word + String($0) } } }
    for text in words.suffix(90) {
      for word in words.prefix(60) {
        #expect(text.contains(word) == (word.isEmpty || text[...].contains(word)))
        #expect(text.hasPrefix(word) == text[...].hasPrefix(word))
        #expect(text.hasSuffix(word) == text[...].hasSuffix(word))
      }
    }
    // What follows a character in a cluster hides it no longer.
    #expect("市\u{FE00}区".contains("市") && "市\u{FE00}".hasPrefix("市"))
    #expect("a\r\n".hasSuffix("\n"))
  }

  @Test func linesAndCellsOfTables() {
    #expect("a\tb\r\n\n c\n"[...].tableLines == ["a\tb", "", " c", ""])
    #expect("a\t\tb"[...].cells() == ["a", "", "b"])
    #expect("\u{3000} 甲 乙\t"[...].trimmed == "甲 乙")
    #expect(" "[...].trimmed.isEmpty)
  }
}

@Suite struct ScriptTableTests {
  /// Nearly all pairs of the bundled table are those of this machine's ICU, whose versions differ in a few.
  @Test(arguments: [("ts", "Traditional-Simplified"), ("st", "Simplified-Traditional")])
  func agreesWithICU(_ name: String, _ transliterator: String) throws {
    let lines = DataFile.lines("script-characters.txt").filter { $0.hasPrefix(name + "\t") }
    let pairs = lines.flatMap { line -> [(Unicode.Scalar, Unicode.Scalar)] in
      let scalars = Array(line.unicodeScalars.dropFirst(3))
      return stride(from: 0, to: scalars.count - 1, by: 2).map { (scalars[$0], scalars[$0 + 1]) }
    }
    #expect(pairs.count > 2_000)
    let converted = try #require(ICU.transliterate(String(scalars: pairs.map(\.0)), transliterator))
    let same = zip(pairs, converted.unicodeScalars).count { $0.1 == $1 }
    #expect(same * 100 >= pairs.count * 98)
  }
}
