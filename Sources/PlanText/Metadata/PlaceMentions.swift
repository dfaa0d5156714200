/// The place that a text is about when no body names it: it speaks of 我市 or 全省 and mentions one place of that level far
/// more often than any other.
struct PlaceMentions {
  let places: Places
  private let text: [Unicode.Scalar]

  /// Looks at the first hundred thousand scalars of `text`.
  init(places: Places, text: [Unicode.Scalar]) {
    self.places = places
    self.text = Array(text.prefix(100_000))
  }

  /// A place mentioned less often may be a neighbour or a partner.
  private static let least = 4
  /// How many times as often as the next one it must be mentioned.
  private static let lead = 3

  private static let words: [(word: String, level: AdministrativeLevel)] = [
    ("代表省人民政府", .province), ("代表自治区人民政府", .province), ("代表市人民政府", .prefecture), ("代表县人民政府", .county),
    ("代表区人民政府", .county), ("我省", .province), ("全省", .province), ("我区", .county), ("全区", .county), ("我市", .prefecture),
    ("全市", .prefecture), ("我县", .county), ("全县", .county),
  ]

  /// The level that a text speaks of as its own, by the commonest of 我省, 全市 and the like.
  var level: AdministrativeLevel? {
    var best: (level: AdministrativeLevel, count: Int)?
    for (word, level) in Self.words {
      let found = count(of: Array(word.unicodeScalars))
      if found > 0, word.hasPrefix("代表") { return level }
      if found > (best?.count ?? 1) { best = (level, found) }
    }
    return best?.level
  }

  /// The place, if one stands out. Counties are not looked for: their short names are ordinary words.
  func dominant() -> Place? {
    guard let level, level == .province || level == .prefecture else { return nil }
    var first: (place: Place, count: Int)?
    var second = 0
    for place in places.all where place.level == level || level == .prefecture && isMunicipality(place) {
      let found = count(of: Array(place.short.unicodeScalars))
      if found > (first?.count ?? 0) {
        second = first?.count ?? 0
        first = (place, found)
      } else {
        second = max(second, found)
      }
    }
    guard let first, first.count >= Self.least, first.count >= Self.lead * second else { return nil }
    return first.place
  }

  private func isMunicipality(_ place: Place) -> Bool { place.level == .province && place.name.hasSuffix("市") }

  private func count(of word: [Unicode.Scalar]) -> Int {
    guard let first = word.first, text.count >= word.count else { return 0 }
    var found = 0
    for i in 0...(text.count - word.count) where text[i] == first {
      if text[i..<i + word.count].elementsEqual(word) { found += 1 }
    }
    return found
  }
}
