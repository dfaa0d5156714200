import PlanLibrary
import PlanText

/// `/batch`: many queries at once, from a pasted list or a table, with a table back.
struct BatchPage {
  /// Queries answered in one go.
  private static let most = 500
  private static let longest = 200_000

  private static let parameters = [
    Parameter("queries", .text(most: longest), Localized(zh: "每行一个查询", en: "a query a line"), in: .form),
    Parameter(
      "answer", .choice(["page", "csv"]), Localized(zh: "看网页或下载", en: "a page or a download"), in: .form, preset: "page"
    ),
  ]

  static func routes(_ site: PageSite) -> [Route] {
    [
      site.route("/batch", needsLibrary: false) { _, words in page(BatchPage(words: words, text: "", lines: [], cut: 0))
      },
      Route(
        "/batch", method: .post, Localized(zh: "批量检索", en: "batch search"), parameters: parameters, answers: [],
        isAPI: false,
        isCacheable: false,
        handle: { call throws(Problem) in
          let words = site.words(call.language)
          let text = call.arguments.text("queries") ?? ""
          let queries = BatchInput.queries(text)
          let lines = try BatchLine.answers(Array(queries.prefix(most)), call)
          if call.arguments.text("answer") == "csv" {
            return .download(.csv, name: "batch.csv", body: .bytes(BatchLine.csv(lines)))
          }
          let batch = BatchPage(words: words, text: text, lines: lines, cut: max(0, queries.count - most))
          return site.reply(page(batch), words, call.request)
        }),
    ]
  }

  private static func page(_ batch: BatchPage) -> Page {
    Page(title: batch.words("batch.title"), place: .search, isWide: true, body: batch.body)
  }

  let words: Wording
  let text: String
  let lines: [BatchLine]
  /// Queries that were too many.
  let cut: Int

  private var body: [Node] {
    [
      el(.header, .class("page-head")) {
        el(.h1) { words("batch.title") }
        el(.p, .class("lead")) { words("batch.lead", ["n": words.number(Self.most)]) }
      },
      el(.form, .class("batch"), Attribute(.method, "post"), .action(Address(path: ["batch"]))) {
        el(.label, .class("block"), Attribute(.for, "queries")) { words("batch.queries") }
        el(
          .textarea, .id("queries"), Attribute(.name, "queries"), Attribute(.rows, "8"), Attribute(.required),
          Attribute(.spellcheck, "false"),
          Attribute(.maxlength, String(Self.longest)), Attribute(.placeholder, "科普基地\n科技馆 OR 科普馆\ntarget(增长 >= 5%)")
        ) { text }
        el(.p, Attribute(.hidden)) {
          el(.label, Attribute(.for, "queries-file")) { words("batch.file") + " " }
          el(.input, .id("queries-file"), Attribute(.type, "file"))
        }
        el(.button, Attribute(.type, "submit"), Attribute(.name, "answer"), Attribute(.value, "page")) {
          words("batch.submit")
        }
        el(.button, .class("second"), Attribute(.type, "submit"), Attribute(.name, "answer"), Attribute(.value, "csv"))
        { words("batch.csv") }
      },
      cut > 0
        ? el(.p, .class("notice")) { words("batch.cut", ["n": words.number(cut), "most": words.number(Self.most)]) }
        : nil,
      lines.isEmpty ? nil : table,
    ].compactMap(\.self)
  }

  private var table: Node {
    el(.div, .class("scroll"), Attribute(.tabindex, "0"), Attribute(.role, "group"), .label(words("batch.title"))) {
      el(.table) {
        el(.thead) {
          el(.tr) {
            el(.th, Attribute(.scope, "col")) { words("batch.query") }
            for key in ["figure.passages", "figure.documents"] {
              el(.th, .class("number"), Attribute(.scope, "col")) { words(key) }
            }
            el(.th, Attribute(.scope, "col")) { words("batch.best") }
          }
        }
        el(.tbody) { lines.map(row) }
      }
    }
  }

  private func row(_ line: BatchLine) -> Node {
    el(.tr) {
      el(.th, Attribute(.scope, "row")) {
        el(.a, .href(Address(path: ["search"], query: [("q", line.query)]))) { line.query }
      }
      el(.td, .class("number")) { line.passages.map { words.number($0) } ?? "" }
      el(.td, .class("number")) { line.documents.map { words.number($0) } ?? "" }
      el(.td, .class("long")) {
        if let error = line.error { el(.span, .class("wrong")) { words.language.choose(error) } }
        if let best = line.best {
          el(.a, .href(Permalink.address(best.document, best.span))) { best.document.name }
          " "
          SnippetNodes(quote: best.quote, start: best.span.start, highlights: best.highlights, width: 120).nodes
        }
      }
    }
  }
}
