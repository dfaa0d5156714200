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
    guard let root = tree.root, let body = tree.descend(root, "body", "text") else {
      throw .damaged(path: archive.path, entry: "content.xml", problem: .missingElement("office:text"))
    }
    var styles = OpenStyles()
    let shared = try archive.optionalXML("styles.xml", limits: limits)
    if let shared { styles.add(shared) }
    styles.add(tree)
    var flow = OpenFlow(styles: styles)
    var assembler = BlockAssembler()
    assembler.append(flow.items(in: body, of: tree))
    for margin in flow.margins(of: shared) { assembler.append([margin]) }
    return assembler
  }
}
