/// The words of the pages in one language, from `Data/strings.tsv`.
package struct Wording: Sendable {
  package let language: PageLanguage
  private let words: [String: String]

  static let file = "strings.tsv"

  /// - Parameter table: lines of key, simplified, traditional and English, with tabs between; `#` begins a remark.
  static func load(_ table: String) throws(WorkbenchError) -> [PageLanguage: Wording] {
    var words: [PageLanguage: [String: String]] = [:]
    for (i, line) in table.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.isEmpty || line.hasPrefix("#") { continue }
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 4, fields.allSatisfy({ !$0.isEmpty }) else { throw .badLine(file: file, line: i + 1) }
      for (language, text) in zip([PageLanguage.simplified, .traditional, .english], fields.dropFirst()) {
        guard words[language, default: [:]].updateValue(text, forKey: fields[0]) == nil else {
          throw .badLine(file: file, line: i + 1)
        }
      }
    }
    var out: [PageLanguage: Wording] = [:]
    for (language, words) in words { out[language] = Wording(language: language, words: words) }
    return out
  }

  private init(language: PageLanguage, words: [String: String]) {
    self.language = language
    self.words = words
  }

  /// Without any words: keys stand for themselves.
  init(bare language: PageLanguage) { self.init(language: language, words: [:]) }

  /// The words of a key; the key itself where there are none, which a test rules out.
  package func callAsFunction(_ key: String) -> String { words[key] ?? key }

  /// The words with `{name}` replaced by values.
  package func callAsFunction(_ key: String, _ values: KeyValuePairs<String, String>) -> String {
    var text = self(key)
    for (name, value) in values { text = text.replacing("{\(name)}", with: value) }
    return text
  }

  /// The words of a value of a coded field (`level.province`); the value itself where there are none.
  package func value(_ field: String, _ value: String) -> String { words[field + "." + value] ?? value }

  /// The keys that there are.
  package var keys: Set<String> { Set(words.keys) }

  /// With thousands set apart.
  package func number(_ number: Int) -> String { CellText.grouped(String(number)) }
}
