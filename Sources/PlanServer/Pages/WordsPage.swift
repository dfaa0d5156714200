import Foundation
import PlanLibrary

/// `/words`: every place of a word in its context, and how often it stands in the plans of each year and place.
struct WordsPage {
  private static let size = 100

  static func route(_ site: PageSite) -> Route {
    let parameters = [
      APIRoutes.query(isRequired: false), StatisticsRoutes.only, StatisticsRoutes.order, Pager.parameter,
    ]
    return site.route("/words", parameters: parameters) { call, words throws(Problem) in
      let query = call.arguments.text("q")?.trimmingBlanks ?? ""
      var page = WordsPage(words: words, query: query, arguments: call.arguments, lines: nil, tables: [])
      if !query.isEmpty {
        page.lines = try call.read { library throws(LibraryError) in try StatisticsRoutes.lines(call, library) }
        for grouping in [FrequencyTable.Grouping.year, .place] {
          page.tables.append(
            try call.read { library throws(LibraryError) in try StatisticsRoutes.counts(call, [grouping], library) })
        }
      }
      return Page(title: words("words.title"), place: .search, query: query, isWide: true, body: page.body)
    }
  }

  let words: Wording
  let query: String
  let arguments: Arguments
  var lines: Concordance?
  var tables: [FrequencyTable]

  private var order: String { arguments.text("order") ?? Concordance.Order.text.rawValue }
  private var page: Int { arguments.integer("page") ?? 1 }
  private var kept: [(String, String)] { arguments.texts("of").map { ("of", $0) } }

  private func address(order: String? = nil, page: Int = 1) -> Address {
    Address(
      path: ["words"],
      query: [("q", query)] + kept + [("order", order ?? self.order)] + (page > 1 ? [("page", String(page))] : []))
  }

  private var body: [Node] {
    let head = el(.header, .class("page-head")) {
      el(.h1) { words("words.title") }
      el(.p, .class("lead")) { words("words.lead") }
      SearchBox(words: words, query: query, path: "words", kept: kept).node
    }
    guard let lines else { return [head] }
    return [head, frequencies, toolbar(lines), concordance(lines)]
      + [
        Pager(words: words, page: page, size: Self.size, total: lines.lines.count, address: { address(page: $0) }).node
      ].compactMap(\.self)
  }

  // MARK: frequency

  private var frequencies: Node {
    el(.div, .class("columns")) {
      for table in tables {
        el(.section) {
          el(.h2) { words("words.by." + (table.groupings.first?.rawValue ?? "")) }
          FrequencyList(words: words, table: table).node
        }
      }
    }
  }

  // MARK: context

  private func toolbar(_ lines: Concordance) -> Node {
    el(.div, .class("toolbar")) {
      el(.p, .class("count"), Attribute(.role, "status")) {
        words("words.count", ["n": words.number(lines.lines.count)])
      }
      el(.ul, .class("switch"), .label(words("search.view"))) {
        for choice in Concordance.Order.allCases.map(\.rawValue) {
          el(.li) {
            el(.a, .href(address(order: choice)), choice == order ? Attribute(.ariaCurrent, "true") : nil) {
              words("words.order." + choice)
            }
          }
        }
      }
      el(.p, .class("downloads")) {
        words("download.label")
        for name in ["concordance", "frequency"] {
          " "
          el(
            .a, .href(Address(path: ["api", name], query: [("q", query)] + kept + [("format", "csv")])),
            Attribute(.download)
          ) { words("words." + name) + " CSV" }
        }
      }
    }
  }

  private func concordance(_ lines: Concordance) -> Node {
    el(.div, .class("scroll"), Attribute(.tabindex, "0"), Attribute(.role, "group"), .label(words("words.concordance")))
    {
      el(.table, .class("kwic")) {
        el(.thead) {
          el(.tr) {
            for key in ["words.left", "words.keyword", "words.right", "records.source"] {
              el(.th, Attribute(.scope, "col")) { words(key) }
            }
          }
        }
        el(.tbody) { lines.lines.dropFirst((page - 1) * Self.size).prefix(Self.size).map(row) }
      }
    }
  }

  private func row(_ line: Concordance.Line) -> Node {
    el(.tr) {
      el(.td, .class("left")) { Self.flat(line.left) }
      el(.td) { el(.mark) { Self.flat(line.keyword) } }
      el(.td) { Self.flat(line.right) }
      el(.td, .class("source")) {
        el(.a, .href(Permalink.address(line.document, line.span))) { line.document.label }
      }
    }
  }

  private static func flat(_ text: String) -> String { text.split(whereSeparator: \.isNewline).joined(separator: " ") }
}

/// How often a word stands in the plans of each group: groups that have it, the others counted below.
struct FrequencyList {
  let words: Wording
  let table: FrequencyTable

  /// Groups shown; the download has them all.
  private static let most = 40

  /// Years in their order, everything else by number.
  private var rows: [FrequencyTable.Row] {
    let some = table.rows.filter { $0.occurrences > 0 }
    if table.groupings == [.year] { return some }
    return some.enumerated().sorted { a, b in
      (-a.element.occurrences, a.offset) < (-b.element.occurrences, b.offset)
    }.map(\.element)
  }

  var node: Node {
    let rows = rows
    let name = words("words.by." + (table.groupings.first?.rawValue ?? ""))
    return el(.div, .class("scroll"), Attribute(.tabindex, "0"), Attribute(.role, "group"), .label(name)) {
      el(.table) {
        el(.thead) {
          el(.tr) {
            el(.th, Attribute(.scope, "col")) { words("words.group") }
            for key in ["words.occurrences", "words.rate", "words.with"] {
              el(.th, .class("number"), Attribute(.scope, "col")) { words(key) }
            }
          }
        }
        el(.tbody) { rows.prefix(Self.most).map(row) }
      }
      el(.p, .class("quiet")) {
        words(
          "words.without", ["n": words.number(table.rows.count - rows.count), "all": words.number(table.rows.count)])
      }
    }
  }

  private func row(_ row: FrequencyTable.Row) -> Node {
    el(.tr) {
      el(.th, Attribute(.scope, "row")) { row.names.first?.flatMap(\.self) ?? words("facet.missing") }
      el(.td, .class("number")) { words.number(row.occurrences) }
      el(.td, .class("number")) { String(format: "%.2f", row.rate) }
      el(.td, .class("number")) { words.number(row.documentsWith) + " / " + words.number(row.documents) }
    }
  }
}
