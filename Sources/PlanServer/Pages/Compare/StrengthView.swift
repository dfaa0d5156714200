import PlanExtraction
import PlanLibrary

/// How firmly each place commits itself: drawn, and as a table with the counts.
struct StrengthView {
  let words: Wording
  let profile: StrengthProfile
  let request: CompareRequest

  var nodes: [Node] {
    [CompareToolbar(words: words, request: request, count: count).node]
      + StrengthProfile.kinds.flatMap { kind -> [Node] in
        let lines = profile.lines.filter { $0.kind == kind }
        return [
          el(.h2) { words("kind." + kind.rawValue) }, StrengthChart(words: words, lines: lines).node,
          table(kind, lines),
        ].compactMap(\.self)
      }
  }

  private var count: String {
    StrengthProfile.kinds.map { kind in
      let total = profile.lines.reduce(0) { $0 + ($1.kind == kind ? $1.total : 0) }
      return words("kind." + kind.rawValue) + " " + words.number(total)
    }.joined(separator: " · ")
  }

  private func table(_ kind: ExportKind, _ lines: [StrengthProfile.Line]) -> Node {
    el(
      .div, .class("scroll"), Attribute(.tabindex, "0"), Attribute(.role, "group"),
      .label(words("kind." + kind.rawValue))
    ) {
      el(.table) {
        el(.thead) {
          el(.tr) {
            el(.th, Attribute(.scope, "col")) { words("field.place") }
            for strength in Strength.allCases {
              el(.th, .class("number"), Attribute(.scope, "col")) { words.value("strength", strength.rawValue) }
            }
            el(.th, .class("number"), Attribute(.scope, "col")) { words("strength.without") }
            el(.th, .class("number"), Attribute(.scope, "col")) { words("strength.total") }
          }
        }
        el(.tbody) { lines.map(row) }
      }
    }
  }

  private func row(_ line: StrengthProfile.Line) -> Node {
    el(.tr) {
      el(.th, Attribute(.scope, "row")) {
        line.place.label
        if line.sharesItsLabel(profile.lines), let document = line.place.documents.first {
          el(.span, .class("facts")) { document.name }
        }
      }
      for strength in Strength.allCases {
        el(.td, .class("number")) {
          words.number(line.count(strength))
          el(.span, .class("tag")) { Self.percent(line.share(strength)) }
        }
      }
      el(.td, .class("number")) { words.number(line.without) }
      el(.td, .class("number")) { words.number(line.total) }
    }
  }

  static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }
}

extension StrengthProfile.Line {
  /// Whether another line of the kind has the same label, so that the plan's name is needed to tell them apart.
  fileprivate func sharesItsLabel(_ lines: [StrengthProfile.Line]) -> Bool {
    place.documents.count == 1 && lines.count { $0.kind == kind && $0.place.label == place.label } > 1
  }

  /// What the drawing calls the line: the label, or the beginning of the plan's name where others have the same.
  fileprivate func shortLabel(_ lines: [StrengthProfile.Line]) -> String {
    guard sharesItsLabel(lines), let name = place.documents.first?.name, name != place.label else { return place.label }
    return name
  }
}

/// A bar for each place, cut by strength in the order of the table; every piece as wide as its share.
struct StrengthChart {
  let words: Wording
  let lines: [StrengthProfile.Line]

  private static let left = 150
  private static let width = 560
  private static let step = 34
  /// A piece holds its number from this width on.
  private static let roomy = 26

  var node: Node? {
    let shown = lines.filter { $0.total > 0 }
    if shown.isEmpty { return nil }
    let height = shown.count * Self.step + 34
    let frame = ChartFrame(
      caption: words("chart.strength"), spoken: shown.map(spoken).joined(separator: "；"),
      width: Self.left + Self.width, height: height)
    return frame.node {
      legend
      for (i, line) in shown.enumerated() { bar(line, y: i * Self.step + 34) }
    }
  }

  private func spoken(_ line: StrengthProfile.Line) -> String {
    line.shortLabel(lines) + " "
      + Strength.allCases.map { "\(words.value("strength", $0.rawValue)) \(line.count($0))" }.joined(separator: " ")
  }

  private var legend: [Node] {
    Strength.allCases.enumerated().flatMap { i, strength -> [Node] in
      let x = Self.left + i * Self.width / Strength.allCases.count
      return [
        el(
          .rect, .class("piece is-" + strength.rawValue), Attribute(.x, String(x)), Attribute(.y, "4"),
          Attribute(.width, "12"), Attribute(.height, "12")),
        el(.svgText, .class("small"), Attribute(.x, String(x + 17)), Attribute(.y, "14")) {
          words.value("strength", strength.rawValue)
        },
      ]
    }
  }

  private func bar(_ line: StrengthProfile.Line, y: Int) -> [Node] {
    var out: [Node] = [
      el(.svgText, Attribute(.x, String(Self.left - 12)), Attribute(.y, String(y + 16)), Attribute(.textAnchor, "end"))
      { ChartFrame.label(line.shortLabel(lines)) }
    ]
    // The ends are rounded, not the widths, so that the pieces meet and the last one ends where the bar does.
    var sum = 0
    func x(_ count: Int) -> Int { Self.left + Int((Double(count) * Double(Self.width) / Double(line.total)).rounded()) }
    for strength in Strength.allCases where line.count(strength) > 0 {
      let (start, end) = (x(sum), x(sum + line.count(strength)))
      sum += line.count(strength)
      out.append(
        el(
          .rect, .class("piece is-" + strength.rawValue), Attribute(.x, String(start)), Attribute(.y, String(y)),
          Attribute(.width, String(max(1, end - start))), Attribute(.height, "24")))
      if end - start >= Self.roomy {
        out.append(
          el(
            .svgText, .class("small inside-piece"), Attribute(.x, String((start + end) / 2)),
            Attribute(.y, String(y + 16)), Attribute(.textAnchor, "middle")
          ) { words.number(line.count(strength)) })
      }
    }
    return out
  }
}
