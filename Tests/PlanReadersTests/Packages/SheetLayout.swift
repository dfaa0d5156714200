/// Lays a plan out on pages as a word processor does: paragraphs with an indent of two characters, ruled tables, the number of
/// the page at its foot. In millimetres from the upper left corner of a page of A4.
struct SheetLayout {
  enum Mark {
    /// Letters whose base line starts at x and y; square ones, those of ASCII half as wide.
    case text(String, x: Double, y: Double, size: Double)
    case rule(x0: Double, y0: Double, x1: Double, y1: Double)
  }

  private var pages: [[Mark]] = []
  private var page: [Mark] = []
  private var y = top

  private static let left = 28.0
  private static let width = 28
  static let size = 5.6
  private static let pitch = 10.2
  private static let top = 37.0
  private static let bottom = 262.0

  static func pages(_ sheet: PlanSheet) -> [[Mark]] {
    var layout = SheetLayout()
    for item in sheet.items {
      switch item {
      case .paragraph(let text): layout.paragraph(text)
      case .table(let rows): layout.table(rows)
      }
    }
    layout.endPage()
    return layout.pages
  }

  private mutating func line(_ text: String, x: Double) {
    if y > Self.bottom { endPage() }
    page.append(.text(text, x: x, y: y, size: Self.size))
    y += Self.pitch
  }

  private mutating func endPage() {
    page.append(.text("— \(pages.count + 1) —", x: 100, y: 285, size: 4.9))
    pages.append(page)
    page = []
    y = Self.top
  }

  /// Lines of at most `first`, then `width` square characters.
  private static func wrap(_ text: String, first: Int, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for c in text {
      let step = c.isASCII ? 1 : 2
      if used + step > (lines.isEmpty ? first : width) * 2 {
        lines.append(line)
        (line, used) = ("", 0)
      }
      line.append(c)
      used += step
    }
    return lines + [line]
  }

  private mutating func paragraph(_ text: String) {
    for (i, part) in Self.wrap(text, first: Self.width - 2, width: Self.width).enumerated() {
      line(part, x: Self.left + (i == 0 ? 2 * Self.size : 0))
    }
  }

  private mutating func table(_ rows: [[PlanSheet.Cell]]) {
    let columns = rows.map { $0.reduce(0) { $0 + $1.columns } }.max() ?? 1
    let step = Double(Self.width) * Self.size / Double(columns)
    let letters = max(1, Int(step / 4.2) - 1)
    y += 2
    for row in rows {
      let texts = row.map { Self.wrap($0.text, first: letters * $0.columns, width: letters * $0.columns) }
      let height = Double(texts.map(\.count).max() ?? 1) * 6 + 2
      if y - Self.pitch + height > Self.bottom { endPage() }
      let upper = y - Self.pitch + 2
      var x = Self.left
      for (cell, lines) in zip(row, texts) {
        let wide = step * Double(cell.columns)
        let lower = upper + height
        page += [
          .rule(x0: x, y0: upper, x1: x + wide, y1: upper), .rule(x0: x, y0: lower, x1: x + wide, y1: lower),
          .rule(x0: x, y0: upper, x1: x, y1: lower), .rule(x0: x + wide, y0: upper, x1: x + wide, y1: lower),
        ]
        for (n, text) in lines.enumerated() {
          page.append(.text(text, x: x + 1, y: upper + 5.5 + Double(n) * 6, size: 4.2))
        }
        x += wide
      }
      y += height
    }
    y += 2
  }
}
