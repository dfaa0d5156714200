/// `/help`: the query language, the API and the problems, all as the program itself has them.
struct HelpPage {
  let words: Wording
  let api: [Route]

  static func route(_ site: PageSite, api: [Route]) -> Route {
    site.route("/help", needsLibrary: false) { _, words in
      Page(title: words("nav.help"), place: .help, body: HelpPage(words: words, api: api).body)
    }
  }

  private var body: [Node] {
    [
      el(.h1) { words("nav.help") },
      el(.p, .class("lead")) { words("help.lead") },
      el(.section) {
        el(.h2, .id("query")) { words("example.title") }
        el(.p) { words("help.query") }
        QueryExamples.table(words)
        el(.p, .class("quiet")) { words("example.fullwidth") }
      },
      part("marks", ["help.marks.1", "help.marks.2", "help.marks.3"]),
      part("certainty", ["help.certainty.explicit", "help.certainty.inherited", "help.certainty.inferred"]),
      part("cite", ["help.cite.1"]),
      part("keys", ["help.keys.1"]),
      interface,
      problems,
    ]
  }

  private func part(_ name: String, _ keys: [String]) -> Node {
    el(.section) {
      el(.h2, .id(name)) { words("help." + name) }
      keys.map { key in el(.p) { words(key) } }
    }
  }

  private var interface: Node {
    el(.section) {
      el(.h2, .id("api")) { words("help.api") }
      el(.p) {
        words("help.api.lead") + " "
        el(.a, .href(Address(path: ["openapi.json"]))) { "/openapi.json" }
      }
      el(.dl, .class("examples-list")) {
        for route in api {
          el(.div) {
            el(.dt) { el(.code) { route.path } }
            el(.dd) {
              words.language.choose(route.summary)
              let names = route.parameters.filter { $0.place == .query }.map(\.name)
              if !names.isEmpty { el(.span, .class("quiet")) { " " + names.joined(separator: " ") } }
            }
          }
        }
      }
    }
  }

  private static let slugs = [
    "bad-query", "bad-parameter", "bad-target", "bad-request", "ambiguous-document", "no-document", "not-found",
    "method-not-allowed", "target-too-long", "body-too-long", "foreign-host", "not-built", "no-index",
    "index-unavailable", "internal",
  ]

  private var problems: Node {
    el(.section) {
      el(.h2, .id("problems")) { words("help.problems") }
      el(.p) { words("help.problems.lead") }
      el(.dl, .class("examples-list")) {
        for slug in Self.slugs {
          el(.div, .id("problem-" + slug)) {
            el(.dt) { el(.code) { slug } }
            el(.dd) { words("problem." + slug) }
          }
        }
      }
    }
  }
}
