import PlanText

/// OpenDocument texts (ISO/IEC 26300, .odt). Tracked deletions stand apart in the file, so that what is read is the text with all
/// changes accepted.
enum OpenReader {
  static func read(_ archive: ZipArchive, limits: ReaderLimits) throws(ReadError) -> BlockAssembler {
    if let manifest = try archive.optionalXML("META-INF/manifest.xml", limits: limits), let root = manifest.root,
      !manifest.descendants(of: root, named: "encryption-data").isEmpty
    {
      throw .encrypted(path: archive.path, entry: nil)
    }
    let tree = try archive.xml("content.xml", limits: limits)
    let shared = try archive.optionalXML("styles.xml", limits: limits)
    guard let assembler = assemble(tree, shared) else {
      throw .damaged(path: archive.path, entry: "content.xml", problem: .missingElement("office:text"))
    }
    return assembler
  }

  /// The document in one XML file (.fodt; ODF 1.3 part 3, 3.1.2): styles and text below one root.
  static func readFlat(_ bytes: [UInt8], path: String, limits: ReaderLimits) throws(ReadError) -> Document {
    let tree = try XMLTree(bytes, path: path, entry: nil, limits: limits)
    guard let assembler = assemble(tree, tree) else { throw .damaged(path: path, entry: nil, problem: .missingElement("office:text")) }
    guard !assembler.blocks.isEmpty else { throw .empty(path: path, bytes: bytes.count) }
    return Document(
      path: path, format: .odt, encoding: EncodingReport(name: "UTF-8", reason: "package"), text: assembler.text, blocks: assembler.blocks,
      sha256: Digest.hexadecimal(bytes), warnings: assembler.warnings)
  }

  /// - Parameter shared: the styles and margins of all pages.
  private static func assemble(_ tree: XMLTree, _ shared: XMLTree?) -> BlockAssembler? {
    guard let root = tree.root, let body = tree.descend(root, "body", "text") else { return nil }
    var styles = OpenStyles()
    if let shared { styles.add(shared) }
    styles.add(tree)
    var flow = OpenFlow(styles: styles)
    var assembler = BlockAssembler()
    assembler.append(FlowItem.settingContentsApart(flow.items(in: body, of: tree)))
    for margin in flow.margins(of: shared) { assembler.append([margin]) }
    return assembler
  }
}
