extension Segment {
  /// Appends the keys of ascending ordinals.
  func appendKeys(_ found: Found, to keys: inout [EntryKey]) throws(IndexError) {
    keys.reserveCapacity(keys.count + found.count)
    var row = 0
    var current = runCount > 0 ? try run(0) : nil
    for index in 0..<found.count {
      let ordinal = Int(found.ordinals[index])
      while let run = current, run.ordinals.upperBound <= ordinal {
        row += 1
        current = row < runCount ? try self.run(row) : nil
      }
      guard let run = current, run.ordinals.contains(ordinal) else {
        throw frame[.keys].corrupt(12 * row, expected: "a run with entry \(ordinal)", found: "none")
      }
      keys.append(
        EntryKey(document: run.key.document, passage: run.key.passage &+ UInt32(ordinal - run.ordinals.lowerBound)))
    }
  }

  /// Adds to the count of each value of the field the entries that carry it.
  func addFacets(_ found: Found, field: String, to counts: inout [[UInt8]: Int]) throws(IndexError) {
    let prefix = Array(field.utf8) + [0xFF]
    let everything = found.count == count
    let table = Buffer<UInt8>(capacity: count, filledWith: 0)
    for index in 0..<found.count { table[Int(found.ordinals[index])] = 1 }
    var row = try keywordRow(prefix)
    while row < keywordCount {
      let bytes = try keywordBytes(row)
      guard bytes.starts(with: prefix) else { return }
      let list = try keywordList(row)
      var shared = list.count
      if !everything {
        shared = 0
        let all = try list.all()
        for index in 0..<all.count { shared += Int(table[Int(all.ordinals[index])]) }
      }
      if shared > 0 { counts[Array(bytes.dropFirst(prefix.count)), default: 0] += shared }
      row += 1
    }
  }
}
