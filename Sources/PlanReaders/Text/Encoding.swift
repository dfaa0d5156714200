import PlanText

/// A text decoded by evidence, and the evidence.
struct EncodedText {
  var scalars: [Unicode.Scalar]
  var report: EncodingReport
  var warnings: [String]
}

/// Finds the encoding of a text: byte order mark, declaration, validity as UTF-8, and else the candidate whose decoded
/// text looks most like Chinese (or Latin) prose.
enum EncodingDetector {
  /// How far a declared encoding may score below the best one and still be believed.
  static let tolerance = 0.15
  /// Below this no candidate reads as text.
  static let readable = 0.0
  /// Well-formed multi-byte sequences for one malformed one, from which on a text is damaged UTF-8 and nothing else.
  static let damagedRatio = 4
  /// Fewer well-formed sequences than this may be chance.
  static let chance = 8
  /// Bytes that are decoded to score a candidate.
  static let sampleSize = 1 << 17

  /// - Parameter label: what the head of the message that holds the text calls its encoding; believed before the text's own words.
  /// - Returns: nil when no encoding gives a readable text or the input is too long to decode.
  static func decode(_ bytes: [UInt8], label: String? = nil) -> EncodedText? {
    if let (charset, length) = byteOrderMark(bytes) {
      return finish(bytes[length...], charset, reason: "byte order mark")
    }
    if let name = label ?? DeclaredCharset(in: bytes[...])?.label, HZText.isLabel(name), let plain = HZText.gb2312(bytes) {
      return finish(plain[...], .gb18030, reason: "declared", name: "HZ-GB-2312")
    }
    let declared = label.flatMap { DeclaredCharset(label: $0) } ?? DeclaredCharset(in: bytes[...])
    if !hasManyZeros(bytes), let text = CharsetDecoder.decode(bytes[...], as: .utf8), isUTF8(text, declared) {
      return accept(text, declared)
    }
    return choose(bytes, declared)
  }

  private static func byteOrderMark(_ bytes: [UInt8]) -> (Charset, Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LE, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BE, 2) }
    if bytes.starts(with: [0x84, 0x31, 0x95, 0x33]) { return (.gb18030, 4) }
    return nil
  }

  /// Whether one byte in twenty is zero, as in UTF-16 with ASCII characters, and never in UTF-8.
  private static func hasManyZeros(_ bytes: [UInt8]) -> Bool {
    guard bytes.contains(0) else { return false }
    let zeros = bytes.reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
    return zeros > 1 && zeros * 20 > bytes.count
  }

  /// Whether validity alone proves UTF-8. A handful of sequences under another declaration may be chance and is scored.
  private static func isUTF8(_ text: DecodedText, _ declared: DeclaredCharset?) -> Bool {
    if text.malformed > 0 { return text.multibyte > chance && text.multibyte >= damagedRatio * text.malformed }
    return text.multibyte == 0 || text.multibyte >= chance || declared?.charset == .utf8
  }

  private static func accept(_ text: DecodedText, _ declared: DeclaredCharset?) -> EncodedText {
    let agrees = declared?.charset == .utf8
    var warnings: [String] = []
    if let declared, declared.charset == nil, text.multibyte == 0 {
      warnings.append("declared \(declared.label), which is not known; read as ASCII")
    }
    if let declared, !agrees, text.multibyte > 0 {
      warnings.append("declared \(declared.label), but the bytes are UTF-8; read as UTF-8")
    }
    let reason = agrees ? "declared" : "valid UTF-8"
    return EncodedText(
      scalars: text.scalars,
      report: EncodingReport(
        name: Charset.utf8.rawValue, reason: text.malformed > 0 && !agrees ? "scored" : reason,
        malformed: text.malformed),
      warnings: warnings + malformedWarning(text.malformed))
  }

  private static func malformedWarning(_ count: Int) -> [String] {
    count == 0 ? [] : ["\(count) malformed byte sequence\(count == 1 ? "" : "s"), each read as U+FFFD"]
  }

  private static func finish(
    _ bytes: ArraySlice<UInt8>, _ charset: Charset, reason: String, name: String? = nil, runnerUp: String? = nil, warnings: [String] = []
  ) -> EncodedText? {
    guard let text = CharsetDecoder.decode(bytes, as: charset) else { return nil }
    let report = EncodingReport(
      name: name ?? charset.rawValue, reason: reason, runnerUp: runnerUp, malformed: text.malformed)
    return EncodedText(
      scalars: text.scalars, report: report, warnings: warnings + malformedWarning(text.malformed))
  }

  /// Scores every candidate on a sample; the declared one wins unless it is clearly worse.
  private static func choose(_ bytes: [UInt8], _ declared: DeclaredCharset?) -> EncodedText? {
    let part = sample(of: bytes)
    let scored = Charset.allCases.compactMap { charset -> (charset: Charset, score: Double)? in
      CharsetDecoder.decode(part, as: charset).map { (charset, TextScore.score($0.scalars)) }
    }.sorted { $0.score > $1.score }
    guard let best = scored.first, best.score > readable else { return nil }
    var warnings: [String] = []
    var chosen = best
    var reason = "scored"
    if let declared, let claimed = scored.first(where: { $0.charset == declared.charset }) {
      if claimed.score >= best.score - tolerance, claimed.score > readable {
        chosen = claimed
        reason = "declared"
      } else {
        warnings.append("declared \(declared.label), but the text reads as \(best.charset.rawValue)")
      }
    } else if let declared {
      warnings.append("declared \(declared.label), which is not known; the text reads as \(best.charset.rawValue)")
    }
    let second = scored.first { $0.charset != chosen.charset }
    return finish(
      bytes[...], chosen.charset, reason: reason, runnerUp: second?.charset.rawValue, warnings: warnings)
  }

  /// A stretch around the first byte that is not ASCII, cut behind a line feed and at an even offset.
  private static func sample(of bytes: [UInt8]) -> ArraySlice<UInt8> {
    guard bytes.count > sampleSize else { return bytes[...] }
    let first = bytes.firstIndex { $0 >= 0x80 } ?? 0
    guard first > sampleSize / 2 else { return bytes[..<sampleSize] }
    var start = bytes[..<first].lastIndex(of: 0x0A).map { $0 + 1 } ?? first
    start -= start % 2
    return bytes[start..<min(bytes.count, start + sampleSize)]
  }
}

/// How much a decoded text looks like prose: the mean over its telling characters, 1 at best.
enum TextScore {
  static func score(_ scalars: [Unicode.Scalar]) -> Double {
    var sum = 0.0
    var counted = 0
    var letters = 0
    for scalar in scalars {
      let v = scalar.value
      if v < 0x80 {
        if v >= 0x30 { letters += 1 }
        guard v < 0x20, v != 0x09, v != 0x0A, v != 0x0D, v != 0x0C, v != 0x1B else { continue }
        sum -= 4
        counted += 1
        continue
      }
      sum += weight(scalar)
      counted += 1
    }
    guard counted > 0 else { return letters > 0 ? 0.5 : 0.1 }
    // A text that is nearly all ASCII is judged by the few other characters, but not by them alone.
    return (sum + 0.5 * min(Double(letters), Double(counted) * 0.1)) / Double(counted)
  }

  private static func weight(_ scalar: Unicode.Scalar) -> Double {
    switch scalar.value {
    case 0x80...0x9F: -4
    case 0xA0, 0xB7, 0xD7, 0xB0, 0xA7, 0xB1: 0.3
    case 0xA1...0x24F: latin(scalar)
    case 0x2010...0x2026, 0x2030, 0x203B: 0.7
    case 0x2100...0x22FF, 0x2460...0x25FF: 0.2
    case 0x3000...0x301F, 0xFF01...0xFF5E, 0xFE30...0xFE4F: 1
    case 0x3040...0x312F: -0.2
    case 0x3400...0x4DBF: -0.7
    case 0x4E00...0x9FFF: CommonHan.contains(scalar) ? 1 : 0
    case 0xE000...0xF8FF, 0xF0000...0x10FFFF: -3
    case 0xFEFF: 0
    case 0xFFF0...0xFFFF: -4
    default: -1
    }
  }

  /// Letters of Western languages are worth less than common Han, so that 1252 wins only where nothing else reads.
  private static func latin(_ scalar: Unicode.Scalar) -> Double {
    scalar.properties.isAlphabetic && scalar.value >= 0xC0 ? 0.15 : -1
  }
}
