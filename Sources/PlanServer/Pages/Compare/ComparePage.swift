import PlanLibrary

/// `/compare`: plans side by side.
struct ComparePage {
  static func route(_ site: PageSite) -> Route {
    let parameters = [
      Parameter("of", .texts(values: CompareRoute.most, most: 200), Localized(zh: "文件或地名", en: "documents or places")),
      Parameter("more", .text(most: 2_000), Localized(zh: "更多文件或地名，每行一个", en: "more of them, one a line")),
      Parameter(
        "by", .choice(CompareRoute.bases.map(\.rawValue)), Localized(zh: "按什么比较", en: "what to compare by"),
        preset: "targets"),
    ]
    return site.route("/compare", parameters: parameters) { call, words throws(Problem) in
      let more = (call.arguments.text("more") ?? "").split(whereSeparator: { $0.isNewline || "，,、；;".contains($0) })
      var names: [String] = []
      for name in call.arguments.texts("of") + more.map(String.init) {
        let name = name.trimmingBlanks
        if !name.isEmpty, !names.contains(name) { names.append(name) }
      }
      let basis = call.arguments.text("by").flatMap(Comparison.Basis.init) ?? .targets
      let chosen = Array(names.prefix(CompareRoute.most))
      let comparison =
        try chosen.isEmpty
        ? nil : call.read { library throws(LibraryError) in try Comparison(chosen, by: basis, library: library) }
      let documents = try call.read { library throws(LibraryError) in try library.documents() }
      let page = ComparePage(words: words, names: chosen, basis: basis, comparison: comparison, documents: documents)
      return Page(title: words("nav.compare"), place: .compare, isWide: true, body: page.body)
    }
  }

  let words: Wording
  let names: [String]
  let basis: Comparison.Basis
  let comparison: Comparison?
  let documents: [DocumentSummary]

  private var body: [Node] {
    [
      el(.header, .class("page-head")) {
        el(.h1) { words("nav.compare") }
        el(.p, .class("lead")) { words("compare.lead") }
      },
      form,
      comparison.map { CompareTable(words: words, comparison: $0, names: names).node },
    ].compactMap(\.self)
  }

  // MARK: choice

  private static let mostPlaces = 120

  private var form: Node {
    el(.form, .class("compare-form"), .action(Address(path: ["compare"]))) {
      el(.fieldset) {
        el(.legend) { words("compare.by") }
        for choice in CompareRoute.bases {
          el(.label) {
            el(
              .input, Attribute(.type, "radio"), Attribute(.name, "by"), Attribute(.value, choice.rawValue),
              choice == basis ? Attribute(.checked) : nil)
            words("compare.by." + choice.rawValue)
          }
        }
      }
      el(.details, names.isEmpty ? Attribute(.open) : nil) {
        el(.summary) { words("compare.places") }
        el(.div, .class("place-choice")) { places.prefix(Self.mostPlaces).map(box) }
      }
      el(.label, .class("block"), Attribute(.for, "more")) { words("compare.more") }
      el(.textarea, .id("more"), Attribute(.name, "more"), Attribute(.rows, "2"), Attribute(.maxlength, "2000")) {
        names.filter { name in !places.contains { $0.name == name } }.joined(separator: "\n")
      }
      el(.button, Attribute(.type, "submit")) { words("compare.submit") }
    }
  }

  /// Provinces and cities with the number of their plans, in the order of first mention.
  private var places: [(name: String, count: Int)] {
    var counts: [String: Int] = [:]
    var order: [String] = []
    for document in documents {
      for name in [document.province, document.city].compactMap(\.self) {
        if counts[name] == nil { order.append(name) }
        counts[name, default: 0] += 1
      }
    }
    return order.map { ($0, counts[$0] ?? 0) }.sorted { a, b in
      a.count != b.count ? a.count > b.count : a.name.unicodeScalars.lexicographicallyPrecedes(b.name.unicodeScalars)
    }
  }

  private func box(_ place: (name: String, count: Int)) -> Node {
    el(.label) {
      el(
        .input, Attribute(.type, "checkbox"), Attribute(.name, "of"), Attribute(.value, place.name),
        names.contains(place.name) ? Attribute(.checked) : nil)
      place.name
      el(.span, .class("quiet")) { " " + words.number(place.count) }
    }
  }
}
