import PlanText

/// Notes on every record how its passage was read: damage, page breaks, glosses, traditional characters.
struct PassageCertainty {
  private let outline: Outline
  /// By start, with what each says of a record that holds it.
  private let damage: [(span: SourceSpan, reason: CertaintyReason)]
  /// No damaged place is longer.
  private let longest: Int

  init(_ outline: Outline) {
    self.outline = outline
    damage = outline.text.damage.compactMap { place in Self.reason(place).map { (place.span, $0) } }
      .sorted { ($0.0.start, $0.0.end) < ($1.0.start, $1.0.end) }
    longest = damage.map { $0.span.end - $0.span.start }.max() ?? 0
  }

  private static func reason(_ damage: Damage) -> CertaintyReason? {
    switch damage.kind {
    case .gloss: .glossRemoved
    case .pagebreak, .duplicate: .pageJoined
    case .mojibake, .lost:
      switch damage.certainty {
      case .exact: .damageProved
      case .realigned: .damageGuessed
      case .detected: .damageUnrepaired
      }
    case .control, .space, .script: nil
    }
  }

  func note(in findings: inout Findings) {
    for i in findings.targets.indices { add(to: &findings.targets[i].certainty, findings.targets[i].range) }
    for i in findings.obligations.indices { add(to: &findings.obligations[i].certainty, findings.obligations[i].range) }
    for i in findings.owners.indices { add(to: &findings.owners[i].certainty, findings.owners[i].range) }
  }

  private func add(to certainty: inout FindingCertainty, _ range: Range<Int>) {
    let span = outline.text.sourceSpan(range)
    var at = firstDamage(from: span.start - longest)
    while at < damage.count, damage[at].span.start < span.end {
      if damage[at].span.end > span.start { certainty.add(damage[at].reason) }
      at += 1
    }
    if range.contains(where: isConverted) { certainty.add(.scriptConverted) }
  }

  /// Index of the first damaged place that starts at `offset` or later.
  private func firstDamage(from offset: Int) -> Int {
    var low = 0
    var high = damage.count
    while low < high {
      let mid = (low + high) / 2
      if damage[mid].span.start < offset { low = mid + 1 } else { high = mid }
    }
    return low
  }

  /// Whether a Chinese character of the source is read as another one.
  private func isConverted(_ at: Int) -> Bool {
    let source = Int(outline.text.starts[at])
    guard source < outline.document.text.count, outline.text.scalars[at] != outline.document.text[source] else { return false }
    return Self.isHan(outline.text.scalars[at]) && Self.isHan(outline.document.text[source])
  }

  private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    (0x3400...0x9FFF).contains(scalar.value) || (0xF900...0xFAFF).contains(scalar.value) || (0x20000...0x3FFFF).contains(scalar.value)
  }
}
