import PlanText

extension TargetMatrix {
  /// The matrix with the sentences behind each cell, the ranks that disagree, what blanks mean and which names were read
  /// as one.
  package func htmlFragment(_ language: Language) -> String {
    var out = "<table>\n<thead><tr><th scope=\"col\">\(Localized(zh: "指标", en: "indicator").label(language))</th>"
    out += places.map { "<th scope=\"col\">\(HTMLText.escaped($0.label))</th>" }.joined() + "</tr></thead>\n<tbody>\n"
    for row in rows {
      out += "<tr><th scope=\"row\">\(HTMLText.escaped(row.title))\(Self.names(row))</th>"
      out += row.cells.map { "<td>\(Self.html($0, language))</td>" }.joined() + "</tr>\n"
      for note in row.rankNotes(places, language) {
        out += "<tr class=\"note\"><td colspan=\"\(places.count + 1)\">\(HTMLText.escaped(note))</td></tr>\n"
      }
    }
    return out + "</tbody>\n</table>\n" + Self.legend(language)
  }

  /// Every other name that the row holds, with the alias line that brought it in.
  private static func names(_ row: Row) -> String {
    let others = row.names.filter { $0.text != row.indicator }.map { name in
      HTMLText.escaped(name.text + (name.alias.map { "（= \($0.canonical)）" } ?? ""))
    }
    return others.isEmpty ? "" : "<br><small>\(others.joined(separator: "<br>"))</small>"
  }

  private static func html(_ cell: MatrixCell, _ language: Language) -> String {
    let text = HTMLText.escaped(cell.text(language))
    let witnesses: [MatrixWitness]
    let head: String
    switch cell {
    case .figures(let figures):
      head = text
      witnesses = figures.statements.flatMap { [$0.baseline?.witness].compactMap(\.self) + $0.witnesses }
    case .blank(let blank):
      head = "<span class=\"blank\">\(text)</span>"
      witnesses = blank.mentions
    }
    guard !witnesses.isEmpty else { return head }
    let quotes = witnesses.map { w in
      let place = HTMLText.escaped("\(w.source) \(w.span.start)–\(w.span.end)")
      return "<blockquote>\(HTMLText.escaped(w.quote))<br><small>\(place)</small></blockquote>"
    }
    return "<details><summary>\(head)</summary>\(quotes.joined())</details>"
  }

  private static func legend(_ language: Language) -> String {
    let kinds = MatrixBlank.Kind.allCases.map { $0.words.label(language) }.joined(separator: " · ")
    return "<p><small>\(HTMLText.escaped(Localized(zh: "空格：", en: "Blanks:").label(language) + " " + kinds))</small></p>\n"
  }
}
