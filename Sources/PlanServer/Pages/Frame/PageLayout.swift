/// What stands around every page.
struct PageLayout {
  enum Place: String, CaseIterable {
    case overview, search, documents, targets, assignments, compare, help

    var address: Address {
      self == .overview ? Address(path: []) : Address(path: [rawValue])
    }
  }

  let site: PageSite
  let words: Wording
  let request: WebRequest

  func page(_ page: Page) -> Node {
    el(.html, Attribute(.lang, words.language.rawValue)) {
      el(.head) {
        el(.meta, Attribute(.charset, "utf-8"))
        el(.meta, Attribute(.name, "viewport"), Attribute(.content, "width=device-width, initial-scale=1"))
        el(.meta, Attribute(.name, "color-scheme"), Attribute(.content, "light dark"))
        el(.title) { page.place == .overview ? words("site.name") : page.title + " · " + words("site.short") }
        el(.link, Attribute(.rel, "stylesheet"), .href(site.assets.style.address))
        el(.link, Attribute(.rel, "icon"), Attribute(.type, MediaType.svg.rawValue), .href(site.assets.icon.address))
        el(.script, Attribute(.type, "module"), .src(site.assets.script.address))
      }
      el(.body) {
        el(.a, .class("skip"), .href(fragment: "main")) { words("site.skip") }
        masthead(page)
        el(.main, .id("main"), .class(page.isWide ? "wide" : "measure"), Attribute(.tabindex, "-1")) { page.body }
        footer
      }
    }
  }

  private func masthead(_ page: Page) -> Node {
    el(.header, .class("masthead")) {
      el(.div, .class("masthead-inner")) {
        el(.a, .class("brand"), .href(Address(path: []))) {
          el(.span, .class("brand-name"), Attribute(.lang, "zh-Hans")) { words.language == .traditional ? "綱目" : "纲目" }
          el(.span, .class("brand-sub"), Attribute(.lang, "en")) { "Gangmu" }
        }
        navigation(page.place)
        if page.place != .search, page.place != .overview { searchField(page.query) }
        languages
      }
    }
  }

  private func navigation(_ place: Place?) -> Node {
    el(.nav, .class("nav"), .label(words("site.navigation"))) {
      el(.ul) {
        for entry in Place.allCases {
          el(.li) {
            el(.a, .href(entry.address), entry == place ? Attribute(.ariaCurrent, "page") : nil) {
              words("nav." + entry.rawValue)
            }
          }
        }
      }
    }
  }

  private func searchField(_ query: String?) -> Node {
    el(.form, .class("quick"), Attribute(.role, "search"), .action(Address(path: ["search"]))) {
      el(
        .input, Attribute(.type, "search"), Attribute(.name, "q"), .label(words("search.field")),
        Attribute(.placeholder, words("search.field")), Attribute(.value, query ?? ""))
    }
  }

  /// The same page in another language.
  private var languages: Node {
    el(.ul, .class("languages"), .label(words("site.language"))) {
      for language in PageLanguage.allCases {
        el(.li) {
          if language == words.language {
            el(.span, Attribute(.ariaCurrent, "true"), Attribute(.lang, language.rawValue)) { language.label }
          } else {
            el(.a, .href(address(in: language)), Attribute(.lang, language.rawValue), .label(language.name)) {
              language.label
            }
          }
        }
      }
    }
  }

  private func address(in language: PageLanguage) -> Address {
    let query = request.query.filter { $0.name != PageLanguage.parameter }.map { ($0.name, $0.value) }
    let path = request.method == .post ? Array(request.path.prefix(1)) : request.path
    return Address(path: path, query: query + [(PageLanguage.parameter, language.rawValue)])
  }

  private var footer: Node {
    el(.footer, .class("colophon")) {
      el(.p) {
        words("site.colophon")
        " "
        el(.a, .href(Address(path: ["openapi.json"]))) { "OpenAPI" }
        " · "
        el(.a, .href(Address(path: ["help"]))) { words("nav.help") }
        " · Gangmu " + site.version
      }
    }
  }
}

extension PageLanguage {
  /// Its sign in the switch.
  var label: String {
    switch self {
    case .simplified: "简"
    case .traditional: "繁"
    case .english: "EN"
    }
  }

  /// Its own name.
  var name: String {
    switch self {
    case .simplified: "简体中文"
    case .traditional: "繁體中文"
    case .english: "English"
    }
  }
}
