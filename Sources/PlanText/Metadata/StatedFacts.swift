/// What lines of a copied page say about the document in labels: `发文机关：…`, `【成文日期】…`, `文 号 | … | 发文日期 | …`, or a label
/// on one line and its value on the next. The labels are data (`Data/page-labels.tsv`).
struct StatedFacts: Sendable {
  /// Facts that labels name.
  enum Field: String {
    case title, number, issuer, issued, published, none
  }

  private(set) var title: String?
  private(set) var documentNumber: String?
  private(set) var issuer: String?
  /// `YYYY-MM-DD`.
  private(set) var issuedOn: String?
  private(set) var publishedOn: String?

  private static let labels: [String: Field] = {
    var labels: [String: Field] = [:]
    for line in DataFile.lines("page-labels.tsv").dropFirst() {
      let cells = line.split(separator: "\t").map(String.init)
      if cells.count == 2, let field = Field(rawValue: cells[1]) { labels[cells[0]] = field }
    }
    return labels
  }()

  /// Furthest paragraph in which labels are looked for.
  private static let limit = 80

  init(text: NormalText) {
    var waiting: Field?
    for paragraph in text.paragraphs.prefix(Self.limit) where paragraph.range.count <= 200 {
      let line = text.scalars[paragraph.range]
      let found = Self.pairs(line)
      if found.isEmpty, let field = waiting { take(field, Array(line)) }
      waiting = nil
      for (field, value) in found {
        if value.isEmpty { waiting = field } else { take(field, value) }
      }
    }
  }

  /// `page` with these facts where it has none of its own.
  func completing(_ page: PageFacts) -> PageFacts {
    var page = page
    page.title = page.title ?? title
    page.documentNumber = page.documentNumber ?? documentNumber
    page.issuer = page.issuer ?? issuer
    page.issuedOn = page.issuedOn ?? issuedOn
    page.publishedOn = page.publishedOn ?? publishedOn
    return page
  }

  private mutating func take(_ field: Field, _ value: [Unicode.Scalar]) {
    let plain = FrontPage.string(value)
    func date() -> String? { PlanDate.find(in: value[...])?.date.iso }
    switch field {
    case .title: if title == nil, value.count >= 4 { title = plain }
    case .number: if documentNumber == nil, value.contains(where: \.isDigit), value.contains("号") { documentNumber = plain }
    case .issuer: if issuer == nil, value.count >= 3 { issuer = plain }
    case .issued: issuedOn = issuedOn ?? date()
    case .published: publishedOn = publishedOn ?? date()
    case .none: break
    }
  }

  /// Whether a line consists of labels and their values.
  static func isLabelled(_ line: ArraySlice<Unicode.Scalar>) -> Bool { line.count <= 200 && !pairs(line).isEmpty }

  /// Whether a line is a label whose value the next line gives.
  static func isLabelWithoutValue(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    guard line.count <= 20, let last = pairs(line).last else { return false }
    return last.1.isEmpty
  }

  /// The labels of a line with their values; empty where it is none.
  private static func pairs(_ line: ArraySlice<Unicode.Scalar>) -> [(Field, [Unicode.Scalar])] {
    let bare = Array(line.drop { "•·∙●*|-".unicodeScalars.contains($0) || CharacterForms.isBlank($0) })
    guard bare.count >= 2 else { return [] }
    if bare.contains("|") { return cells(bare) }
    if bare.first == "[" || bare.first == "【", let close = bare.firstIndex(where: { $0 == "]" || $0 == "】" }) {
      return pair(bare[1..<close], bare[(close + 1)...]).map { [$0] } ?? []
    }
    guard let colon = bare.prefix(12).firstIndex(of: ":") else { return runTogether(bare) }
    return pair(bare[..<colon], bare[(colon + 1)...]).map { [$0] } ?? []
  }

  /// `发文机构清河市人民政府发文字号清政发〔2020〕1号`: a table that lost its cells. Two labels, or one in front of a date.
  private static func runTogether(_ line: [Unicode.Scalar]) -> [(Field, [Unicode.Scalar])] {
    guard line.count <= 120, label(at: 0, line) != nil else { return [] }
    var starts: [(at: Int, length: Int, field: Field)] = []
    var i = 0
    while i < line.count {
      if let found = label(at: i, line) {
        starts.append((i, found.length, found.field))
        i += found.length
      } else {
        i += 1
      }
    }
    let pairs = starts.indices.map { k in
      let end = k + 1 < starts.count ? starts[k + 1].at : line.count
      return (starts[k].field, FrontPage.squeeze(line[starts[k].at + starts[k].length..<end]))
    }
    if pairs.count >= 2 { return pairs }
    return pairs.filter { ($0.0 == .issued || $0.0 == .published) && PlanDate.find(in: $0.1[...])?.range.lowerBound == 0 }
  }

  /// The longest label of three and more characters that starts at `i`.
  private static func label(at i: Int, _ line: [Unicode.Scalar]) -> (length: Int, field: Field)? {
    for length in stride(from: min(8, line.count - i), through: 3, by: -1) {
      if let field = labels[FrontPage.string(line[i..<i + length])] { return (length, field) }
    }
    return nil
  }

  /// `文 号 | 临政办〔2020〕2号 | 发文日期 | 2020-04-19 |`
  private static func cells(_ line: [Unicode.Scalar]) -> [(Field, [Unicode.Scalar])] {
    let cells = line.split(separator: "|", omittingEmptySubsequences: false)
    var found: [(Field, [Unicode.Scalar])] = []
    var k = 0
    while k + 1 < cells.count {
      if let next = pair(cells[k], cells[k + 1]) {
        found.append(next)
        k += 1
      }
      k += 1
    }
    return found
  }

  private static func pair(_ label: ArraySlice<Unicode.Scalar>, _ value: ArraySlice<Unicode.Scalar>) -> (Field, [Unicode.Scalar])? {
    let name = FrontPage.string(FrontPage.squeeze(label).filter { $0 != ":" })
    guard let field = labels[name] else { return nil }
    let start = value.drop { CharacterForms.isBlank($0) || $0 == ":" }
    let end = start.lastIndex { !CharacterForms.isBlank($0) }
    return (field, end.map { Array(start[...$0]) } ?? [])
  }
}
