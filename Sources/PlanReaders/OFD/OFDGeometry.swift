/// Numbers of an OFD attribute, parted by blanks; what is no number or not finite counts as 0.
func ofdNumbers(_ text: String?) -> [Double] {
  guard let text else { return [] }
  return text.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" || $0 == "," }.map(ofdNumber)
}

func ofdNumber(_ text: some StringProtocol) -> Double {
  guard let value = Double(text), value.isFinite else { return 0 }
  return min(max(value, -1e6), 1e6)
}

/// An affine map (GB/T 33190, 8.5): x' = a·x + c·y + e, y' = b·x + d·y + f.
struct OFDTransform: Equatable {
  var a = 1.0
  var b = 0.0
  var c = 0.0
  var d = 1.0
  var e = 0.0
  var f = 0.0

  static let identity = OFDTransform()

  init() {}

  /// The `CTM` of an object, followed by the shift to its `Boundary`.
  init(ctm: String?, boundary: [Double]) {
    let values = ofdNumbers(ctm)
    if values.count >= 6 { (a, b, c, d, e, f) = (values[0], values[1], values[2], values[3], values[4], values[5]) }
    if boundary.count >= 2 {
      e += boundary[0]
      f += boundary[1]
    }
  }

  func apply(_ x: Double, _ y: Double) -> (x: Double, y: Double) { (a * x + c * y + e, b * x + d * y + f) }

  /// This map first, then `outer`.
  func then(_ outer: OFDTransform) -> OFDTransform {
    var out = OFDTransform()
    (out.a, out.b) = (outer.a * a + outer.c * b, outer.b * a + outer.d * b)
    (out.c, out.d) = (outer.a * c + outer.c * d, outer.b * c + outer.d * d)
    (out.e, out.f) = outer.apply(e, f)
    return out
  }

  /// How much lengths down the page grow.
  var scale: Double { (c * c + d * d).squareRoot() }
  var scaleAcross: Double { (a * a + b * b).squareRoot() }
  /// Whether lines of text run neither along nor down the page: a watermark.
  var isSlanted: Bool { abs(b) > abs(a) * 0.05 && abs(a) > abs(b) * 0.05 }
}

/// `DeltaX` and `DeltaY`: distances between characters, where `g n v` stands for n times v (GB/T 33190, 11.3).
struct OFDDeltas {
  private var values: [Double] = []

  /// At most `count` distances are kept.
  init(_ text: String?, count: Int) {
    guard let text else { return }
    var words = text.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" || $0 == "," }[...]
    while let word = words.popFirst(), values.count < count {
      guard word == "g" || word == "G" else {
        values.append(ofdNumber(word))
        continue
      }
      let times = words.popFirst().flatMap { Int($0) } ?? 0
      let value = words.popFirst().map(ofdNumber) ?? 0
      values += [Double](repeating: value, count: min(max(0, times), count - values.count))
    }
  }

  var isEmpty: Bool { values.isEmpty }

  /// The distance behind character `i`; the last one goes on.
  subscript(i: Int) -> Double? { i < values.count ? values[i] : values.last }
}
