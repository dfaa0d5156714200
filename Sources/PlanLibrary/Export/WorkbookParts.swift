import Foundation

/// The XML of a workbook's parts.
package enum WorkbookParts {
  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package_ = "http://schemas.openxmlformats.org/package/2006"
  private static let spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"

  /// Parts are sheets unless they are named here, so that this one can stand first.
  static let contentTypes = """
    \(head)<Types xmlns="\(package_)/content-types">\
    <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
    <Default Extension="xml" ContentType="\(spreadsheet).worksheet+xml"/>\
    <Override PartName="/xl/workbook.xml" ContentType="\(spreadsheet).sheet.main+xml"/>\
    <Override PartName="/xl/styles.xml" ContentType="\(spreadsheet).styles+xml"/></Types>
    """

  static let relationships = """
    \(head)<Relationships xmlns="\(package_)/relationships">\
    <Relationship Id="rId1" Type="\(office)/officeDocument" Target="xl/workbook.xml"/></Relationships>
    """

  /// 0 plain, 1 header, 2 text that must stay text.
  static let styles = """
    \(head)<styleSheet xmlns="\(main)">\
    <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
    <font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
    <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
    <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
    <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
    <cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
    <xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>\
    <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/></cellXfs>\
    <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
    """

  static func workbook(_ sheets: [String]) -> String {
    let list = sheets.enumerated().map { i, name in
      "<sheet name=\"\(HTMLText.escaped(name))\" sheetId=\"\(i + 1)\" r:id=\"rId\(i + 1)\"/>"
    }.joined()
    return "\(head)<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets>\(list)</sheets></workbook>"
  }

  static func workbookRelationships(_ count: Int) -> String {
    let sheets = (0..<count).map {
      "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(office)/worksheet\" Target=\"worksheets/sheet\($0 + 1).xml\"/>"
    }.joined()
    let styles = "<Relationship Id=\"rId\(count + 1)\" Type=\"\(office)/styles\" Target=\"styles.xml\"/>"
    return "\(head)<Relationships xmlns=\"\(package_)/relationships\">\(sheets)\(styles)</Relationships>"
  }

  static func sheetHead(_ columns: [Column], usualWidth: Int) -> String {
    let widths = columns.enumerated().map { i, column in
      "<col min=\"\(i + 1)\" max=\"\(i + 1)\" width=\"\(width(column, usualWidth))\" customWidth=\"1\"/>"
    }.joined()
    return """
      \(head)<worksheet xmlns="\(main)"><sheetViews><sheetView workbookViewId="0">\
      <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
      <cols>\(widths)</cols><sheetData>
      """
  }

  static func sheetFoot(columns: Int, rows: Int) -> String {
    "</sheetData><autoFilter ref=\"A1:\(letters(max(0, columns - 1)))\(rows)\"/></worksheet>"
  }

  private static let wide = [
    "quote": 60, "quote_simplified": 60, "task": 48, "title": 40, "indicator": 32, "targets": 40, "heading": 32,
    "heading_simplified": 32, "owners_lead": 28, "owners_support": 28, "names": 28, "issuer": 24, "source": 28,
    "document": 18, "actions": 32, "reasons": 24, "sha256": 24, "warnings": 32, "value": 14, "field": 24, "content": 80, "sections": 48,
    "strength": 32, "附注 notes": 60,
  ]

  /// Of columns of text, in characters.
  package static let usualWidth = 16

  private static func width(_ column: Column, _ usual: Int) -> Int {
    wide[column.name] ?? (column.kind == .text || column.kind == .list ? usual : 11)
  }

  /// A, B, …, Z, AA, … for 0, 1, ….
  static func letters(_ index: Int) -> String {
    var rest = index
    var out = ""
    repeat {
      out = String(UnicodeScalar(UInt8(65 + rest % 26))) + out
      rest = rest / 26 - 1
    } while rest >= 0
    return out
  }

  /// A name that every spreadsheet takes: without `[]:*?/\\`, at most 24 characters, so that a number fits behind it.
  static func sheetName(_ title: String) -> String {
    let plain = title.unicodeScalars.map { "[]:*?/\\'".unicodeScalars.contains($0) || $0.value < 0x20 ? " " : $0 }
    let name = String(String.UnicodeScalarView(plain.prefix(24))).trimmingCharacters(in: .whitespaces)
    return name.isEmpty ? "Sheet" : name
  }

  /// Text of an element. Characters that XML 1.0 cannot hold are written as `_xHHHH_` (ECMA-376, ST_Xstring); what looks
  /// like such a group in the text has its underscore written so.
  static func append(_ text: String, to out: inout [UInt8]) {
    let scalars = text.unicodeScalars
    for (at, scalar) in zip(scalars.indices, scalars) {
      switch scalar {
      case "&": out += Array("&amp;".utf8)
      case "<": out += Array("&lt;".utf8)
      case ">": out += Array("&gt;".utf8)
      case "\r": out += Array("_x000D_".utf8)
      case "_" where looksEscaped(scalars[at...]): out += Array("_x005F_".utf8)
      case "\u{FFFE}", "\u{FFFF}": out += Array("\u{FFFD}".utf8)
      default:
        if scalar.value < 0x20, scalar != "\t", scalar != "\n" {
          let hex = String(scalar.value, radix: 16, uppercase: true)
          out += Array("_x\(String(repeating: "0", count: 4 - hex.count))\(hex)_".utf8)
        } else {
          out += Array(String(scalar).utf8)
        }
      }
    }
  }

  private static func looksEscaped(_ text: Substring.UnicodeScalarView.SubSequence) -> Bool {
    let group = Array(text.prefix(7))
    return group.count == 7 && group[1] == "x" && group[6] == "_" && group[2..<6].allSatisfy { $0.properties.isASCIIHexDigit }
  }
}
