import PlanLibrary

/// `/documents`: the plans of the index, or those that a query lets through.
enum DocumentsPage {
  private static let size = 100

  static func route(_ site: PageSite) -> Route {
    site.route("/documents", parameters: [APIRoutes.query(isRequired: false), Pager.parameter]) {
      call, words throws(Problem) in
      let query = (call.arguments.text("q") ?? "").trimmingBlanks
      let page = call.arguments.integer("page") ?? 1
      let documents = try call.read { library throws(LibraryError) in
        guard !query.isEmpty else { return try library.documents() }
        let filter = try RecordFilter(SearchRequest.parse(query), library: library)
        let export = Export(library: library, kind: .documents, filter: filter)
        var out: [DocumentSummary] = []
        for document in try export.documents() where try !export.records(of: document).isEmpty { out.append(document) }
        return out
      }
      let body = body(documents, query: query, page: page, words)
      return Page(title: words("nav.documents"), place: .documents, query: nil, isWide: true, body: body)
    }
  }

  private static func body(_ documents: [DocumentSummary], query: String, page: Int, _ words: Wording) -> [Node] {
    func address(_ page: Int) -> Address {
      Address(
        path: ["documents"], query: (query.isEmpty ? [] : [("q", query)]) + (page > 1 ? [("page", String(page))] : []))
    }
    let download = Address(
      path: ["api", "documents"], query: (query.isEmpty ? [] : [("q", query)]) + [("format", "csv")])
    return [
      el(.header, .class("page-head")) {
        el(.h1) { words("nav.documents") }
        SearchBox(words: words, query: query, path: "documents").node
      },
      el(.div, .class("toolbar")) {
        el(.p, .class("count"), Attribute(.role, "status")) {
          words("documents.count", ["n": words.number(documents.count)])
        }
        el(.p, .class("downloads")) {
          words("download.label") + " "
          el(.a, .href(download), Attribute(.download)) { "CSV" }
        }
      },
      documents.isEmpty
        ? el(.p, .class("notice")) { words("documents.none") }
        : DocumentList(words: words, documents: Array(documents.dropFirst((page - 1) * size).prefix(size))).node,
      Pager(words: words, page: page, size: size, total: documents.count, address: address).node,
    ].compactMap(\.self)
  }
}
