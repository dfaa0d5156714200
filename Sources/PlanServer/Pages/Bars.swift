/// Counts of values as a list with bars; every value leads to what it counts.
struct Bars {
  struct Line {
    let label: String
    let count: Int
    /// nil where there is nothing to lead to.
    let address: Address?
    /// Of those that have no value.
    var isMissing = false
    var isChosen = false
  }

  let words: Wording
  let lines: [Line]
  /// Shown at once; the rest folds away.
  var most = 8

  var node: Node {
    let top = max(1, lines.map(\.count).max() ?? 1)
    return el(.div, .class("bars")) {
      el(.ul) { lines.prefix(most).map { item($0, top) } }
      if lines.count > most {
        el(.details) {
          el(.summary) { words("bars.more", ["n": words.number(lines.count - most)]) }
          el(.ul) { lines.dropFirst(most).map { item($0, top) } }
        }
      }
    }
  }

  private func item(_ line: Line, _ top: Int) -> Node {
    let label = el(.span, .class(line.isMissing ? "bar-label missing" : "bar-label")) { line.label }
    return el(.li, line.isChosen ? .class("chosen") : nil) {
      if let address = line.address {
        el(.a, .href(address), line.isChosen ? Attribute(.ariaCurrent, "true") : nil) { label }
      } else {
        label
      }
      el(.span, .class("bar-count")) { words.number(line.count) }
      el(
        .svg, .class("bar"), Attribute(.viewBox, "0 0 100 2"), Attribute(.preserveAspectRatio, "none"),
        Attribute(.ariaHidden, "true")
      ) {
        el(.rect, .class("bar-ground"), Attribute(.width, "100"), Attribute(.height, "2"))
        el(.rect, .class("bar-fill"), Attribute(.width, Self.width(line.count, of: top)), Attribute(.height, "2"))
      }
    }
  }

  /// Of a hundred, with one decimal; never nothing for something.
  private static func width(_ count: Int, of top: Int) -> String {
    let tenths = max(count > 0 ? 5 : 0, count * 1000 / top)
    return "\(tenths / 10).\(tenths % 10)"
  }
}
