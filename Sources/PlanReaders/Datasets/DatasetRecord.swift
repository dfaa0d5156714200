import PlanText

/// A record of a data set: the text of a document and what the other columns say about it.
package struct DatasetRecord: Sendable {
  let text: [Unicode.Scalar]
  let facts: PageFacts
  let format: DocumentFormat
  let encoding: EncodingReport
  private let warnings: [String]

  /// - Parameter values: by field, as the cells have them; dates in any common form.
  init(
    text: [Unicode.Scalar], values: [RecordColumns.Field: String], format: DocumentFormat, encoding: EncodingReport,
    warnings: [String] = []
  ) {
    self.text = text
    self.warnings = warnings
    self.format = format
    self.encoding = encoding
    var facts = PageFacts()
    facts.isCurated = true
    facts.title = values[.title]
    facts.documentNumber = values[.documentNumber]
    facts.issuer = values[.issuer]
    facts.issuedOn = values[.issuedOn].flatMap(Self.date)
    facts.publishedOn = values[.publishedOn].flatMap(Self.date)
    facts.site = values[.site]
    facts.contentSource = values[.source]
    let place = [values[.province], values[.city]].compactMap { $0 }.joined()
    facts.place = place.isEmpty ? nil : place
    self.facts = facts
  }

  /// `2023-05-24`, `2023/5/24 00:00`, `2023年5月24日`, `20230524`.
  package static func date(_ value: String) -> String? {
    let digits = value.prefix(8)
    if value.utf8.count == 8, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return PageDate.find(in: "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))")
    }
    return PageDate.find(in: value)
  }

  /// The record as a document; a text that is markup is read as a page.
  /// - Throws: `empty`, and what `HTMLReader` throws.
  func document(path: String, limits: ReaderLimits) throws(ReadError) -> Document {
    let bytes = text.utf8
    var (text, blocks, warnings) = (text, [Block](), warnings)
    if Sniffer.verdict(path: "", bytes: Array(bytes.prefix(4096))) == .html {
      let page = try HTMLReader.read(text, path: path, limits: limits)
      (text, blocks, warnings) = (page.text, page.blocks, warnings + page.warnings)
    } else {
      blocks = TextReader.blocks(of: text)
    }
    guard !blocks.isEmpty else { throw .empty(path: path, bytes: bytes.count) }
    return Document(
      path: path, format: format, encoding: encoding, text: text, blocks: blocks, page: facts, sha256: Digest.hexadecimal(bytes),
      warnings: warnings)
  }
}
