import Foundation
import PlanLibrary

/// From where to where each place means to go, on one axis.
struct ArrowChart {
  struct Line {
    let label: String
    let from: Decimal?
    let to: Decimal
  }

  let words: Wording
  let unit: String
  let lines: [Line]

  private static let width = 560
  private static let left = 150
  private static let right = 60
  private static let step = 34

  var node: Node? {
    if lines.isEmpty { return nil }
    let numbers = lines.flatMap { [$0.from, $0.to].compactMap(\.self) }.map { ($0 as NSDecimalNumber).doubleValue }
    let low = min(0, numbers.min() ?? 0)
    let high = max(numbers.max() ?? 1, low + 1e-9)
    let height = lines.count * Self.step + 24
    func x(_ number: Decimal) -> Int {
      let part = ((number as NSDecimalNumber).doubleValue - low) / (high - low)
      return Self.left + Int((part * Double(Self.width - Self.left - Self.right)).rounded())
    }
    let spoken = lines.map { Self.spoken($0, unit) }.joined(separator: "；")
    let frame = ChartFrame(
      caption: words("chart.arrows", ["unit": unit]), spoken: spoken, width: Self.width, height: height)
    return frame.node { for (i, line) in lines.enumerated() { drawn(line, y: i * Self.step + 22, x) } }
  }

  private static func spoken(_ line: Line, _ unit: String) -> String {
    line.label + " " + (line.from.map { "\($0)→" } ?? "") + "\(line.to)" + unit
  }

  private static func shown(_ number: Decimal) -> String { TargetWords.grouped(Figures.text(number)) }

  private func drawn(_ line: Line, y: Int, _ x: (Decimal) -> Int) -> [Node] {
    let end = x(line.to)
    var out: [Node] = [
      el(.svgText, Attribute(.x, String(Self.left - 12)), Attribute(.y, String(y + 5)), Attribute(.textAnchor, "end")) {
        ChartFrame.label(line.label)
      }
    ]
    if let from = line.from {
      let start = x(from)
      out.append(
        el(
          .line, .class("stroke"), Attribute(.x1, String(start)), Attribute(.y1, String(y)),
          Attribute(.x2, String(end)), Attribute(.y2, String(y))))
      out.append(
        el(.circle, .class("hollow"), Attribute(.cx, String(start)), Attribute(.cy, String(y)), Attribute(.r, "4")))
      out.append(
        el(
          .svgText, .class("small"), Attribute(.x, String(start)), Attribute(.y, String(y - 8)),
          Attribute(.textAnchor, "middle")
        ) { Self.shown(from) })
    }
    let tip = line.from.map { $0 > line.to ? 7 : -7 } ?? 0
    let shape =
      tip == 0
      ? "M\(end) \(y - 5)l5 5l-5 5l-5 -5z" : "M\(end) \(y)l\(tip) -5l0 10z"
    out.append(el(.path, .class("fill"), Attribute(.d, shape)))
    out.append(
      el(.svgText, .class("small strong"), Attribute(.x, String(end + 9)), Attribute(.y, String(y + 4))) {
        Self.shown(line.to) + unit
      })
    return out
  }
}

/// The rank of each place under each measure; lines that cross say that the order depends on the measure.
struct RankChart {
  struct Line {
    let label: String
    /// One for each measure; 1 is the first.
    let ranks: [Int?]
  }

  let words: Wording
  let measures: [Measure]
  let lines: [Line]

  private static let left = 150
  private static let gap = 110
  private static let step = 30
  private static let top = 40

  var node: Node? {
    if measures.count < 2 || lines.count < 2 { return nil }
    let width = Self.left + Self.gap * (measures.count - 1) + 90
    let height = Self.top + Self.step * lines.count + 6
    let spoken = lines.map { line in
      line.label + " "
        + zip(measures, line.ranks).compactMap { m, r in r.map { words.language.choose(m.words) + " \($0)" } }.joined(
          separator: " ")
    }
    let frame = ChartFrame(
      caption: words("chart.ranks"), spoken: spoken.joined(separator: "；"), width: width, height: height)
    return frame.node {
      for (i, measure) in measures.enumerated() {
        el(
          .svgText, .class("small"), Attribute(.x, String(Self.left + i * Self.gap)), Attribute(.y, "18"),
          Attribute(.textAnchor, "middle")
        ) {
          words.language.choose(measure.words)
        }
      }
      for line in lines { drawn(line) }
    }
  }

  private func drawn(_ line: Line) -> [Node] {
    let points = line.ranks.enumerated().compactMap { i, rank in
      rank.map { (x: Self.left + i * Self.gap, y: Self.top + ($0 - 1) * Self.step + 8, rank: $0) }
    }
    guard let first = points.first else { return [] }
    let path = points.map { "\($0.x),\($0.y)" }.joined(separator: " ")
    var out: [Node] = [
      el(.polyline, .class("stroke"), Attribute(.points, path)),
      el(
        .svgText, Attribute(.x, String(first.x - 14)), Attribute(.y, String(first.y + 5)), Attribute(.textAnchor, "end")
      ) { ChartFrame.label(line.label) },
    ]
    for point in points {
      out.append(
        el(.circle, .class("dot"), Attribute(.cx, String(point.x)), Attribute(.cy, String(point.y)), Attribute(.r, "9"))
      )
      out.append(
        el(
          .svgText, .class("small inside"), Attribute(.x, String(point.x)), Attribute(.y, String(point.y + 4)),
          Attribute(.textAnchor, "middle")
        ) {
          String(point.rank)
        })
    }
    return out
  }
}
