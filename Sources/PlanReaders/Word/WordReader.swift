import PlanText

/// Word documents (ECMA-376, .docx): paragraphs with their numbers, tables, notes, heads and feet, in the reading in which
/// all tracked changes are accepted.
enum WordReader {
  static func read(_ archive: ZipArchive, limits: ReaderLimits) throws(ReadError) -> BlockAssembler {
    let main = try mainPart(archive, limits: limits)
    let tree = try archive.xml(main, limits: limits)
    guard let root = tree.root, let body = tree.child(of: root, "body") else {
      throw .damaged(path: archive.path, entry: main, problem: .missingElement("w:body"))
    }
    let parts = try WordParts(archive, main: main, limits: limits)
    var flow = WordFlow(parts: parts)
    var assembler = BlockAssembler()
    assembler.append(FlowItem.settingContentsApart(flow.items(in: body, of: tree)))
    for margin in parts.margins { assembler.append(flow.margin(margin)) }
    assembler.warnings += parts.chunks.unread.map { "not read: \($0), a file inside of the document" }
    return assembler
  }

  /// The part that the package names as its document.
  private static func mainPart(_ archive: ZipArchive, limits: ReaderLimits) throws(ReadError) -> String {
    if let links = try archive.optionalXML("_rels/.rels", limits: limits), let root = links.root {
      for link in links.children(of: root) {
        guard links.attribute("Type", of: link)?.hasSuffix("/officeDocument") == true,
          let target = links.attribute("Target", of: link)
        else { continue }
        let name = PartName.resolve(target, in: "")
        if archive.find(name) != nil { return name }
      }
    }
    return "word/document.xml"
  }
}

/// The parts beside the text of a Word document that its reading needs.
struct WordParts {
  var styles = WordStyles()
  var numbering = WordNumbering()
  /// Notes with their nodes, by id.
  var footnotes: (tree: XMLTree, notes: [String: Int])?
  var endnotes: (tree: XMLTree, notes: [String: Int])?
  /// Heads and feet of pages, in the order of their parts' names.
  var margins: [XMLTree] = []
  var chunks = WordChunks()

  init(_ archive: ZipArchive, main: String, limits: ReaderLimits) throws(ReadError) {
    let folder = PartName.folder(of: main)
    let file = main.split(separator: "/").last.map(String.init) ?? ""
    var targets: [String: [String]] = [:]
    if let links = try archive.optionalXML(folder + "/_rels/" + file + ".rels", limits: limits), let root = links.root {
      for link in links.children(of: root) where links.attribute("TargetMode", of: link) != "External" {
        guard let type = links.attribute("Type", of: link)?.split(separator: "/").last,
          let target = links.attribute("Target", of: link)
        else { continue }
        let name = PartName.resolve(target, in: folder)
        targets[String(type), default: []].append(name)
        if type == "aFChunk", let id = links.attribute("Id", of: link) { try chunks.add(name, id: id, of: archive, limits: limits) }
      }
    }
    func tree(_ type: String) throws(ReadError) -> XMLTree? {
      guard let name = targets[type]?.first else { return nil }
      return try archive.optionalXML(name, limits: limits)
    }
    if let found = try tree("styles") { styles = WordStyles(found) }
    if let found = try tree("numbering") { numbering = WordNumbering(found) }
    footnotes = try tree("footnotes").map { Self.notes($0, "footnote") }
    endnotes = try tree("endnotes").map { Self.notes($0, "endnote") }
    for name in ((targets["header"] ?? []) + (targets["footer"] ?? [])).sorted() {
      if let found = try archive.optionalXML(name, limits: limits) { margins.append(found) }
    }
  }

  /// The notes that are text; separators have a type.
  private static func notes(_ tree: XMLTree, _ name: String) -> (tree: XMLTree, notes: [String: Int]) {
    var notes: [String: Int] = [:]
    for node in tree.root.map({ tree.children(of: $0, named: name) }) ?? [] {
      let type = tree.attribute("type", of: node) ?? "normal"
      if type == "normal", let id = tree.attribute("id", of: node) { notes[id] = node }
    }
    return (tree, notes)
  }
}
