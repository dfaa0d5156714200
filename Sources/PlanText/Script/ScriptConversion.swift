/// Reads traditional characters as simplified ones, character for character, so that every offset stays.
///
/// ICU's Traditional-Simplified is the base (`Data/script-characters.txt`); `Data/script-exceptions.tsv` overrides it by phrase, longest first
/// (乾隆 stays, 著力 → 着力, 著名 stays). Only text found to be traditional is converted: on simplified text the table
/// would do harm (显著 → 显着).
package enum ScriptConversion {
  /// The simplified reading of `scalars`; same length.
  package static func simplified(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let tables = ConversionTables.bundled
    var out: [Unicode.Scalar] = []
    out.reserveCapacity(scalars.count)
    var i = 0
    while i < scalars.count {
      if let exception = tables.exception(at: i, in: scalars) {
        out.append(contentsOf: exception.simplified)
        i += exception.traditional.count
      } else {
        out.append(tables.convert(scalars[i]))
        i += 1
      }
    }
    return out
  }

  /// The simplified reading of a short text such as a name; text that is simplified already is left alone.
  package static func simplified(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard script(of: scalars) != .hans else { return text }
    return String(scalars: simplified(scalars))
  }

  /// Which script a text is in: counts characters that only one of the scripts uses.
  ///
  /// Up to one stray character in fifty does not make a text mixed.
  package static func script(of scalars: some Sequence<Unicode.Scalar>) -> Script {
    var count = ScriptCount()
    for scalar in scalars { count.add(scalar) }
    return count.script
  }
}

/// Characters of a text that only one of the scripts uses, counted.
struct ScriptCount {
  private let tables = ConversionTables.bundled
  private var traditional = 0
  private var simplified = 0

  mutating func add(_ scalar: Unicode.Scalar) {
    switch tables.side(of: scalar) {
    case .traditional: traditional += 1
    case .simplified: simplified += 1
    case .both: break
    }
  }

  /// Up to one stray character in fifty does not make a text mixed.
  var script: Script {
    if traditional == 0 { return .hans }
    if traditional * 50 <= simplified { return .hans }
    if simplified * 50 <= traditional { return .hant }
    return .mixed
  }
}

/// The table of characters and our exceptions, in the form that is quick to apply.
struct ConversionTables: Sendable {
  enum Side { case traditional, simplified, both }

  /// Simplified form of each BMP character by code point.
  private let toSimplified: [UInt16]
  /// 1 = a simplified form that differs from its traditional one, by code point.
  private let onlySimplified: [Bool]
  /// Exceptions by first character, longest first.
  private let exceptions: [Unicode.Scalar: [ScriptException]]
  /// The first characters of the exceptions.
  private let starts: ScalarSet

  static let bundled = ConversionTables(
    characters: DataFile.lines("script-characters.txt"), exceptions: ScriptException.bundled)

  /// `characters`: lines `ts` or `st`, a tab, and pairs of characters, each with what it becomes.
  init(characters: [Substring], exceptions list: [ScriptException]) {
    var table = (0...0xFFFF).map { UInt16(truncatingIfNeeded: $0) }
    var simple = [Bool](repeating: false, count: 0x10000)
    let pairs = characters.map { line in (isTraditional: line.hasPrefix("ts\t"), Self.pairs(line.dropFirst(3))) }
    for (isTraditional, list) in pairs where isTraditional {
      for (from, to) in list { table[from] = UInt16(truncatingIfNeeded: to) }
    }
    for (isTraditional, list) in pairs where !isTraditional {
      for (from, _) in list {
        // A character with uses in both scripts (后, 里, 台) says nothing.
        simple[from] = table[from] == from && !(Unicode.Scalar(UInt16(from)).map(Self.shared.contains) ?? false)
      }
    }
    for exception in list where exception.traditional.count == 1 {
      table[Int(exception.traditional[0].value & 0xFFFF)] = UInt16(exception.simplified[0].value & 0xFFFF)
    }
    toSimplified = table
    onlySimplified = simple
    exceptions = Dictionary(
      grouping: list.filter { $0.traditional.count > 1 }, by: { $0.traditional[0] }
    ).mapValues { group in
      group.sorted { ($0.traditional.count, $1.value) > ($1.traditional.count, $0.value) }
    }
    starts = ScalarSet(exceptions.keys)
  }

  /// Characters two by two, by their values in the BMP.
  private static func pairs(_ text: Substring) -> [(Int, Int)] {
    let values = text.unicodeScalars.map { Int($0.value & 0xFFFF) }
    return stride(from: 0, to: values.count - 1, by: 2).map { (values[$0], values[$0 + 1]) }
  }

  /// Simplified forms that traditional texts use as characters of their own.
  private static let shared: ScalarSet =
    "后里台只系干几云余征松斗谷面发表致准制采周游布占向志注证价冲卷吁吊姜家丰范胜同回夸奸局岩才折挽据曲朱朴杯核棱欲沈洒淀游秋累絮胡舍药蒙蔑袅赞辟郁酸采里量钟闲须黄克升厘了卜厂千升并万与丑仆伙仇借伞"

  func convert(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard scalar.value <= 0xFFFF else { return scalar }
    return Unicode.Scalar(toSimplified[Int(scalar.value)]) ?? scalar
  }

  func side(of scalar: Unicode.Scalar) -> Side {
    guard scalar.value >= 0x3400, scalar.value <= 0xFFFF else { return .both }
    if toSimplified[Int(scalar.value)] != UInt16(scalar.value) {
      // 著 and 乾 are used in simplified texts too.
      return Self.traditionalShared.contains(scalar) ? .both : .traditional
    }
    return onlySimplified[Int(scalar.value)] ? .simplified : .both
  }

  private static let traditionalShared: ScalarSet = "著乾藉瞭覆徵麼餘夥摺剋鉅菸讎唸"

  /// Whether an exception starts with the character.
  func mayOpenException(_ scalar: Unicode.Scalar) -> Bool { starts.contains(scalar) }

  func exception(at i: Int, in scalars: [Unicode.Scalar]) -> ScriptException? {
    guard starts.contains(scalars[i]), let candidates = exceptions[scalars[i]] else { return nil }
    return candidates.first { scalars[i...].starts(with: $0.traditional) }
  }
}

extension ScriptException {
  /// Sort key that makes the order of equally long exceptions fixed.
  fileprivate var value: UInt32 { traditional.last?.value ?? 0 }
}
