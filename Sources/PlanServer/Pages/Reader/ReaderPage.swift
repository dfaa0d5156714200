import PlanLibrary
import PlanText

/// `/documents/{id}`: a plan to read, with everything found in it marked where it stands.
struct ReaderPage {
  let words: Wording
  let facts: ReaderFacts

  private static let parameters = [
    Parameter("id", .text(most: 400), Localized(zh: "文件", en: "the document"), in: .path, isRequired: true),
    Parameter("part", .integer(1...100_000), Localized(zh: "第几部分", en: "the part"), preset: "1"),
    Parameter("at", .text(most: 30), Localized(zh: "字符范围，起-止", en: "a range of characters, START-END")),
    Parameter(
      "reading", .choice(Reading.allCases.map(\.rawValue)), Localized(zh: "读法", en: "the reading"), preset: "original"),
    Parameter(
      "hide", .choices(ReaderFacts.kinds.map(\.rawValue) + ["damage"]), Localized(zh: "不标出的种类", en: "kinds not to mark")
    ),
    APIRoutes.query(isRequired: false),
  ]

  static func route(_ site: PageSite) -> Route {
    site.route("/documents/{id}", parameters: parameters) { call, words throws(Problem) in
      let facts = try ReaderFacts(call)
      let page = ReaderPage(words: words, facts: facts)
      return Page(title: facts.document.name, place: .documents, query: facts.query, isWide: true, body: page.body)
    }
  }

  private var body: [Node] {
    [
      el(.div, .class("reader")) {
        ReaderOutline(words: words, facts: facts).node
        el(.article, .class("reading"), Attribute(.lang, facts.reading == .original ? language : "zh-Hans")) {
          head
          CitationSection(words: words, facts: facts).node
          hits
          ReaderBody(words: words, facts: facts).nodes
          pager
        }
      }
    ]
  }

  /// Of the text, for the choice of glyphs.
  private var language: String {
    facts.detail.fields.first { $0.name == "script" }?.value.text == "Hant" ? "zh-Hant" : "zh-Hans"
  }

  // MARK: head

  private var head: Node {
    el(.header, .class("reading-head")) {
      el(.h1) { facts.document.name }
      DocumentFacts(words: words, document: facts.document).line
      ReaderSwitches(words: words, facts: facts).node
      DocumentFields(words: words, facts: facts).node
    }
  }

  private var hits: Node? {
    guard let query = facts.query else { return nil }
    let passages = facts.hits.passages.sorted { $0.span < $1.span }
    return el(.section, .class("panel"), .label(words("reader.hits"))) {
      el(.h2) { words("reader.hits.of", ["query": query, "n": words.number(facts.hits.total)]) }
      if facts.hits.total > passages.count {
        el(.p, .class("quiet")) { words("reader.hits.best", ["n": words.number(passages.count)]) }
      }
      el(.ol, .class("hit-list")) {
        for hit in passages {
          el(.li) {
            el(.a, .href(facts.address(part: facts.part(of: hit.span.start), fragment: "c\(hit.span.start)"))) {
              SnippetNodes(quote: hit.quote, start: hit.span.start, highlights: hit.highlights, width: 120).nodes
            }
          }
        }
      }
    }
  }

  private var pager: Node? {
    let last = facts.parts.count
    if last == 1 { return nil }
    let now = facts.part + 1
    return el(.nav, .class("pager"), .label(words("pager.label"))) {
      if now > 1 { el(.a, .href(facts.address(part: now - 1)), Attribute(.rel, "prev")) { words("pager.previous") } }
      el(.span, .class("quiet")) { words("reader.part", ["part": String(now), "last": String(last)]) }
      if now < last { el(.a, .href(facts.address(part: now + 1)), Attribute(.rel, "next")) { words("pager.next") } }
    }
  }
}

/// The readings, and the kinds of records that are marked.
struct ReaderSwitches {
  let words: Wording
  let facts: ReaderFacts

  var node: Node {
    el(.div, .class("toolbar")) {
      el(.ul, .class("switch"), .label(words("reader.reading"))) {
        for reading in Reading.allCases where facts.offers(reading) {
          el(.li) {
            el(
              .a, .href(facts.address(reading: reading)),
              reading == facts.reading ? Attribute(.ariaCurrent, "true") : nil
            ) {
              words("reading." + reading.rawValue)
            }
          }
        }
      }
      el(.ul, .class("switch marks"), .label(words("reader.marks"))) {
        for kind in ReaderFacts.kinds + (facts.damage.isEmpty ? [] : [.damage]) {
          el(.li) { toggle(kind) }
        }
      }
    }
  }

  private func toggle(_ kind: ExportKind) -> Node {
    let isHidden = facts.hidden.contains(kind.rawValue)
    let there = facts.address(
      hidden: isHidden ? facts.hidden.subtracting([kind.rawValue]) : facts.hidden.union([kind.rawValue]))
    let count = facts.detail.counts.first { $0.kind == kind }?.count ?? 0
    return el(
      .a, .class("mark-switch is-" + kind.rawValue), .href(there),
      .label(words(isHidden ? "reader.show" : "reader.hide", ["kind": words("kind." + kind.rawValue)])),
      isHidden ? nil : Attribute(.ariaCurrent, "true")
    ) {
      el(.span, .class("sample")) { words("kind." + kind.rawValue) }
      " " + words.number(count)
    }
  }
}

/// What is known of the document, with where it was found.
struct DocumentFields {
  let words: Wording
  let facts: ReaderFacts

  var node: Node {
    el(.details, .class("fields")) {
      el(.summary) { words("reader.fields") }
      el(.dl) {
        for (name, value) in facts.detail.fields where !CellText.plain(value).isEmpty {
          el(.div) {
            el(.dt) { words("column." + name) }
            el(.dd) { CellText.shown(name, value, words) }
          }
        }
        for other in facts.detail.sources.dropFirst() {
          el(.div) {
            el(.dt) { words("column.source") }
            el(.dd) { other }
          }
        }
      }
      el(.h2) { words("reader.witnesses") }
      el(.ul, .class("quiet")) {
        (facts.detail.witnesses + [facts.detail.encodingReason]).filter { !$0.isEmpty }.map { line in el(.li) { line } }
      }
      el(.p) {
        el(.a, .href(Address(path: ["api", "documents", facts.document.id, "source"]))) { words("reader.source") }
        " · "
        el(.a, .href(Address(path: ["api", "documents", facts.document.id]))) { "JSON" }
      }
    }
  }
}
