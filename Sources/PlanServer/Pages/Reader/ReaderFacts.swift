import PlanLibrary
import PlanText

/// Everything that a page of the reader says, read in one go.
struct ReaderFacts {
  /// The kinds whose records are marked.
  static let kinds: [ExportKind] = [.targets, .obligations, .owners]

  let document: DocumentSummary
  let detail: DocumentDetail
  let outline: [OutlineLine]
  let source: [Unicode.Scalar]
  /// Of the kinds that are marked, in reading order.
  let findings: [Finding]
  let damage: [ReaderDamage]
  let hits: (total: Int, passages: [PassageHit])
  let query: String?
  let reading: Reading
  /// Kinds that are not marked, by name; `damage` too.
  let hidden: Set<String>
  let cited: SourceSpan?
  /// Of the file, where the range begins; nil for formats without pages.
  let citedPage: Int?
  let parts: [Range<Int>]
  /// From 0.
  let part: Int

  /// Passages listed that a query finds.
  static let mostHits = 60

  init(_ call: Call) throws(Problem) {
    let arguments = call.arguments
    let document = try call.read { library throws(LibraryError) in
      try library.document(named: arguments.text("id") ?? "")
    }
    self.document = document
    detail = try call.read { library throws(LibraryError) in try library.detail(of: document) }
    outline = try call.read { library throws(LibraryError) in try library.outline(of: document) }
    source = try call.read { library throws(LibraryError) in try library.sourceText(of: document.key) }
    reading = arguments.text("reading").flatMap(Reading.init) ?? .original
    let hidden = Set(arguments.list("hide"))
    self.hidden = hidden
    let all = try call.read { library throws(LibraryError) in try library.findings(of: document, kinds: Self.kinds) }
    findings = all.filter { !hidden.contains($0.kind.rawValue) }
    damage = try call.read { library throws(LibraryError) in try library.findings(of: document, kinds: [.damage]) }
      .map(ReaderDamage.init)
    let query = (arguments.text("q") ?? "").trimmingBlanks
    self.query = query.isEmpty ? nil : query
    hits = try call.read { library throws(LibraryError) in
      query.isEmpty ? (0, []) : try LibrarySearch(query, library: library).passages(in: document, limit: Self.mostHits)
    }
    let length = source.count
    let cited = try arguments.text(Permalink.parameter).map { text throws(Problem) in
      try Permalink.span(text, length: length)
    }
    self.cited = cited
    citedPage = try call.read { library throws(LibraryError) -> Int? in
      guard let cited else { return nil }
      return try library.page(of: document.key, at: cited.start)
    }
    parts = ReaderParts.cut(
      source, sections: outline.map(\.span.start), records: all.map(\.start), damage: damage.map(\.span.start))
    let first = cited?.start ?? (arguments.text("part") == nil ? hits.passages.map(\.span.start).min() : nil)
    if let first {
      part = parts.firstIndex { $0.contains(first) } ?? 0
    } else {
      part = min(parts.count, arguments.integer("part") ?? 1) - 1
    }
  }

  /// The part in which a character stands, from 1.
  func part(of offset: Int) -> Int { (parts.firstIndex { $0.contains(offset) } ?? parts.count - 1) + 1 }

  /// Whether another reading differs from the original at all.
  func offers(_ reading: Reading) -> Bool {
    switch reading {
    case .original: true
    case .repaired: damage.contains { $0.repaired != nil }
    case .simplified: detail.fields.contains { $0.name == "script" && $0.value.text != "Hans" }
    }
  }

  /// This page with some of its settings changed.
  func address(part: Int? = nil, reading: Reading? = nil, hidden: Set<String>? = nil, fragment: String? = nil)
    -> Address
  {
    var fields: [(String, String)] = []
    if let query { fields.append(("q", query)) }
    if part == nil, let cited {
      fields.append((Permalink.parameter, Permalink.text(cited)))
    } else {
      fields.append(("part", String(part ?? self.part + 1)))
    }
    let reading = reading ?? self.reading
    if reading != .original { fields.append(("reading", reading.rawValue)) }
    let hidden = hidden ?? self.hidden
    if !hidden.isEmpty { fields.append(("hide", hidden.sorted().joined(separator: ","))) }
    return Address(path: ["documents", document.id], query: fields, fragment: fragment)
  }
}

extension Finding {
  /// Where it stands.
  var span: SourceSpan { SourceSpan(start: start, end: max(start, cell("end").integer ?? start)) }
}

extension ReaderDamage {
  init(_ finding: Finding) {
    self.init(
      span: finding.span, repaired: finding.cell("repaired").text, kind: finding.cell("kind").text ?? "",
      quote: finding.cell("quote").text ?? "")
  }
}
