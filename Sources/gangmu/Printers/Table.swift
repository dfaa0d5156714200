import PlanLibrary

/// Text in aligned columns; wide characters count two.
enum Table {
  /// A cell as people read it.
  static func text(_ cell: Cell) -> String {
    switch cell {
    case .null: ""
    case .text(let s), .number(let s): s
    case .integer(let i): String(i)
    case .boolean(let b): b ? "yes" : "no"
    case .list(let list): list.joined(separator: "；")
    case .spans(let spans): spans.map { "[\($0.map(String.init).joined(separator: ", "))]" }.joined(separator: " ")
    case .records(_, let rows): String(rows.count)
    }
  }

  /// Without line ends and runs of blanks.
  static func flat(_ text: String) -> String {
    let lead = text.prefix { $0 == " " }
    return lead + text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// With control and blank characters made visible.
  static func visible(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A: out += "⏎"
      case 0x0D: out += "␍"
      case 0x09: out += "⇥"
      case 0x20: out += "␠"
      case 0x3000: out += "□"
      case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0xFEFF, 0xE000...0xF8FF:
        out += "U+" + String(scalar.value, radix: 16, uppercase: true)
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// Rows with the first as a header; columns as wide as their cells need, the last one not filled, none wider than
  /// `widest`.
  static func lines(_ rows: [[String]], widest: Int) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    var widths = [Int](repeating: 0, count: columns)
    for row in rows {
      for (i, cell) in row.enumerated() { widths[i] = min(widest, max(widths[i], EastAsianWidth.columns(cell))) }
    }
    return rows.map { row in
      row.enumerated().map { i, cell in
        i + 1 == row.count ? EastAsianWidth.clipped(cell, to: widest) : EastAsianWidth.fitted(cell, to: widths[i])
      }.joined(separator: "  ")
    }
  }
}
