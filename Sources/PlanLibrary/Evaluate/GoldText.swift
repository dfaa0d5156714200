import Foundation
import PlanText

/// How phrases, ordinals and numbers are compared with gold: lenient where careful readers write differently.
enum GoldText {
  /// NFKC, without white space, punctuation and control characters.
  static func squeeze(_ text: String?) -> [Unicode.Scalar] {
    guard let text, !text.isEmpty else { return [] }
    return text.precomposedStringWithCompatibilityMapping.unicodeScalars.filter { !isSpace($0) && !isDropped($0) }
  }

  /// White space as Python's `str.isspace` has it.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
  }

  /// Categories P, Z and C.
  private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation, .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format,
      .surrogate, .privateUse, .unassigned:
      true
    default: false
    }
  }

  private static let variants: [Unicode.Scalar: Unicode.Scalar] = [
    "貳": "贰", "參": "叁", "参": "叁", "陸": "陆", "萬": "万", "條": "条", "編": "编", "節": "节",
  ]

  static func ordinal(_ text: String) -> String {
    var scalars = Array(text.precomposedStringWithCompatibilityMapping.unicodeScalars)
    scalars = Array(scalars.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    while let last = scalars.last, "、.． ".unicodeScalars.contains(last) { scalars.removeLast() }
    var out = String.UnicodeScalarView()
    for scalar in scalars {
      out.append(scalar == "（" ? "(" : scalar == "）" ? ")" : variants[scalar] ?? scalar)
    }
    return String(out)
  }

  /// Ordinals from the top down, of a path written with slashes or as a list.
  static func path(_ value: GoldValue) -> [String] {
    let parts =
      value.string?.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      ?? value.elements.compactMap(\.string)
    return parts.filter { !$0.isEmpty }.map(ordinal)
  }

  static func number(_ value: GoldValue) -> Double? {
    switch value {
    case .number(let d): return d
    case .string(let s):
      var text = s.replacingOccurrences(of: ",", with: "")
      while text.hasSuffix("%") { text.removeLast() }
      return Double(text.trimmingCharacters(in: .whitespacesAndNewlines))
    default: return nil
    }
  }

  static func sameNumber(_ a: GoldValue, _ b: GoldValue) -> Bool {
    switch (number(a), number(b)) {
    case (nil, nil): true
    case (let x?, let y?): abs(x - y) <= 0.006 * max(1, abs(x))
    default: false
    }
  }

  static func sameUnit(_ a: GoldValue, _ b: GoldValue) -> Bool { unit(a.string) == unit(b.string) }

  private static func unit(_ text: String?) -> [Unicode.Scalar] {
    text == "%" || text == "％" ? ["%"] : squeeze(text)
  }

  /// Two short phrases say the same when one holds the other or their characters agree to 60 %.
  static func similar(_ x: GoldValue, _ y: GoldValue) -> Bool {
    let (a, b) = (squeeze(x.string), squeeze(y.string))
    if a.isEmpty || b.isEmpty { return a == b }
    if find(a, in: b, from: 0) != nil || find(b, in: a, from: 0) != nil { return true }
    var counts: [Unicode.Scalar: Int] = [:]
    for scalar in b { counts[scalar, default: 0] += 1 }
    var common = 0
    for scalar in a where (counts[scalar] ?? 0) > 0 {
      counts[scalar]? -= 1
      common += 1
    }
    return Double(common) / Double(max(a.count, b.count)) >= 0.6
  }

  /// Offset of the first occurrence at or after `from`.
  static func find(_ needle: [Unicode.Scalar], in text: [Unicode.Scalar], from: Int) -> Int? {
    guard let first = needle.first else { return from <= text.count ? from : nil }
    var i = max(0, from)
    while i + needle.count <= text.count {
      if text[i] == first, text[i..<i + needle.count].elementsEqual(needle) { return i }
      i += 1
    }
    return nil
  }
}

/// A source text with all white space dropped, so that quotes match across line breaks.
struct GoldSource {
  let text: [Unicode.Scalar]
  private let keep: [Int]
  private let flat: [Unicode.Scalar]
  /// Whether readings are converted, as the extraction does.
  private let isTraditional: Bool

  init(_ text: [Unicode.Scalar]) {
    self.text = text
    keep = text.indices.filter { !GoldText.isSpace(text[$0]) }
    flat = keep.map { text[$0] }
    isTraditional = ScriptConversion.script(of: text) != .hans
  }

  func flatRange(_ start: Int, _ end: Int) -> Range<Int> {
    let (a, b) = (lowerBound(start), lowerBound(end))
    return a..<max(a, b)
  }

  private func lowerBound(_ offset: Int) -> Int {
    var low = 0
    var high = keep.count
    while low < high {
      let mid = (low + high) / 2
      if keep[mid] < offset { low = mid + 1 } else { high = mid }
    }
    return low
  }

  /// Source offsets of a range of the text without white space.
  func offsets(_ flat: Range<Int>) -> ArraySlice<Int> { keep[flat.clamped(to: 0..<keep.count)] }

  /// One character in its simplified reading.
  func simplified(_ scalar: Unicode.Scalar) -> String {
    String(String.UnicodeScalarView(isTraditional ? ScriptConversion.simplified([scalar]) : [scalar]))
  }

  /// Source characters, the offsets clamped as Python slices are.
  func slice(_ start: Int, _ end: Int) -> String {
    func place(_ i: Int) -> Int { min(max(i < 0 ? i + text.count : i, 0), text.count) }
    let (a, b) = (place(start), place(end))
    return a < b ? String(String.UnicodeScalarView(text[a..<b])) : ""
  }

  /// Whether a quote (`head…tail` matches both ends) is what stands between two offsets, white space aside.
  func holds(_ quote: String, _ start: Int, _ end: Int) -> Bool {
    func bare(_ s: some Sequence<Unicode.Scalar>) -> [Unicode.Scalar] { s.filter { !GoldText.isSpace($0) } }
    let place = Array(flat[flatRange(start, end)])
    let scalars = Array(quote.unicodeScalars)
    if place == bare(scalars) { return true }
    guard let cut = scalars.firstIndex(of: "…") else { return false }
    return place.starts(with: bare(scalars[..<cut])) && place.reversed().starts(with: bare(scalars[(cut + 1)...]).reversed())
  }

  /// The simplified reading of the place that an object's `start` and `end` name; nil for anything else.
  func reading(_ place: GoldValue) -> GoldValue? {
    guard let start = place["start"].integer, let end = place["end"].integer, 0 <= start, start < end, end <= text.count
    else { return nil }
    let slice = Array(text[start..<end])
    return .string(String(String.UnicodeScalarView(isTraditional ? ScriptConversion.simplified(slice) : slice)))
  }

  /// Where a quote stands; `head…tail` matches both ends. Looks behind `after` first.
  func find(_ quote: String, after: Int = 0) -> Range<Int>? {
    func bare(_ s: some Sequence<Unicode.Scalar>) -> [Unicode.Scalar] { s.filter { !GoldText.isSpace($0) } }
    func first(_ needle: [Unicode.Scalar]) -> Int? {
      GoldText.find(needle, in: flat, from: after) ?? GoldText.find(needle, in: flat, from: 0)
    }
    let scalars = Array(quote.unicodeScalars)
    if let cut = scalars.firstIndex(of: "…") {
      let (head, tail) = (bare(scalars[..<cut]), bare(scalars[(cut + 1)...]))
      if !head.isEmpty, !tail.isEmpty, GoldText.find(bare(scalars), in: flat, from: 0) == nil {
        guard let a = first(head) else { return nil }
        if let b = GoldText.find(tail, in: flat, from: a + head.count) { return a..<b + tail.count }
        return a..<a + head.count
      }
    }
    let needle = bare(scalars)
    guard !needle.isEmpty, let a = first(needle) else { return nil }
    return a..<a + needle.count
  }
}
