/// One file or record as it was read: the decoded source text and the blocks found in it. Never altered afterwards.
package struct Document: Sendable {
  /// Path as ingested, `-` for standard input.
  package let path: String
  package let format: DocumentFormat
  package let encoding: EncodingReport
  /// The decoded source text, a byte order mark left out; `show --source` prints exactly this. For plain text these
  /// are all characters of the file, line ends included; for HTML the visible text of the page in reading order; for
  /// all others the text that a reader of the document sees, one line a block.
  package let text: [Unicode.Scalar]
  /// In reading order, not overlapping; white space outside of blocks carries no meaning.
  package let blocks: [Block]
  /// What the page says about itself outside of its text (HTML `meta` elements, metadata tables).
  package let page: PageFacts
  /// SHA-256 of the bytes read, in lower-case hexadecimal.
  package let sha256: String
  package let warnings: [String]
  /// Where the text lies on pages, in reading order and not overlapping; empty for formats without pages.
  package let places: [PagePlace]

  package init(
    path: String, format: DocumentFormat, encoding: EncodingReport, text: [Unicode.Scalar], blocks: [Block],
    page: PageFacts = PageFacts(), sha256: String, warnings: [String] = [], places: [PagePlace] = []
  ) {
    self.path = path
    self.format = format
    self.encoding = encoding
    self.text = text
    self.blocks = blocks
    self.page = page
    self.sha256 = sha256
    self.warnings = warnings
    self.places = places
  }

  /// The source characters of `span`.
  package func quote(_ span: SourceSpan) -> String {
    return String(scalars: text[span.range])
  }
}

package enum DocumentFormat: String, Sendable, CaseIterable {
  case text, html, pdf, docx, doc, rtf, odt, ofd, xlsx, csv
}

/// A line or table row on its page.
package struct PagePlace: Sendable, Hashable {
  package let span: SourceSpan
  /// Counted from 1.
  package let page: Int
  package let box: PageBox

  package init(span: SourceSpan, page: Int, box: PageBox) {
    self.span = span
    self.page = page
    self.box = box
  }
}

/// A rectangle on a page, in hundredths of a millimetre from its upper left corner.
package struct PageBox: Sendable, Hashable {
  package let left: Int
  package let top: Int
  package let right: Int
  package let bottom: Int

  package init(left: Int, top: Int, right: Int, bottom: Int) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }
}

/// A line, paragraph, heading or table row of the source.
package struct Block: Sendable, Hashable {
  /// Without surrounding white space.
  package let span: SourceSpan
  package let kind: BlockKind

  package init(span: SourceSpan, kind: BlockKind) {
    self.span = span
    self.kind = kind
  }
}

package enum BlockKind: Sendable, Hashable {
  /// A physical line of a plain text, which may be a part of a paragraph only.
  case line
  /// A whole paragraph, as formats with markup know it.
  case paragraph
  /// A heading by markup (`h1` … `h6`).
  case heading(level: Int)
  /// A row of a table, with the spans of its cells in the order of the table's columns; the cells are separated by a tab
  /// in the text.
  ///
  /// A cell that spans columns stands at each of them, one that spans rows in each of them: the same span is repeated, in a
  /// lower row it lies outside of the block's own span. Empty spans are places without text. No cells at all mean
  /// that the columns of the row are not known.
  case tableRow(cells: [SourceSpan])
  /// Menus, footers, 打印 and 字号 bars: text of the page around the document.
  case chrome
}

/// How the bytes were decoded and why.
package struct EncodingReport: Sendable, Hashable {
  /// IANA name: `UTF-8`, `GB18030`, `Big5`, `UTF-16LE`, `UTF-16BE`, `windows-1252`.
  package let name: String
  /// `byte order mark`, `declared`, `valid UTF-8`, `scored`; `package` where the format fixes the encoding.
  package let reason: String
  /// Second best candidate when it was scored.
  package let runnerUp: String?
  /// Number of malformed sequences, each decoded as one U+FFFD.
  package let malformed: Int

  package init(name: String, reason: String, runnerUp: String? = nil, malformed: Int = 0) {
    self.name = name
    self.reason = reason
    self.runnerUp = runnerUp
    self.malformed = malformed
  }
}

/// Facts that a page states about its document in markup; every one may be missing.
package struct PageFacts: Sendable, Hashable {
  package var title: String?
  package var documentNumber: String?
  package var issuer: String?
  /// 成文日期, as `YYYY-MM-DD`.
  package var issuedOn: String?
  /// 发布日期 of the page, as `YYYY-MM-DD`.
  package var publishedOn: String?
  /// Name of the web site.
  package var site: String?
  /// 来源 as the page gives it.
  package var contentSource: String?

  package init() {}
}
