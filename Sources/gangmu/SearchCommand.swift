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
      ( )          括号 brackets
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
  }

  func run() throws {
    try common.reporting {
      let text = query.joined(separator: " ")
      _ = try SearchRequest.parse(text)
      let search = try LibrarySearch(text, library: try common.library(searching: true))
      if explain { try explainQuery(search) }
      let total = count ? try printCount(search) : try printHits(search, text)
      guard total > 0 else {
        try explainNothing(text, search)
        throw ExitCode(1)
      }
    }
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
      let page = try search.passages(limit: most, offset: offset)
      (total, shown) = (page.total, page.hits.count)
      try printer.print(passages: page.hits, total: total)
      if explain { try explainScores(search, page.hits) }
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
    let found = try Diagnosis(query.joined(separator: " "), search.syntax, library: search.library)
    common.say(Localized(zh: "查询理解为：\(search.syntax)", en: "understood as: \(search.syntax)"))
    for line in found.parts {
      common.say(Localized(zh: "  \(line.query)：\(line.count) 段", en: "\(line.count) passages"))
    }
  }

  private func explainScores(_ search: LibrarySearch, _ hits: [PassageHit]) throws(LibraryError) {
    for (i, hit) in hits.prefix(20).enumerated() {
      Console.error("  \(offset + i + 1): " + (try search.explain(hit)))
    }
  }

  private func explainNothing(_ text: String, _ search: LibrarySearch) throws(LibraryError) {
    let found = try Diagnosis(text, search.syntax, library: search.library)
    common.say(Localized(zh: "没有找到：\(text)", en: "nothing found"))
    if found.parts.count > 1 || !explain {
      for line in found.parts {
        common.say(Localized(zh: "  \(line.query)：单独有 \(line.count) 段", en: "alone in \(line.count) passages"))
      }
    }
    for line in found.relaxations {
      common.say(Localized(zh: "  可试 \(line.query)：\(line.count) 段", en: "try this: \(line.count) passages"))
    }
    if found.fullWidth {
      common.say(
        Localized(
          zh: "  注意：运算符只认半角 ( ) \" : -，全角的按文字查找", en: "note: operators are ASCII; full-width marks are text"))
    }
  }
}
