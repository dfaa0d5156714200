import Foundation
import FuzzTargets
import PlanReaders
import PlanText

/// A plan as a writer of any format needs it: paragraphs and tables.
struct PlanSheet {
  enum Item {
    case paragraph(String)
    case table([[Cell]])
  }
  struct Cell {
    var text: String
    var columns = 1
    var rows = 1
  }
  var items: [Item]

  /// The paragraphs and tables of a sample plan; lines with tabs are rows. A merged cell stands at each of its places.
  init(corpus name: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../Corpus")
    let bytes = try Array(Data(contentsOf: folder.appendingPathComponent(name).standardizedFileURL))
    self.init(try readDocument(path: name, bytes: bytes))
  }

  init(_ document: Document) {
    items = []
    for block in document.blocks where block.kind != .chrome {
      let text = document.quote(block.span)
      var cells = text.split(separator: "\t", omittingEmptySubsequences: false).map { Cell(text: String($0)) }
      if case .tableRow(let spans) = block.kind, !spans.isEmpty { cells = spans.map { Cell(text: document.quote($0)) } }
      if cells.count == 1 {
        items.append(.paragraph(text))
      } else if case .table(let rows)? = items.last {
        items[items.count - 1] = .table(rows + [cells])
      } else {
        items.append(.table([cells]))
      }
    }
  }

  init(_ items: [Item]) { self.items = items }

  // MARK: Plain text

  var text: String {
    items.map { item in
      switch item {
      case .paragraph(let text): text
      case .table(let rows): rows.map { $0.map(\.text).joined(separator: "\t") }.joined(separator: "\n")
      }
    }.joined(separator: "\n") + "\n"
  }

  // MARK: HTML

  var html: [UInt8] {
    let body = items.map { item in
      switch item {
      case .paragraph(let text): "<p>\(xml(text))</p>"
      case .table(let rows):
        "<table>"
          + rows.map { row in
            "<tr>" + row.map { "<td colspan=\"\($0.columns)\" rowspan=\"\($0.rows)\">\(xml($0.text))</td>" }.joined()
              + "</tr>"
          }.joined() + "</table>"
      }
    }
    return Array("<!DOCTYPE html><html><head><meta charset=\"UTF-8\"></head><body>\(body.joined())</body></html>".utf8)
  }

  // MARK: DOCX

  static func wordText(_ text: String) -> String { "<w:r><w:t xml:space=\"preserve\">\(xml(text))</w:t></w:r>" }

  var docx: [UInt8] {
    let body = items.map { item in
      switch item {
      case .paragraph(let text): "<w:p>\(Self.wordText(text))</w:p>"
      case .table(let rows): Self.wordTable(rows)
      }
    }
    // A table must not be the last of a document; LibreOffice loses it where it is.
    if case .table? = items.last { return Self.docx(body.joined() + "<w:p/>") }
    return Self.docx(body.joined())
  }

  private static func wordTable(_ rows: [[Cell]]) -> String {
    var hanging: [Int: (columns: Int, rows: Int)] = [:]
    let lines = ["top", "left", "bottom", "right", "insideH", "insideV"].map { "<w:\($0) w:val=\"single\" w:sz=\"4\"/>" }.joined()
    var out = "<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>\(lines)</w:tblBorders></w:tblPr>"
    for row in rows {
      out += "<w:tr>"
      var column = 0
      var cells = row[...]
      while !cells.isEmpty || hanging[column] != nil {
        if let above = hanging[column] {
          out += "<w:tc><w:tcPr><w:gridSpan w:val=\"\(above.columns)\"/><w:vMerge/></w:tcPr><w:p/></w:tc>"
          hanging[column] = above.rows > 1 ? (above.columns, above.rows - 1) : nil
          column += above.columns
          continue
        }
        guard let cell = cells.popFirst() else { break }
        let merge = cell.rows > 1 ? "<w:vMerge w:val=\"restart\"/>" : ""
        out +=
          "<w:tc><w:tcPr><w:gridSpan w:val=\"\(cell.columns)\"/>\(merge)</w:tcPr><w:p>\(wordText(cell.text))</w:p></w:tc>"
        if cell.rows > 1 { hanging[column] = (cell.columns, cell.rows - 1) }
        column += cell.columns
      }
      out += "</w:tr>"
    }
    return out + "</w:tbl>"
  }

  static let wordNames =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""

  /// What other programs want to know of the parts.
  private static let contentTypes =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
  private static let linkNames = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""

  /// A Word document with this body and further parts: kind of relationship, name in `word/`, content of the root element.
  static func docx(_ body: String, parts: [(kind: String, name: String, xml: String)] = []) -> [UInt8] {
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
    let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let links = parts.enumerated().map {
      "<Relationship Id=\"rId\($0)\" Type=\"\(base)/\($1.kind)\" Target=\"\($1.name)\"/>"
    }
    var entries = [
      ZipWriter.Entry("[Content_Types].xml", declaration + contentTypes),
      ZipWriter.Entry(
        "_rels/.rels",
        declaration
          + "<Relationships \(linkNames)><Relationship Id=\"r\" Type=\"\(base)/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
      ),
      ZipWriter.Entry(
        "word/document.xml", declaration + "<w:document \(wordNames)><w:body>\(body)<w:sectPr/></w:body></w:document>"),
      ZipWriter.Entry("word/_rels/document.xml.rels", declaration + "<Relationships \(linkNames)>\(links.joined())</Relationships>"),
    ]
    entries += parts.map { ZipWriter.Entry("word/" + $0.name, ($0.xml.hasPrefix("<") ? declaration : "") + $0.xml) }
    return ZipWriter.archive(entries)
  }

  // MARK: ODT

  static let openNames =
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""

  var odt: [UInt8] {
    let body = items.map { item in
      switch item {
      case .paragraph(let text): "<text:p>\(xml(text))</text:p>"
      case .table(let rows):
        "<table:table>"
          + rows.map { row in
            "<table:table-row>"
              + row.map {
                "<table:table-cell table:number-columns-spanned=\"\($0.columns)\" table:number-rows-spanned=\"\($0.rows)\"><text:p>\(xml($0.text))</text:p></table:table-cell>"
              }.joined() + "</table:table-row>"
          }.joined() + "</table:table>"
      }
    }
    return Self.odt(body.joined())
  }

  static func odt(_ body: String, styles: String = "") -> [UInt8] {
    ZipWriter.archive([
      ZipWriter.Entry("mimetype", Array("application/vnd.oasis.opendocument.text".utf8), isDeflated: false),
      ZipWriter.Entry("META-INF/manifest.xml", "<manifest/>"),
      ZipWriter.Entry(
        "content.xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \(openNames)><office:automatic-styles>\(styles)</office:automatic-styles><office:body><office:text>\(body)</office:text></office:body></office:document-content>"
      ),
    ])
  }
}
