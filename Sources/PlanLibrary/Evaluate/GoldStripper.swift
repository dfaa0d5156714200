import Foundation

/// Turns annotations with quotes into annotations with offsets, which may be kept where the texts may not be copied: no quote
/// and no heading remains, sections and records name their place only. Indicators and the names of owners stay.
package struct GoldStripper {
  private let library: Library

  package init(library: Library) { self.library = library }

  /// What stays of each kind besides `start`, `end` and the `_alt` of a field.
  private static let kept: [String: [String]] = [
    "targets": [
      "indicator", "op", "value", "high", "unit", "kind", "deadline", "deadline_explicit", "recurrence", "actor", "baseline",
      "strength", "optional",
    ],
    "obligations": ["strength", "owner", "optional"],
    "owners": ["section", "role", "names", "optional"],
  ]

  /// The gold files of some folders with the names of their documents.
  package static func files(in folders: [String]) throws(LibraryError) -> [(path: String, name: String)] {
    var out: [(path: String, name: String)] = []
    for folder in folders { out += try GoldFile.all(in: folder).map { ($0.path, $0.name) } }
    return out
  }

  /// The file at `path` without quotes, as JSON, one entry a line.
  /// - Throws: `gold` if a quote does not stand in the text, `noDocument` if the document is not in the index.
  package func stripped(path: String) throws(LibraryError) -> String {
    let file = try GoldFile(path: path)
    guard let document = try library.documents().first(where: { GoldFile.base($0.source) == file.base }) else {
      throw .noDocument(name: file.base)
    }
    let source = GoldSource(try library.sourceText(of: document.key))
    var lines = ["  \"doc\": \(JSONText.quoted(file.name))", "  \"source\": \(JSONText.quoted(file.gold["source"].string ?? ""))"]
    lines.append("  \"sha256\": \(JSONText.quoted(try library.checksums(of: document.key).first ?? ""))")
    for key in ["judged", "metadata", "metadata_optional"] where file.gold.has(key) {
      lines.append("  \(JSONText.quoted(key)): \(file.gold[key].json)")
    }
    for kind in GoldFile.kinds where file.gold.has(kind) {
      let entries = kind == "sections" ? try sections(file, document, source) : try records(kind, file, source)
      let body = entries.isEmpty ? "[]" : "[\n" + entries.map { "    " + $0.json }.joined(separator: ",\n") + "\n  ]"
      lines.append("  \(JSONText.quoted(kind)): \(body)")
    }
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }

  private func records(_ kind: String, _ file: GoldFile, _ source: GoldSource) throws(LibraryError) -> [GoldValue] {
    var after = 0
    var out: [GoldValue] = []
    for entry in file.gold[kind].elements {
      let place: Range<Int>
      if let start = entry["start"].integer, let end = entry["end"].integer, 0 <= start, start < end, end <= source.text.count {
        place = start..<end
      } else if let quote = entry["quote"].string, let flat = source.find(quote, after: after) {
        after = flat.lowerBound
        place = source.sourceRange(flat)
      } else {
        throw .gold(
          path: file.path,
          reason: Localized(
            zh: "\(kind) 的引文不在原文里：\((entry["quote"].string ?? "").prefix(40))",
            en: "a quote of \(kind) is not in the text: \((entry["quote"].string ?? "").prefix(40))"))
      }
      var fields: [String: GoldValue] = ["start": .number(Double(place.lowerBound)), "end": .number(Double(place.upperBound))]
      for key in Self.kept[kind] ?? [] {
        for name in [key, key + "_alt"] where entry.has(name) { fields[name] = entry[name] }
      }
      out.append(.object(fields))
    }
    return out
  }

  /// Sections with the offsets of their headings: those of the section read at the same path with the same heading, else of
  /// the next place where the heading stands.
  private func sections(_ file: GoldFile, _ document: DocumentSummary, _ source: GoldSource) throws(LibraryError) -> [GoldValue] {
    let export = Export(library: library, kind: .sections)
    var read: [[String]: [(heading: [Unicode.Scalar], start: Int, end: Int)]] = [:]
    for cells in try export.records(of: document) {
      let fields = Dictionary(zip(export.kind.columns, cells).map { ($0.name, GoldValue($1)) }) { a, _ in a }
      guard let start = fields["start"]?.integer, let end = fields["end"]?.integer else { continue }
      read[GoldText.path(fields["section"] ?? .null), default: []].append(
        (GoldText.squeeze(fields["heading_simplified"]?.string), start, end))
    }
    var after = 0
    var out: [GoldValue] = []
    for entry in file.gold["sections"].elements {
      let heading = GoldText.squeeze(entry["heading"].string)
      let known = read[GoldText.path(entry["path"])]?.first { $0.heading == heading && !heading.isEmpty }
      let place = known.map { $0.start..<$0.end } ?? source.place(of: heading, after: after)
      if let place { after = place.upperBound }
      var section = Self.section(entry, at: place)
      let others = entry["heading_alt"].elements.compactMap { other -> GoldValue? in
        guard let text = other.string else { return other }
        return source.place(of: GoldText.squeeze(text), after: place?.lowerBound ?? after).map(Self.offsets)
      }
      if !others.isEmpty { section = section.setting("heading_alt", .array(others)) }
      out.append(section)
    }
    return out
  }

  private static func offsets(_ place: Range<Int>) -> GoldValue {
    .object(["start": .number(Double(place.lowerBound)), "end": .number(Double(place.upperBound))])
  }

  private static func section(_ entry: GoldValue, at place: Range<Int>?) -> GoldValue {
    var fields: [String: GoldValue] = [:]
    if entry["optional"].isTrue { fields["optional"] = .bool(true) }
    // An unnumbered heading is its own path element.
    let own = GoldText.squeeze(entry["heading"].string)
    fields["path"] = .array(
      entry["path"].elements.map { element in
        let isHeading = !own.isEmpty && GoldText.squeeze(element.string) == own
        return isHeading ? place.map(offsets) ?? element : element
      })
    fields["start"] = place.map { .number(Double($0.lowerBound)) }
    fields["end"] = place.map { .number(Double($0.upperBound)) }
    if place == nil { fields["heading"] = .null }
    return .object(fields)
  }
}

extension GoldSource {
  /// The source characters of a range of the text without white space.
  func sourceRange(_ flat: Range<Int>) -> Range<Int> {
    guard let first = offsets(flat).first, let last = offsets(flat).last else { return 0..<0 }
    return first..<last + 1
  }

  /// Where a heading in its simplified reading stands, punctuation and white space aside.
  func place(of heading: [Unicode.Scalar], after: Int) -> Range<Int>? {
    guard !heading.isEmpty else { return nil }
    let kept = text.indices.filter { !GoldText.squeeze(String(text[$0])).isEmpty }
    let plain = kept.map { GoldText.squeeze(simplified(text[$0])).first ?? text[$0] }
    let from = kept.firstIndex { $0 >= after } ?? kept.count
    guard let at = GoldText.find(heading, in: plain, from: from) else { return nil }
    return kept[at]..<kept[at + heading.count - 1] + 1
  }
}

extension GoldValue {
  private static let order = [
    "path", "section", "start", "end", "indicator", "op", "value", "high", "unit", "kind", "deadline", "deadline_explicit",
    "recurrence", "actor", "baseline", "year", "strength", "owner", "role", "names", "title", "document_number", "issuer",
    "issued_on", "period", "level", "province", "city", "adcode",
  ]

  /// As JSON on one line, fields in a fixed order.
  var json: String {
    switch self {
    case .null: return "null"
    case .string(let s): return JSONText.quoted(s)
    case .number(let d): return d == d.rounded() && abs(d) < 1e15 ? "\(Int(d))" : "\(d)"
    case .bool(let b): return b ? "true" : "false"
    case .array(let list): return "[" + list.map(\.json).joined(separator: ", ") + "]"
    case .object(let fields):
      let keys = fields.keys.sorted { a, b in
        let (i, j) = (Self.order.firstIndex(of: a) ?? Self.order.count, Self.order.firstIndex(of: b) ?? Self.order.count)
        return (i, a) < (j, b)
      }
      return "{" + keys.map { JSONText.quoted($0) + ": " + (fields[$0] ?? .null).json }.joined(separator: ", ") + "}"
    }
  }
}
