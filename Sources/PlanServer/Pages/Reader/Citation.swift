import PlanLibrary
import PlanText

/// A range of a document, cited so that others find the same characters.
struct Citation {
  let document: DocumentSummary
  /// Fields as exported.
  let number: String?
  let issuedOn: String?
  let span: SourceSpan?
  /// Of the file, where the range begins.
  let page: Int?

  init(_ document: DocumentSummary, _ detail: DocumentDetail, _ span: SourceSpan?, page: Int? = nil) {
    func field(_ name: String) -> String? { detail.fields.first { $0.name == name }?.value.text }
    self.document = document
    number = field("document_number")
    issuedOn = field("issued_on")
    self.span = span
    self.page = page
  }

  private var year: String? { issuedOn.map { String($0.prefix(4)) } }

  /// What says which characters: `纲目 ff52941a61f4f542, 字符 1048–1096`.
  private func place(_ name: String, _ characters: String) -> String {
    let range = span.map { ", \(characters) \($0.start)–\($0.end)" } ?? ""
    return "\(name) \(document.id)\(range)"
  }

  /// GB/T 7714—2015, with `Z` for what has no type of its own. A field that is not known is left out.
  var standard: String {
    var out = document.issuer.map { $0 + ". " } ?? ""
    out += document.name + (number.map { ": " + $0 } ?? "") + "[Z]. "
    if issuedOn != nil || page != nil { out += [issuedOn, page.map(String.init)].compactMap(\.self).joined(separator: ": ") + ". " }
    return out + place("纲目", "字符") + "."
  }

  /// A BibTeX entry; characters that TeX reads as commands are written as text.
  var bibTeX: String {
    var fields: [(String, String)] = []
    if let issuer = document.issuer { fields.append(("author", "{" + Self.escaped(issuer) + "}")) }
    fields.append(("title", "{" + Self.escaped(document.name) + "}"))
    if let year { fields.append(("year", year)) }
    if let number { fields.append(("number", Self.escaped(number))) }
    if let page { fields.append(("pages", String(page))) }
    fields.append(("note", Self.escaped(place("Gangmu", "characters").replacing("–", with: "--"))))
    let body = fields.map { "  \($0.0) = {\($0.1)}" }.joined(separator: ",\n")
    return "@misc{gangmu-\(document.id)\(span.map { "-\($0.start)" } ?? ""),\n\(body)\n}"
  }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for character in text {
      switch character {
      case "\\": out += "\\textbackslash{}"
      case "~": out += "\\textasciitilde{}"
      case "^": out += "\\textasciicircum{}"
      case "{", "}", "%", "&", "#", "_", "$": out += "\\" + String(character)
      case "\n", "\r", "\r\n": out += " "
      default: out.append(character)
      }
    }
    return out
  }
}
