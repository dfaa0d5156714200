/// The region that a text of Hong Kong, Macao or Taiwan is of when no body tells it: by words that only this region uses.
enum RegionMentions {
  static let hongKong = "香港特别行政区"

  /// Where a place comes from that only these words tell.
  static let witness = "words that only this region uses"

  private static let words: [(region: String, words: [String])] = [
    (hongKong, ["香港", "本港", "全港", "港币", "港元", "财政司", "政务司", "立法会", "区议会"]),
    ("澳门特别行政区", ["澳门", "本澳"]),
    ("台湾省", ["台湾", "全台", "民国", "行政院", "县府", "市府", "本府", "县市", "乡镇", "直辖市", "各部会"]),
  ]

  /// A region named less often may be a neighbour.
  private static let least = 2
  /// How many times as often as the next one its words must occur.
  private static let lead = 3

  /// The region whose words stand out in the first hundred thousand scalars of `text`; nil if none does.
  static func region(of text: [Unicode.Scalar]) -> String? {
    let start = Array(text.prefix(100_000))
    let counts = words.map { entry in (entry.region, entry.words.reduce(0) { $0 + count(of: Array($1.unicodeScalars), in: start) }) }
      .sorted { $0.1 > $1.1 }
    guard counts[0].1 >= least, counts[0].1 >= lead * counts[1].1 else { return nil }
    return counts[0].0
  }

  private static func count(of word: [Unicode.Scalar], in text: [Unicode.Scalar]) -> Int {
    var (found, from) = (0, 0)
    while let at = text.position(of: word, from: from) {
      found += 1
      from = at + word.count
    }
    return found
  }
}
