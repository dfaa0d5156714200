/// A request that could not be answered: what was found, what was expected, the next step.
enum FailurePage {
  static func page(_ problem: Problem, _ words: Wording, _ request: WebRequest) -> Page {
    let query = request.query.first { $0.name == "q" }?.value
    let body: [Node] = [
      el(.section, .class("notice")) {
        el(.p, .class("eyebrow")) { String(problem.status) }
        el(.h1) { words.language.choose(problem.title) }
        for line in words.language.choose(problem.detail).split(separator: "\n", maxSplits: 1) {
          if line.hasPrefix("  ") { el(.pre, .class("picture")) { String(line) } } else { el(.p) { String(line) } }
        }
        if problem.slug == "no-index" { EmptyIndex.steps(words) }
        if problem.slug == "bad-query", let query { retry(query, request, words) }
        el(.p) { el(.a, .href(Address(path: ["help"], fragment: "query"))) { words("failure.help") } }
      }
    ]
    return Page(status: problem.status, title: words.language.choose(problem.title), query: query, body: body)
  }

  private static func retry(_ query: String, _ request: WebRequest, _ words: Wording) -> Node {
    el(.form, .class("searchbox"), Attribute(.role, "search"), .action(Address(path: Array(request.path.prefix(1))))) {
      el(.label, Attribute(.for, "q")) { words("search.field") }
      el(.input, .id("q"), Attribute(.type, "search"), Attribute(.name, "q"), Attribute(.value, query))
      el(.button, Attribute(.type, "submit")) { words("search.submit") }
    }
  }
}

/// What to do when nothing is in the index yet.
enum EmptyIndex {
  static func steps(_ words: Wording) -> Node {
    el(.div, .class("steps")) {
      el(.h2) { words("empty.title") }
      el(.p) { words("empty.how") }
      el(.pre) { el(.code) { "gangmu ingest 规划文件夹" } }
      el(.p, .class("quiet")) { words("empty.after") }
    }
  }
}
