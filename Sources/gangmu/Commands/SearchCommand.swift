import ArgumentParser
import PlanLibrary
import PlanText

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "查找文字，简体繁体皆可。 Full-text search, in simplified or traditional characters.",
    discussion: """
      词 词        都要出现在同一段 both in one passage     "有 空格"     照原样 as it stands
      A OR B       任一 either                              NOT A, -A     不含 without
      A NEAR/10 B  相距十字以内 within ten characters       A THEN/10 B   依次 in this order
      A SAME/sentence B  同一句 in one sentence             A SAME/section B  同一节 in one section
      ?            一个字 one character                     *             一句之内任意多字 any number within a sentence
      ( )          括号 brackets                            like:"一段话"  相近的段落 passages like a text
      target(科学素质 >= 10% by 2025)                       按数字与期限找指标 targets by figure and deadline
      字段 fields: title: issuer: province: city: kind: section: owner:（包含 containing）
                   level: strength: role: has:target|obligation|owner  year:2021..2025
      运算符只认半角；全角括号、引号、冒号按文字查找。 Operators are ASCII; full-width marks are text.
      没有找到时退出码为 1。 Exit status 1 when nothing is found.
      """)

  @Argument(help: ArgumentHelp("查询。 The query.", valueName: "query"))
  var query: [String]

  @Option(help: ArgumentHelp("最多几条；表格默认 10，其他格式不限。 At most so many; the table shows 10.", valueName: "n"))
  var limit: Int?

  @Option(help: ArgumentHelp("跳过几条。 Skip so many.", valueName: "n"))
  var offset = 0

  @Option(help: ArgumentHelp("table、json、jsonl 或 csv。", valueName: "table|json|jsonl|csv"))
  var format: OutputFormat = .table

  @Option(help: ArgumentHelp("按文件归并，或逐段列出。 One a document, or one a passage.", valueName: "document|none"))
  var group: Grouping = .none

  @Option(help: ArgumentHelp("排序：score、place、year 或 title。 The order of hits.", valueName: "score|place|year|title"))
  var sort: SearchOrder = .score

  @Option(help: ArgumentHelp("从这一条之后接着列（上一页给出的标记）。 Go on behind this hit (a mark that the page before gave).", valueName: "mark"))
  var after: String?

  @Option(
    help: ArgumentHelp(
      "只列出各值的段数，逗号分隔：province,city,level,kind,issuer,year,document,role,strength,has,owner。 Print counts of values instead of hits.",
      valueName: "fields"))
  var facets: String?

  @Option(help: ArgumentHelp("同义词文件，每行如：科普 = 科学普及。 A file of words to treat alike.", valueName: "file"))
  var synonyms: String?

  @Flag(help: "说明查询如何理解、各部分各有多少、得分由来。 Say how the query is understood and scored.")
  var explain = false

  @Flag(help: "只给出数目。 Print the number only.")
  var count = false

  @OptionGroup var common: CommonOptions

  enum Grouping: String, ExpressibleByArgument, CaseIterable { case document, none }
  enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case table, json, jsonl, csv }

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit 不能为负。 --limit must not be negative.") }
    if offset < 0 { throw ValidationError("--offset 不能为负。 --offset must not be negative.") }
    if let after, SearchCursor(after) == nil {
      throw ValidationError("--after 的标记不对：\(after)。 --after takes a mark as a page before gave it.")
    }
    if group == .document, sort != .score || after != nil {
      throw ValidationError("--group document 不能与 --sort、--after 同用。 --group document takes neither --sort nor --after.")
    }
    _ = try facetFields()
  }

  private func facetFields() throws -> [Facet.Field] {
    try (facets ?? "").split(separator: ",").map { name in
      if let field = Facet.Field(rawValue: String(name)) { return field }
      let known = Facet.Field.allCases.map(\.rawValue).joined(separator: " ")
      throw ValidationError("--facets 没有 \(name)，可用：\(known)。 --facets: no field \(name); there are \(known).")
    }
  }

  func run() throws {
    try common.reporting {
      let text = query.joined(separator: " ")
      _ = try SearchRequest.parse(text)
      let alike = try synonyms.map { path throws(LibraryError) in try Synonyms(path: path) } ?? .none
      let search = try LibrarySearch(text, library: try common.library(searching: true), synonyms: alike)
      for (word, others) in search.synonyms {
        let list = others.joined(separator: " ")
        common.say(Localized(zh: "同义词：\(word) → \(list)", en: "synonyms: \(word) → \(list)"))
      }
      if explain { try explainQuery(search) }
      let total = try answer(search, text)
      guard total > 0 else {
        try explainNothing(text, search)
        throw ExitCode(1)
      }
    }
  }

  private func answer(_ search: LibrarySearch, _ text: String) throws -> Int {
    if count { return try printCount(search) }
    if facets != nil {
      try FacetPrinter(format: format, lang: common.lang).print(try search.facets(try facetFields()))
      return try search.count()
    }
    return try printHits(search, text)
  }

  private func printCount(_ search: LibrarySearch) throws(LibraryError) -> Int {
    let total = group == .document ? try search.documents(limit: 0, offset: 0).total : try search.count()
    try Console.line(String(total))
    return total
  }

  /// - Returns: the number of hits, shown or not.
  private func printHits(_ search: LibrarySearch, _ text: String) throws(LibraryError) -> Int {
    let most = limit ?? (format == .table ? 10 : Int(Int32.max))
    let printer = HitPrinter(format: format, lang: common.lang, offset: offset, query: text)
    let total: Int
    let shown: Int
    if group == .document {
      let page = try search.documents(limit: most, offset: offset)
      (total, shown) = (page.total, page.hits.count)
      try printer.print(documents: page.hits, total: total)
    } else {
      let page = try search.page(order: sort, limit: most, offset: offset, after: after.flatMap(SearchCursor.init))
      (total, shown) = (page.total, page.hits.count)
      try printer.print(passages: page.hits, total: total, next: page.next)
      if explain { try explainScores(search, page.hits) }
      if let next = page.next, shown < total, format != .json {
        common.say(Localized(zh: "接着列：--after \(next.text)", en: "go on: --after \(next.text)"))
      }
    }
    if total > 0 && (format == .table || shown < total) { sayTotal(total, shown) }
    return total
  }

  private func sayTotal(_ total: Int, _ shown: Int) {
    let what = group == .document ? ("份文件", "documents") : ("段", "passages")
    let range = shown == 0 ? "0" : shown == total ? "1–\(total)" : "\(offset + 1)–\(offset + shown)"
    common.say(
      Localized(
        zh: "共 \(total) \(what.0)，显示 \(range)" + (shown < total ? "（--limit、--offset 看其余）" : ""),
        en: "\(total) \(what.1), shown \(range)" + (shown < total ? " (--limit and --offset for the rest)" : "")))
  }

  // MARK: explanations

  private func explainQuery(_ search: LibrarySearch) throws(LibraryError) {
    common.say(Localized(zh: "查询理解为：\(search.syntax)", en: "understood as: \(search.syntax)"))
    let parts = try Diagnosis.parts(of: search.syntax, library: search.library)
    for line in parts { say(line, zh: "\(line.count) 段", en: passages(line.count)) }
  }

  private func say(_ line: Diagnosis.Line, zh: String, en: String) {
    Console.error("  \(line.query)  " + Localized(zh: zh, en: en).text(common.lang))
  }

  private func passages(_ count: Int) -> String { count == 1 ? "1 passage" : "\(count) passages" }

  private func explainScores(_ search: LibrarySearch, _ hits: [PassageHit]) throws(LibraryError) {
    for (i, hit) in hits.prefix(20).enumerated() {
      Console.error("  \(offset + i + 1): \(try search.explain(hit))")
    }
  }

  private func explainNothing(_ text: String, _ search: LibrarySearch) throws(LibraryError) {
    let found = try Diagnosis(text, search.syntax, library: search.library)
    common.say(Localized(zh: "没有找到：\(text)", en: "nothing found: \(text)"))
    if found.parts.count + found.pieces.count > 1 {
      for line in found.parts + found.pieces { say(line, zh: "单独有 \(line.count) 段", en: "\(passages(line.count)) alone") }
    }
    if let documents = found.sharedDocuments, documents > 0 {
      common.say(
        Localized(
          zh: "  各部分不在同一段，但同在一份文件里的有 \(documents) 份",
          en: "no passage has all parts, \(documents == 1 ? "1 document has" : "\(documents) documents have")"))
    }
    for line in found.similar {
      say(line, zh: "是不是这个：\(line.count) 段", en: "did you mean this: \(passages(line.count))")
    }
    for line in found.relaxations { say(line, zh: "可试：\(line.count) 段", en: "try this: \(passages(line.count))") }
    if found.fullWidth {
      common.say(
        Localized(
          zh: "  注意：运算符只认半角 ( ) \" : -，全角的按文字查找", en: "note: operators are ASCII; full-width marks are text"))
    }
  }
}

extension SearchOrder: ExpressibleByArgument {}
