/// A cell of a Word table before those that continue one above are taken together with it.
struct WordCell {
  enum Merge { case none, start, goesOn }
  var column: Int
  var columns: Int
  var merge = Merge.none
  var items: [FlowItem] = []

  /// Cells that continue one in the row above become part of it.
  static func merged(_ rows: [[WordCell]]) -> [[FlowCell]] {
    var out = rows.map { _ in [FlowCell]() }
    /// By first column: row and place of the cell that may go on below.
    var open: [Int: (row: Int, place: Int)] = [:]
    for (r, row) in rows.enumerated() {
      for cell in row {
        if cell.merge == .goesOn, let top = open[cell.column] {
          out[top.row][top.place].extent.rows = min(r - top.row + 1, CellExtent.most.rows)
          out[top.row][top.place].items += cell.items
          continue
        }
        open[cell.column] = cell.merge == .none ? nil : (r, out[r].count)
        out[r].append(
          FlowCell(items: cell.items, extent: CellExtent(columns: min(cell.columns, CellExtent.most.columns), rows: 1)))
      }
    }
    return out
  }
}
