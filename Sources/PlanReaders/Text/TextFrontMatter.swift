import PlanText

/// The head of a Markdown file: lines `key: value` between two lines `---` (Jekyll, Hugo). It is no text of the plan; its title and date are facts about it.
struct TextFrontMatter {
  /// How many of the blocks it takes, both lines of hyphens among them; 0 without a head.
  private(set) var count = 0
  private(set) var facts = PageFacts()

  private static let most = 60
  /// One of these keys must be there: other lines between hyphens are text.
  private static let keys: Set<String> = ["title", "date", "layout", "author", "tags", "categories", "description", "permalink", "draft", "slug"]

  init(_ text: [Unicode.Scalar], _ blocks: [Block]) {
    func line(_ i: Int) -> String { String(scalars: Array(text[blocks[i].span.range])) }
    func isRule(_ i: Int) -> Bool { line(i).filter { !$0.isWhitespace } == "---" }
    guard let first = blocks.first, first.span.range.count <= 8, isRule(0),
      let end = blocks.indices.dropFirst().prefix(Self.most).first(where: { isRule($0) })
    else { return }
    var values: [String: String] = [:]
    for i in 1..<end {
      let words = line(i)
      guard let colon = words.prefix(40).firstIndex(of: ":"), words.first.map({ $0.isLetter }) ?? false else {
        // Members of a list, values that go on.
        guard words.first.map({ " \t-#".contains($0) }) ?? true else { return }
        continue
      }
      let key = words[..<colon].filter { !$0.isWhitespace }.lowercased()
      let value = words[words.index(after: colon)...].drop { $0.isWhitespace || $0 == "\"" || $0 == "'" }
      if values[key] == nil { values[key] = String(value.reversed().drop { $0.isWhitespace || $0 == "\"" || $0 == "'" }.reversed()) }
    }
    guard values.keys.contains(where: Self.keys.contains) else { return }
    count = end + 1
    facts.title = values["title"].flatMap { $0.isEmpty ? nil : $0 }
    facts.publishedOn = values["date"].flatMap(DatasetRecord.date)
  }
}
