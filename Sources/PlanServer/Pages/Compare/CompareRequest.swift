import PlanLibrary

/// What the address of a comparison asks for.
struct CompareRequest: Sendable {
  let names: [String]
  let query: String?
  let basis: ComparisonBasis
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
    Parameter("indicator", .text(most: 300), Localized(zh: "只看这个指标", en: "one indicator")),
    CompareRoute.sort,
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
    query = text.isEmpty ? nil : text
    basis = arguments.text("by").flatMap(ComparisonBasis.init) ?? .targets
    indicator = arguments.text("indicator")
    order = arguments.text("sort").flatMap(MatrixOrder.init) ?? .places
    measure = arguments.text("measure").flatMap(Measure.init)
    pair = arguments.integer("pair") ?? 1
    page = arguments.integer("page") ?? 1
  }

  /// Nothing was chosen yet.
  var isEmpty: Bool { names.isEmpty && query == nil }
  var choice: PlanChoice { PlanChoice(names: names, query: query) }

  private var fields: [(String, String)] {
    names.map { ("of", $0) } + (query.map { [("q", $0)] } ?? []) + (basis == .targets ? [] : [("by", basis.rawValue)])
  }

  /// The matrix in this order, or one row of it.
  func address(indicator: String? = nil, order: MatrixOrder? = nil, measure: Measure? = nil) -> Address {
    let order = order ?? self.order
    return Address(
      path: ["compare"],
      query: fields + (order == .places ? [] : [("sort", order.rawValue)]) + (indicator.map { [("indicator", $0)] } ?? [])
        + (measure.map { [("measure", $0.rawValue)] } ?? []))
  }

  func address(pair: Int, page: Int = 1) -> Address {
    var fields = fields
    if pair > 1 { fields.append(("pair", String(pair))) }
    if page > 1 { fields.append(("page", String(page))) }
    return Address(path: ["compare"], query: fields)
  }

  func download(_ format: String) -> Address {
    let fields = names.map { ("of", $0) } + (query.map { [("q", $0)] } ?? [])
    return Address(
      path: ["api", "compare"],
      query: fields + [("by", basis.rawValue)] + (order == .places || basis != .targets ? [] : [("sort", order.rawValue)])
        + [("format", format)])
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
        for format in ["csv", "json"] {
          " "
          el(.a, .href(request.download(format)), Attribute(.download)) { format.uppercased() }
        }
      }
    }
  }
}
