import PlanExtraction
import Testing

/// An example of a table: its text in normal form and where it stands.
struct LexiconExample: Sendable, CustomTestStringConvertible {
  let file: String
  let row: LexiconTable.Row
  let text: [Unicode.Scalar]
  /// Whether the row must fit the text.
  let fits: Bool

  var testDescription: String { "\(file):\(row.line) \(fits ? "yes" : "no") \(String(text))" }

  /// All examples of a table.
  static func all(of table: LexiconTable) -> [LexiconExample] {
    table.rows.flatMap { row in
      ["yes", "no"].flatMap { column in
        row.list(column).map {
          LexiconExample(file: table.file, row: row, text: normal($0), fits: column == "yes")
        }
      }
    }
  }
}

/// `text` with the punctuation of the normal form.
func normal(_ text: String) -> [Unicode.Scalar] {
  let folds: [Unicode.Scalar: Unicode.Scalar] = [
    "，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "！": "!", "？": "?", "％": "%", "．": ".",
  ]
  return text.unicodeScalars.map { folds[$0] ?? $0 }
}

extension String {
  init(_ scalars: [Unicode.Scalar]) {
    var view = UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }
}
