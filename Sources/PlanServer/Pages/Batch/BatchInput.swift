/// The queries of a pasted list or table.
enum BatchInput {
  /// One a line; of a line of a table its first cell. Empty lines, repeated ones and a head line `query` are left out.
  static func queries(_ text: String) -> [String] {
    var out: [String] = []
    var seen: Set<String> = []
    for (i, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      let query = firstCell(line.first == "\u{FEFF}" ? line.dropFirst() : line).trimmingBlanks
      if query.isEmpty || (i == 0 && ["query", "查询", "查詢"].contains(query.lowercased())) { continue }
      if seen.insert(query).inserted { out.append(query) }
    }
    return out
  }

  /// A cell in quotes as RFC 4180 has it, only where the whole line reads so: a query may begin with a phrase in quotes.
  private static func firstCell(_ line: Substring) -> String {
    if let tab = line.firstIndex(of: "\t") { return String(line[..<tab]) }
    guard line.first == "\"" else {
      // A bare comma ends a cell only when what follows is no word of the query: `科普,12,3`.
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      let isTable =
        cells.count > 1 && cells.dropFirst().allSatisfy { Int(String($0).trimmingBlanks) != nil || $0.isEmpty }
      return isTable ? String(cells[0]) : String(line)
    }
    var cell = ""
    var rest = line.dropFirst()
    while let character = rest.popFirst() {
      guard character == "\"" else {
        cell.append(character)
        continue
      }
      if rest.first == "\"" { cell.append(rest.removeFirst()) } else { break }
    }
    return rest.isEmpty && cell.contains("\"") || rest.first == "," ? cell : String(line)
  }
}
