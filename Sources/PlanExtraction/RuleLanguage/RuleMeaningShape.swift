import PlanText

/// The fields of a `means` line in the form that the reading of figures needs, taken apart once.
struct MeaningShape: Sendable, Hashable {
  /// Where the comparator of a figure without words comes from.
  enum Operator: Sendable, Hashable {
    case fixed(Comparator)
    /// The value of the word of a class that matched.
    case word(String)
  }

  /// How the figures of a pattern are dealt out to names.
  enum Split: String, Sendable, Hashable {
    case respectively, previous, both, all, years
    case respectivelyFrom = "respectively-from"
  }

  /// A part of the name template.
  enum NamePart: Sendable, Hashable {
    /// {前}
    case previous
    /// {题}
    case topic
    /// {后}
    case purpose
    case slot(PatternSlot)
    case words(String)
    case text(Character)
  }

  let baselineFirst: Bool
  let valueLast: Bool
  let comparator: Operator?
  let kind: TargetKind?
  let split: Split?
  let name: [NamePart]
  /// Whether the template is made of words of classes only, so that a bare verb may be a name.
  let namesByWords: Bool

  var usesTopic: Bool { name.contains(.topic) }
  var usesPrevious: Bool { name.contains(.previous) }
  var usesPurpose: Bool { name.contains(.purpose) }

  init(_ fields: [String: String]) {
    baselineFirst = fields["baseline"] == "first"
    valueLast = fields["value"] == "last"
    kind = fields["kind"].flatMap(TargetKind.init(rawValue:))
    split = fields["split"].flatMap(Split.init(rawValue:))
    comparator = fields["op"].flatMap(Self.comparator)
    let template = fields["indicator"] ?? "{指标}"
    name = Self.parts(template)
    namesByWords = template.hasPrefix("<") && !template.contains("{")
  }

  private static func comparator(_ field: String) -> Operator? {
    if field.hasPrefix("<"), field.hasSuffix(">"), field.count > 2 { return .word(String(field.dropFirst().dropLast())) }
    return Comparator(rawValue: field).map(Operator.fixed)
  }

  private static func parts(_ template: String) -> [NamePart] {
    var parts: [NamePart] = []
    var rest = Substring(template)
    while let open = rest.first {
      guard open == "{" || open == "<", let end = rest.firstIndex(of: open == "{" ? "}" : ">") else {
        parts.append(.text(open))
        rest = rest.dropFirst()
        continue
      }
      let key = String(rest[rest.index(after: rest.startIndex)..<end])
      switch (open, key) {
      case ("{", "前"): parts.append(.previous)
      case ("{", "题"): parts.append(.topic)
      case ("{", "后"): parts.append(.purpose)
      case ("{", _): if let slot = PatternSlot(rawValue: key) { parts.append(.slot(slot)) }
      default: parts.append(.words(key))
      }
      rest = rest[rest.index(after: end)...]
    }
    return parts
  }
}
