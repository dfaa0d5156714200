import PlanText

/// Files that a Word document takes in whole (`w:altChunk`, ECMA-376 part 1, 17.17.2.1): pages and plain texts, as programs leave them there that make Word
/// files of web pages, also with their pictures (MHT). Word replaces them by their text when the document is saved.
struct WordChunks {
  /// What the chunks hold, by the id of their relationship.
  private(set) var items: [String: [FlowItem]] = [:]
  /// Names of those that are not read: other Word files, RTF.
  private(set) var unread: [String] = []

  mutating func add(_ name: String, id: String, of archive: ZipArchive, limits: ReaderLimits) throws(ReadError) {
    guard archive.find(name) != nil else { return }
    let bytes = try archive.part(name)
    guard let found = try Self.read(bytes, name: archive.path + "/" + name, limits: limits) else {
      unread.append(name)
      return
    }
    items[id] = found
  }

  private static func read(_ bytes: [UInt8], name: String, limits: ReaderLimits) throws(ReadError) -> [FlowItem]? {
    let verdict = Sniffer.verdict(path: name, bytes: bytes)
    let part = verdict == .mail ? MailMessage(bytes).text : nil
    guard verdict == .html || verdict == .text || part != nil, let decoded = EncodingDetector.decode(part?.bytes ?? bytes, label: part?.charset)
    else { return nil }
    if part?.isPage ?? (verdict == .html) { return items(of: try HTMLReader.read(decoded.scalars, path: name, limits: limits)) }
    return TextReader.blocks(of: decoded.scalars).map { .paragraph(FlowParagraph(text: Array(decoded.scalars[$0.span.range]))) }
  }

  /// The blocks of a page, rows that follow each other as one table.
  private static func items(of page: ReadPage) -> [FlowItem] {
    var out: [FlowItem] = []
    var rows: [[FlowCell]] = []
    func close() {
      if !rows.isEmpty { out.append(.table(FlowTable(rows: rows))) }
      rows = []
    }
    for block in page.blocks {
      if case .tableRow(let cells) = block.kind, !cells.isEmpty {
        rows.append(cells.map { FlowCell(items: [.paragraph(FlowParagraph(text: Array(page.text[$0.range])))]) })
        continue
      }
      close()
      let heading: Int? = if case .heading(let level) = block.kind { level } else { nil }
      out.append(.paragraph(FlowParagraph(text: Array(page.text[block.span.range]), heading: heading, isChrome: block.kind == .chrome)))
    }
    close()
    return out
  }
}
