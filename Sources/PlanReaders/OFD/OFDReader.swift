import PlanText

/// Documents of fixed layout after GB/T 33190-2016 (.ofd): all pages of all bodies in order, with what their templates and
/// annotations draw.
struct OFDReader {
  private let archive: ZipArchive
  private let limits: ReaderLimits
  private var pages: [PageContent] = []

  static func read(_ archive: ZipArchive, limits: ReaderLimits) throws(ReadError) -> (
    BlockAssembler, warnings: [String]
  ) {
    var reader = OFDReader(archive: archive, limits: limits)
    let tree = try archive.xml("OFD.xml", limits: limits)
    guard let root = tree.root else {
      throw .damaged(path: archive.path, entry: "OFD.xml", problem: .missingElement("OFD"))
    }
    let roots = tree.children(of: root, named: "DocBody").compactMap { tree.child(of: $0, "DocRoot") }.map {
      tree.text($0)
    }
    guard !roots.isEmpty else {
      throw .damaged(path: archive.path, entry: "OFD.xml", problem: .missingElement("DocRoot"))
    }
    for name in roots { try reader.readBody(PartName.resolve(trimmed(name), in: "")) }
    var (assembler, ruledShare) = PageFlow.assemble(reader.pages)
    if assembler.facts.title == nil { assembler.facts.title = statedTitle(tree, root, shownIn: assembler.text) }
    var warnings: [String] = []
    if let form = FormWords.warning(assembler.text, pages: reader.pages.count, ruledShare: ruledShare) {
      warnings.append(form)
    }
    return (assembler, warnings)
  }

  /// The title that the first body states about itself. Programs put names of files and of themselves there: it must be shown at the start.
  private static func statedTitle(_ tree: XMLTree, _ root: Int, shownIn text: [Unicode.Scalar]) -> String? {
    guard let body = tree.child(of: root, "DocBody"), let node = tree.descend(body, "DocInfo", "Title") else { return nil }
    let title = trimmed(tree.text(node))
    func letters(_ text: some Sequence<Unicode.Scalar>) -> [Unicode.Scalar] { text.filter { !Blanks.isBlank($0) && $0 != "\n" && $0 != "\t" } }
    let (wanted, shown) = (letters(title.unicodeScalars), letters(text.prefix(titleReach)))
    return wanted.count >= 4 && wanted.count <= 100 && shown.firstRange(of: wanted) != nil ? title : nil
  }

  /// Within how many characters a title is shown.
  private static let titleReach = 400

  private init(archive: ZipArchive, limits: ReaderLimits) {
    self.archive = archive
    self.limits = limits
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }

  // MARK: Bodies

  private mutating func readBody(_ name: String) throws(ReadError) {
    let tree = try archive.xml(name, limits: limits)
    guard let root = tree.root, let list = tree.child(of: root, "Pages") else {
      throw .damaged(path: archive.path, entry: name, problem: .missingElement("Pages"))
    }
    let folder = PartName.folder(of: name)
    let common = tree.child(of: root, "CommonData")
    var resources = OFDResources()
    var templates: [String: XMLTree] = [:]
    for child in common.map({ Array(tree.children(of: $0)) }) ?? [] {
      switch tree.name(child) {
      case "PublicRes", "DocumentRes":
        if let found = try part(Self.trimmed(tree.text(child)), folder) { resources.add(found.tree) }
      case "TemplatePage":
        guard let id = tree.attribute("ID", of: child), let place = tree.attribute("BaseLoc", of: child) else {
          continue
        }
        templates[id] = try part(place, folder)?.tree
      default: continue
      }
    }
    let area = common.flatMap { tree.descend($0, "PageArea", "PhysicalBox") }.map { ofdNumbers(tree.text($0)) } ?? []
    let annotations = try annotations(tree, root, folder)
    let found = tree.children(of: list, named: "Page")
    guard pages.count + found.count <= limits.pages else {
      throw .overLimit(
        path: archive.path, entry: name, limit: .pages, found: pages.count + found.count, allowed: limits.pages)
    }
    for node in found {
      guard let place = tree.attribute("BaseLoc", of: node) else { continue }
      guard let page = try part(place, folder) else {
        throw .damaged(path: archive.path, entry: PartName.resolve(place, in: folder), problem: .missingPart)
      }
      var reader = OFDPageReader(resources: resources, box: Self.box(page.tree) ?? area)
      try read(page, templates, isShared: found.count > 1, into: &reader)
      for mark in annotations[tree.attribute("ID", of: node) ?? ""] ?? [] { Self.readMarks(mark, &reader) }
      pages.append(reader.finished())
    }
  }

  private static func box(_ tree: XMLTree) -> [Double]? {
    tree.root.flatMap { tree.descend($0, "Area", "PhysicalBox") }.map { ofdNumbers(tree.text($0)) }
  }

  /// The part that `reference` in a part of `folder` names, if it is there. Some producers forget the folder.
  private func part(_ reference: String, _ folder: String) throws(ReadError) -> (tree: XMLTree, folder: String)? {
    for name in [PartName.resolve(reference, in: folder), PartName.resolve(reference, in: "")] {
      if let tree = try archive.optionalXML(name, limits: limits) { return (tree, PartName.folder(of: name)) }
    }
    return nil
  }

  // MARK: Pages

  /// What a page draws, its templates below or above. What a template draws on several pages is their head and foot; on the
  /// only page of a form it is the form.
  private func read(
    _ page: (tree: XMLTree, folder: String), _ templates: [String: XMLTree], isShared: Bool,
    into reader: inout OFDPageReader
  ) throws(ReadError) {
    let tree = page.tree
    guard let root = tree.root else { return }
    for use in tree.children(of: root, named: "Template") {
      guard let id = tree.attribute("TemplateID", of: use), let template = templates[id], let top = template.root else {
        continue
      }
      if let content = template.child(of: top, "Content") { reader.read(content, template, isFurniture: isShared) }
    }
    for own in tree.children(of: root, named: "PageRes") {
      if let found = try part(Self.trimmed(tree.text(own)), page.folder) { reader.addResources(found.tree) }
    }
    if let content = tree.child(of: root, "Content") { reader.read(content, tree, isFurniture: false) }
  }

  // MARK: Annotations

  /// The annotations of each page, by the page's id.
  private func annotations(_ tree: XMLTree, _ root: Int, _ folder: String) throws(ReadError) -> [String: [XMLTree]] {
    var out: [String: [XMLTree]] = [:]
    guard let node = tree.child(of: root, "Annotations"), let list = try part(Self.trimmed(tree.text(node)), folder),
      let top = list.tree.root
    else { return out }
    for page in list.tree.children(of: top, named: "Page") {
      guard let id = list.tree.attribute("PageID", of: page), let file = list.tree.child(of: page, "FileLoc") else {
        continue
      }
      if let found = try part(Self.trimmed(list.tree.text(file)), list.folder) {
        out[id, default: []].append(found.tree)
      }
    }
    return out
  }

  /// Stamps, notes and watermarks: text above the page.
  private static func readMarks(_ tree: XMLTree, _ reader: inout OFDPageReader) {
    guard let root = tree.root else { return }
    for mark in tree.descendants(of: root, named: "Appearance") {
      let boundary = ofdNumbers(tree.attribute("Boundary", of: mark))
      reader.read(mark, tree, OFDTransform(ctm: nil, boundary: boundary), isFurniture: true)
    }
  }
}
