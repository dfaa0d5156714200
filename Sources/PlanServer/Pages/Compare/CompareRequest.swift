import PlanLibrary

/// What the address of a comparison asks for.
struct CompareRequest: Sendable {
  let names: [String]
  /// The query as typed, and the years beside it.
  let words: String?
  let years: String?
  let basis: ComparisonBasis
  /// Pairs of names that are read as one, as the address has them.
  let aliases: [String]
  /// The one indicator that is looked at.
  let indicator: String?
  /// Order of the matrix's rows.
  let order: MatrixOrder
  /// What the places of one indicator are ranked by; nil for the order of the columns.
  let measure: Measure?
  /// Which two of several plans, from 1.
  let pair: Int
  let page: Int

  static let parameters = [
    CompareRoute.of, CompareRoute.by, CompareRoute.query,
    Parameter("more", .text(most: 2_000), Localized(zh: "更多文件或地名，每行一个", en: "more of them, one a line")),
    Parameter("years", .text(most: 40), Localized(zh: "只看规划期含这些年份的文件，如 2021..2025", en: "only plans of these years")),
    CompareRoute.indicator, CompareRoute.alias, CompareRoute.sort,
    Parameter(
      "measure", .choice(Measure.allCases.map(\.rawValue)), Localized(zh: "按哪种算法排列各地", en: "what to rank places by")),
    Parameter("pair", .integer(1...2_000), Localized(zh: "第几对", en: "which pair"), preset: "1"),
    Pager.parameter,
  ]

  init(_ arguments: Arguments) {
    let more = (arguments.text("more") ?? "").split { $0.isNewline || "，,、；;".contains($0) }
    var names: [String] = []
    for name in arguments.texts("of") + more.map(String.init) {
      let name = name.trimmingBlanks
      if !name.isEmpty, !names.contains(name) { names.append(name) }
    }
    self.names = Array(names.prefix(CompareRoute.most))
    let text = (arguments.text("q") ?? "").trimmingBlanks
    words = text.isEmpty ? nil : text
    years = arguments.text("years")?.trimmingBlanks
    basis = arguments.text("by").flatMap(ComparisonBasis.init) ?? .targets
    aliases = arguments.texts("alias")
    indicator = arguments.text("indicator")
    order = arguments.text("sort").flatMap(MatrixOrder.init) ?? .places
    measure = arguments.text("measure").flatMap(Measure.init)
    pair = arguments.integer("pair") ?? 1
    page = arguments.integer("page") ?? 1
  }

  /// Words and years as one query; nil for neither.
  var query: String? {
    guard let years else { return words }
    // 2021—2025 as plans write it; what is no range is the query language's to refuse.
    let range = years.replacing("—", with: "..").replacing("–", with: "..").replacing("-", with: "..")
    return FieldQuery.and(words ?? "", "year:" + range)
  }

  /// Nothing was chosen yet.
  var isEmpty: Bool { names.isEmpty && query == nil }
  var choice: PlanChoice { PlanChoice(names: names, query: query) }

  private var fields: [(String, String)] {
    names.map { ("of", $0) } + (words.map { [("q", $0)] } ?? []) + (years.map { [("years", $0)] } ?? [])
      + (basis == .targets ? aliases.map { ("alias", $0) } : [("by", basis.rawValue)])
  }

  /// The matrix with two more names read as one.
  func address(merging proposal: MergeProposal) -> Address {
    Address(path: ["compare"], query: fields + [("alias", proposal.canonical + "\t" + proposal.alias)])
  }

  /// The matrix as the alias files have it.
  var withoutAliases: Address { Address(path: ["compare"], query: fields.filter { $0.0 != "alias" }) }

  /// The matrix in this order, or one row of it.
  func address(indicator: String? = nil, order: MatrixOrder? = nil, measure: Measure? = nil, page: Int = 1) -> Address {
    let order = order ?? self.order
    return Address(
      path: ["compare"],
      query: fields + (order == .places ? [] : [("sort", order.rawValue)])
        + (indicator.map { [("indicator", $0)] } ?? [])
        + (measure.map { [("measure", $0.rawValue)] } ?? []) + (page > 1 ? [("page", String(page))] : []))
  }

  func address(pair: Int, page: Int = 1) -> Address {
    var fields = fields
    if pair > 1 { fields.append(("pair", String(pair))) }
    if page > 1 { fields.append(("page", String(page))) }
    return Address(path: ["compare"], query: fields)
  }

  func download(_ format: String) -> Address {
    var fields = names.map { ("of", $0) } + (query.map { [("q", $0)] } ?? []) + [("by", basis.rawValue)]
    if basis == .targets {
      fields += aliases.map { ("alias", $0) } + (order == .places ? [] : [("sort", order.rawValue)])
      if let indicator { fields.append(("indicator", indicator)) }
    }
    return Address(path: ["api", "compare"], query: fields + [("format", format)])
  }
}

/// Count and downloads above a comparison.
struct CompareToolbar {
  let words: Wording
  let request: CompareRequest
  /// In a few words, how much there is.
  let count: String

  var node: Node {
    el(.div, .class("toolbar")) {
      el(.p, .class("count"), Attribute(.role, "status")) { count }
      el(.p, .class("downloads")) {
        words("download.label")
        for format in ["csv", "xlsx", "json"] {
          " "
          el(.a, .href(request.download(format)), Attribute(.download)) { format.uppercased() }
        }
      }
    }
  }
}
