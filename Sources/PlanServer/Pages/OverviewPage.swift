import PlanLibrary

/// `/`: what is in the index, and where to begin.
struct OverviewPage {
  /// All that the page says, read in one go.
  struct Facts: Sendable {
    let statistics: LibraryStatistics
    let documents: [DocumentSummary]
    let profile: IndexProfile
    let failures: [FailedSource]

    init(_ library: Library) throws(LibraryError) {
      statistics = try library.statistics()
      documents = try library.documents()
      profile = try library.profile()
      failures = try library.failures()
    }
  }

  let facts: Facts
  let words: Wording

  static func route(_ site: PageSite) -> Route {
    site.route("/") { call, words throws(Problem) in
      let facts = try call.read { library throws(LibraryError) in try Facts(library) }
      let page = OverviewPage(facts: facts, words: words)
      return Page(title: words("nav.overview"), place: .overview, isWide: true, body: page.body)
    }
  }

  private var body: [Node] {
    if facts.documents.isEmpty { return [hero, EmptyIndex.steps(words), failures].compactMap(\.self) }
    return [hero, figures, distributions, plans, failures, damage, warnings, adding].compactMap(\.self)
  }

  // MARK: beginning

  private var hero: Node {
    el(.section, .class("hero")) {
      el(.h1) { words("site.name") }
      el(.p, .class("lead")) { words("overview.lead") }
      SearchBox(words: words, query: "").node
      el(.p, .class("examples")) {
        words("overview.try")
        for query in ["科学素质", "公民 NEAR/10 比例", "target(增长 >= 5%)", "科普基地 OR 科技馆"] {
          " "
          el(.a, .href(Address(path: ["search"], query: [("q", query)]))) { el(.code) { query } }
        }
      }
    }
  }

  private var figures: Node {
    let s = facts.statistics
    let counts = Dictionary(s.records.map { ($0.kind, $0.count) }, uniquingKeysWith: { first, _ in first })
    let cells: [(String, Int, Address?)] = [
      ("figure.documents", s.documents, Address(path: ["documents"])), ("figure.characters", s.characters, nil),
      ("figure.targets", counts[.targets] ?? 0, Address(path: ["targets"])),
      ("figure.obligations", counts[.obligations] ?? 0, Address(path: ["obligations"])),
      ("figure.assignments", counts[.assignments] ?? 0, Address(path: ["assignments"])),
      ("figure.owners", counts[.owners] ?? 0, Address(path: ["owners"])),
    ]
    return el(.dl, .class("figures")) {
      for (label, count, address) in cells {
        el(.div) {
          el(.dt) { words(label) }
          el(.dd) { if let address { el(.a, .href(address)) { words.number(count) } } else { words.number(count) } }
        }
      }
    }
  }

  // MARK: distributions

  private var distributions: Node {
    el(.section, Attribute(.ariaLabelledBy, "what")) {
      el(.h2, .id("what")) { words("overview.what") }
      el(.div, .class("columns")) {
        distribution("province") { $0.province.map { [$0] } ?? [] }
        distribution("level") { $0.level.map { [$0] } ?? [] }
        distribution("kind") { $0.kind.map { [$0] } ?? [] }
        distribution("year") { $0.years.map(String.init) }
      }
    }
  }

  private func distribution(_ field: String, _ values: (DocumentSummary) -> [String]) -> Node {
    var counts: [String: Int] = [:]
    var missing = 0
    for document in facts.documents {
      let mine = values(document)
      if mine.isEmpty { missing += 1 }
      for value in mine { counts[value, default: 0] += 1 }
    }
    let sorted = counts.sorted { a, b in
      // The newest years first.
      if field == "year" { return b.key.unicodeScalars.lexicographicallyPrecedes(a.key.unicodeScalars) }
      return a.value == b.value ? a.key.unicodeScalars.lexicographicallyPrecedes(b.key.unicodeScalars) : a.value > b.value
    }
    var lines = sorted.map { value, count in
      Bars.Line(
        label: words.value(field, value), count: count,
        address: Address(path: ["documents"], query: [("q", FieldQuery.term(field, value))]))
    }
    if missing > 0 {
      lines.append(Bars.Line(label: words("facet.missing"), count: missing, address: nil, isMissing: true))
    }
    return el(.div) {
      el(.h3) { words("field." + field) }
      Bars(words: words, lines: lines).node
    }
  }

  // MARK: plans

  private static let most = 12

  private var plans: Node {
    el(.section, Attribute(.ariaLabelledBy, "plans")) {
      el(.h2, .id("plans")) { words("nav.documents") }
      DocumentList(words: words, documents: Array(facts.documents.prefix(Self.most))).node
      if facts.documents.count > Self.most {
        el(.p) {
          el(.a, .href(Address(path: ["documents"]))) {
            words("overview.all", ["n": words.number(facts.documents.count)])
          }
        }
      }
    }
  }

  // MARK: what is wrong

  /// Files listed at most; all of them are in `/api/stats`.
  private static let mostFailures = 100

  private var failures: Node? {
    if facts.failures.isEmpty { return nil }
    return el(.section, Attribute(.ariaLabelledBy, "failures")) {
      el(.h2, .id("failures")) { words("overview.failures") }
      el(.p) { words("overview.failures.lead", ["n": words.number(facts.failures.count)]) }
      el(.ul, .class("plain")) {
        for failure in facts.failures.prefix(Self.mostFailures) {
          el(.li) {
            el(.code) { failure.path }
            el(.p, .class("quiet")) { words.language.choose(failure.reason) }
          }
        }
      }
    }
  }

  private var damage: Node? {
    if facts.profile.damage.isEmpty { return nil }
    return el(.section, Attribute(.ariaLabelledBy, "damage")) {
      el(.h2, .id("damage")) { words("overview.damage") }
      el(.p) { words("overview.damage.lead") }
      el(
        .div, .class("scroll"), Attribute(.tabindex, "0"), Attribute(.role, "group"),
        Attribute(.ariaLabelledBy, "damage")
      ) {
        el(.table) {
          el(.thead) {
            el(.tr) {
              for key in ["field.damage", "field.certainty"] { el(.th, Attribute(.scope, "col")) { words(key) } }
              for key in ["figure.places", "figure.documents"] {
                el(.th, .class("number"), Attribute(.scope, "col")) { words(key) }
              }
            }
          }
          el(.tbody) { facts.profile.damage.map(damageRow) }
        }
      }
    }
  }

  private func damageRow(_ group: IndexProfile.DamageGroup) -> Node {
    el(.tr) {
      el(.th, Attribute(.scope, "row")) { words.value("damage", group.kind) }
      el(.td) { words.value("certainty", group.certainty) }
      el(.td, .class("number")) { words.number(group.count) }
      el(.td, .class("number")) { words.number(group.documents) }
    }
  }

  private var warnings: Node? {
    let warned = facts.documents.filter { facts.profile.warnings[$0.key] != nil }
    if warned.isEmpty { return nil }
    return el(.section, Attribute(.ariaLabelledBy, "warnings")) {
      el(.h2, .id("warnings")) { words("overview.warnings") }
      el(.ul, .class("plain")) {
        for document in warned.prefix(50) {
          el(.li) {
            el(.a, .href(DocumentList.address(document))) { document.name }
            for warning in facts.profile.warnings[document.key] ?? [] { el(.p, .class("quiet")) { warning } }
          }
        }
      }
    }
  }

  private var adding: Node {
    el(.section, .class("steps"), Attribute(.ariaLabelledBy, "adding")) {
      el(.h2, .id("adding")) { words("overview.adding") }
      el(.p) { words("overview.adding.how") }
      el(.pre) { el(.code) { "gangmu ingest 规划文件夹 --index \"$GANGMU_INDEX\"" } }
      el(.p, .class("quiet")) { words("overview.adding.formats") }
    }
  }
}
