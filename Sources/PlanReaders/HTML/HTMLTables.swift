/// Tells tables that hold data from tables that lay a page out.
struct HTMLTables {
  /// Nodes of the data tables.
  private var data: Set<Int> = []
  /// Innermost table and row of each node, the node itself included; -1 for none.
  private var tableOf: [Int32] = []
  private var rowOf: [Int32] = []

  /// A data table has no table inside, several columns, and no cell that holds the better part of its text in
  /// several paragraphs.
  init(_ page: HTMLPage) {
    var outer: Set<Int> = []
    for (i, node) in page.nodes.enumerated() {
      let parent = Int(node.parent)
      let table = parent >= 0 ? tableOf[parent] : -1
      if node.tag == .table, table >= 0 { outer.insert(Int(table)) }
      tableOf.append(node.tag == .table ? Int32(i) : table)
      rowOf.append(node.tag == .row ? Int32(i) : node.tag == .table || parent < 0 ? -1 : rowOf[parent])
    }
    let lengths = Self.textLengths(of: page)
    for (i, node) in page.nodes.enumerated() where node.tag == .table && !outer.contains(i) {
      if Self.isData(i, page, lengths) { data.insert(i) }
    }
  }

  /// Whether row `i` belongs to a data table.
  func isData(row i: Int) -> Bool { data.contains(Int(tableOf[i])) }

  /// The row that cell `i` belongs to.
  func row(of i: Int) -> Int? { rowOf[i] >= 0 ? Int(rowOf[i]) : nil }

  /// The innermost table around node `i`.
  func table(of i: Int) -> Int? { tableOf[i] >= 0 ? Int(tableOf[i]) : nil }

  private static func isData(_ table: Int, _ page: HTMLPage, _ lengths: [Int]) -> Bool {
    var columns = 0
    var widest = 0
    var biggest: (node: Int, length: Int) = (table, 0)
    for i in table + 1..<max(table + 1, Int(page.nodes[table].end)) {
      let tag = page.nodes[i].tag
      if tag == .row { columns = 0 }
      guard tag == .cell else { continue }
      columns += 1
      widest = max(widest, columns)
      if lengths[i] > biggest.length { biggest = (i, lengths[i]) }
    }
    guard widest > 1 else { return false }
    let holdsThePage = biggest.length > 300 && biggest.length * 10 > lengths[table] * 6
    return !(holdsThePage && paragraphs(in: biggest.node, page, lengths) >= 3)
  }

  private static func paragraphs(in node: Int, _ page: HTMLPage, _ lengths: [Int]) -> Int {
    (node + 1..<max(node + 1, Int(page.nodes[node].end))).reduce(0) { count, i in
      switch page.nodes[i].tag {
      case .paragraph, .item, .ordered, .block: count + (lengths[i] > 0 ? 1 : 0)
      case .lineBreak: count + 1
      default: count
      }
    }
  }

  /// Characters other than ASCII blanks in the subtree of each node, those of scripts and controls left out.
  static func textLengths(of page: HTMLPage) -> [Int] {
    var lengths = [Int](repeating: 0, count: page.nodes.count)
    for i in page.nodes.indices.reversed() {
      let node = page.nodes[i]
      if node.tag == .text {
        lengths[i] = page.strings[node.text].reduce(0) { $0 + ($1 > 0x20 && $1 & 0xC0 != 0x80 ? 1 : 0) }
      } else if node.tag == .unseen {
        lengths[i] = 0
      }
      if node.parent >= 0 { lengths[Int(node.parent)] += lengths[i] }
    }
    return lengths
  }
}
