import SearchIndex

/// SplitMix64: the same numbers from the same seed everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

/// Texts, entries and queries for the property tests.
struct Maker {
  var random: SeededGenerator
  let style: Style

  enum Style: CaseIterable {
    /// A handful of characters: everything repeats.
    case dense
    /// Sentences put together from words of plans.
    case plans
    /// Any scalars, characters beyond the first plane and separators among them.
    case wild
  }

  static let words = [
    "云川省", "清河市", "临江市", "科学素质", "到2025年", "达到10%以上", "公民", "教育局", "负责", "牵头", "，", "。", "；", "、", "（", "）",
    "建设", "推进", "农村", "科普", "“十四五”", "规划", "不超过5家", "每个县区", "3家以上", " ", "\n", "一、", "（一）", "1.", "科技馆", "馆", "家",
    "GDP", "增长5.5%左右", "𠮷", "😀", "人民", "人民政府", "清河", "河", "江", "省",
  ].map { $0.unicodeScalars.map(\.value) }

  init(seed: UInt64, style: Style) {
    random = SeededGenerator(seed: seed)
    self.style = style
  }

  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }

  mutating func text(_ count: Int) -> [UInt32] {
    var out: [UInt32] = []
    while out.count < count {
      switch style {
      case .dense: out.append("中国，a0𠮷".unicodeScalars.map(\.value)[int(0...5)])
      case .plans: out += Self.words[int(0...Self.words.count - 1)]
      case .wild:
        let value = UInt32(int(0...(chance(50) ? 0x2FF : 0x10FFFF)))
        if Unicode.Scalar(value) != nil { out.append(value) }
      }
    }
    return Array(out.prefix(count))
  }

  mutating func reading() -> Reading {
    let scalars = text(chance(10) ? int(0...2) : int(0...60))
    return Reading(scalars: scalars, ownCount: chance(60) ? scalars.count : int(0...scalars.count))
  }

  mutating func entry(_ key: EntryKey) -> Entry {
    var readings = [reading()]
    if chance(20) {
      // A second reading that differs in a few places, as repaired text does.
      var scalars = readings[0].scalars
      for _ in 0..<int(0...2) where !scalars.isEmpty { scalars[int(0...scalars.count - 1)] = text(1)[0] }
      readings.append(Reading(scalars: scalars, ownCount: min(scalars.count, readings[0].ownCount)))
    }
    var keywords: [Keyword] = []
    for _ in 0..<int(0...3) {
      keywords.append(
        Keyword(field: ["place", "year", "级"][int(0...2)], value: ["清河", "临江", "", "2024", "a"][int(0...4)]))
    }
    return Entry(key: key, readings: readings, keywords: keywords, weight: [1, 1, 1, 2, 0.25][int(0...4)])
  }

  mutating func entries(_ count: Int) -> [Entry] {
    var key = EntryKey(document: UInt32(int(0...3)), passage: 0)
    return (0..<count).map { _ in
      defer {
        key =
          chance(70)
          ? EntryKey(document: key.document, passage: key.passage + (chance(80) ? 1 : UInt32(int(2...9))))
          : EntryKey(document: key.document + UInt32(int(1...3)), passage: UInt32(int(0...1) * 7))
      }
      return entry(key)
    }
  }

  mutating func phrase(_ entries: [Entry]) -> [UInt32] {
    let readings = entries.flatMap(\.readings).filter { !$0.scalars.isEmpty }
    if chance(10) || readings.isEmpty { return text(int(1...4)) }
    let scalars = readings[int(0...readings.count - 1)].scalars
    let start = int(0...scalars.count - 1)
    let count = chance(70) ? int(1...4) : int(1...256)
    return Array(scalars[start..<min(scalars.count, start + count)])
  }

  /// What ends a sentence in these tests, some of it frequent in every style.
  private var ends: [UInt32] { "。；，a".unicodeScalars.map(\.value) }

  /// A piece of a text with holes in it, or pieces of several texts.
  mutating func pattern(_ entries: [Entry]) -> TextPattern {
    var runs: [[UInt32]] = []
    var gaps: [TextPattern.Gap] = []
    if chance(60) {
      var rest = phrase(entries)
      while rest.count > 2, runs.count < 4, chance(80) {
        let (run, hole) = (int(1...min(2, rest.count - 1)), int(0...2))
        runs.append(Array(rest.prefix(run)))
        let isOpen = chance(50)
        gaps.append(TextPattern.Gap(least: isOpen ? min(hole, 1) : hole, isOpen: isOpen))
        rest = Array(rest.dropFirst(run + hole))
      }
      runs.append(rest.isEmpty ? text(1) : Array(rest.prefix(2)))
    } else {
      runs = (0...int(0...2)).map { _ in Array(phrase(entries).prefix(2)) }
      gaps = runs.dropFirst().map { _ in TextPattern.Gap(least: int(0...2), isOpen: chance(70)) }
    }
    let (lead, trail) = (chance(20) ? int(1...2) : 0, chance(20) ? int(1...2) : 0)
    return TextPattern(runs: runs, gaps: gaps, lead: lead, trail: trail, ends: chance(80) ? ends : [])
  }

  mutating func query(_ entries: [Entry], depth: Int = 0) -> Query {
    switch int(depth > 2 ? 40...100 : 0...100) {
    case 0...14: return .and((0..<int(0...3)).map { _ in query(entries, depth: depth + 1) })
    case 15...29: return .or((0..<int(0...4)).map { _ in query(entries, depth: depth + 1) })
    case 30...39: return .not(query(entries, depth: depth + 1))
    case 40...43:
      return .keyword(
        Keyword(field: ["place", "year", "级", "none"][int(0...3)], value: ["清河", "", "2024"][int(0...2)]))
    case 44...46: return .documents((0..<int(0...4)).map { _ in UInt32(int(0...30)) })
    case 47...49:
      return .entries(
        (0..<int(0...4)).map { _ in
          entries.isEmpty ? EntryKey(document: 1, passage: 1) : entries[int(0...entries.count - 1)].key
        })
    case 50: return .everything
    case 51: return .nothing
    case 52...61: return .near(phrase(entries), phrase(entries), int(0...12), ordered: chance(50))
    case 62...69: return .together(phrase(entries), phrase(entries), ends: ends)
    case 70...79: return .pattern(pattern(entries))
    case 80...84:
      return .atLeast(int(0...3), (0..<int(0...5)).map { _ in .phrase(Array(phrase(entries).prefix(2))) })
    default: return .phrase(phrase(entries))
    }
  }
}
