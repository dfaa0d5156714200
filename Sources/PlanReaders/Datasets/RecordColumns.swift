/// Which columns of a data set hold what. Columns are known by their names, unless the user names them.
package struct RecordColumns: Sendable, Hashable {
  /// What a column can say about the document of its row.
  package enum Field: String, Sendable, CaseIterable {
    case title, issuer, province, city
    case documentNumber = "document_number"
    case issuedOn = "issued_on"
    case publishedOn = "publish_date"
    case site, source
  }

  /// The column of the text, as the user names it; nil to know it by its name.
  package var text: String?
  /// Columns by field, as the user names them; nil to know them by their names.
  package var metadata: [Field: String]?

  package init(text: String? = nil, metadata: [Field: String]? = nil) {
    self.text = text
    self.metadata = metadata
  }

  /// What is wrong with a list of metadata columns.
  package enum ListError: Error, Hashable {
    /// The name in front of `=` is no field, or a name without `=` is known for no field.
    case unknownField(String)
  }

  /// Reads `title=标题,province=省,publish_date`: a field and its column, or a column that is known by its name.
  package static func fields(_ list: String) throws(ListError) -> [Field: String] {
    var out: [Field: String] = [:]
    for part in list.split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1).map(trimmed)
      guard let name = pair.first, !name.isEmpty else { continue }
      guard let field = Field(rawValue: name) ?? (pair.count == 1 ? known(name) : nil) else { throw .unknownField(name) }
      out[field] = pair.count == 2 ? pair[1] : name
    }
    return out
  }

  // MARK: Names

  private static let textNames: Set<String> = [
    "fulltext", "text", "body", "policytext", "doctext", "全文", "正文", "政策全文", "文件全文", "全文内容", "正文内容", "文件正文", "政策文本",
  ]
  /// Names that columns of task tables have as well: believed beside a title only.
  private static let looseTextNames: Set<String> = ["content", "内容", "文本", "政策内容", "文件内容"]
  /// Words of the heads of task tables.
  private static let taskWords = ["牵头", "责任", "时限", "任务"]

  private static let names: [Field: Set<String>] = [
    .title: ["title", "doctitle", "name", "标题", "名称", "文件名称", "政策名称", "文件标题", "政策标题", "题名"],
    .issuer: ["issuer", "agency", "department", "publisher", "发文机关", "发布机构", "发文单位", "发布单位", "发布机关", "制定机关", "发文部门"],
    .province: ["province", "provincename", "省", "省份", "所属省份", "省级"], .city: ["city", "cityname", "prefecture", "市", "城市", "地市", "所属城市"],
    .documentNumber: ["documentnumber", "docnumber", "docno", "number", "文号", "发文字号", "发文文号"],
    .issuedOn: ["issuedon", "issuedate", "dateissued", "成文日期", "发文日期", "印发日期", "成文时间"],
    .publishedOn: ["publishdate", "publishedon", "pubdate", "publicationdate", "date", "发布日期", "公布日期", "发布时间", "日期"],
    .site: ["site", "website", "网站"], .source: ["source", "来源"],
  ]

  /// The field that a column of this name holds: 标题, `Province`.
  package static func known(_ name: String) -> Field? {
    let key = plain(name)
    return Field.allCases.first { names[$0]?.contains(key) ?? false }
  }

  /// Lower case, without blanks, hyphens and underscores.
  private static func plain(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.filter { !Blanks.isBlank($0) && $0 != "_" && $0 != "-" })).lowercased()
  }

  private static func trimmed(_ name: some StringProtocol) -> String {
    let scalars = Array(name.unicodeScalars)
    return Blanks.trim(0..<scalars.count, of: scalars).map { String(String.UnicodeScalarView(scalars[$0])) } ?? ""
  }

  // MARK: Columns

  /// The column of the text among `columns`; nil if there is none.
  func textColumn(of columns: [String]) -> String? {
    if let text { return columns.first { Self.trimmed($0) == text } ?? columns.first { Self.plain($0) == Self.plain(text) } }
    if let found = columns.first(where: { Self.textNames.contains(Self.plain($0)) }) { return found }
    let isTaskTable = columns.contains { column in Self.taskWords.contains { column.contains($0) } }
    guard !isTaskTable, columns.contains(where: { Self.known($0) == .title }) else { return nil }
    return columns.first { Self.looseTextNames.contains(Self.plain($0)) }
  }

  /// Column → what it says. A field has one column, the first of its name.
  func metadataColumns(of columns: [String]) -> [String: Field] {
    var taken: Set<Field> = []
    var out: [String: Field] = [:]
    for column in columns {
      let named = metadata.map { list in Field.allCases.first { list[$0] == Self.trimmed(column) } }
      if let field = named ?? Self.known(column), taken.insert(field).inserted { out[column] = field }
    }
    return out
  }
}
