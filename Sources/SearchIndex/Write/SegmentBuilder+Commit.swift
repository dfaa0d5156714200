extension SegmentBuilder {
  /// Writes all parts and makes the file visible.
  func commit() throws(IndexError) -> SegmentSummary {
    var table: [UInt8] = []
    func part(_ part: Part, _ body: () throws(IndexError) -> Void) throws(IndexError) {
      try output.beginPart()
      try body()
      let end = try output.endPart()
      ListEncoder.append32(part.rawValue, &table)
      ListEncoder.append32(0, &table)
      ListEncoder.append64(UInt64(end.offset), &table)
      ListEncoder.append64(UInt64(end.length), &table)
      ListEncoder.append64(end.checksum, &table)
    }
    try part(.header) { () throws(IndexError) in try output.write(header()) }
    var coded: (symbols: [TextSymbol], offsets: [UInt32]) = ([], [])
    try part(.text) { () throws(IndexError) in coded = try text.write(to: output) }
    try part(.symbols) { () throws(IndexError) in try output.write(Self.symbolTable(coded.symbols)) }
    try part(.textOffsets) { () throws(IndexError) in
      try output.write(from: coded.offsets, count: coded.offsets.count)
    }
    try part(.lengths) { () throws(IndexError) in try output.write(lengths) }
    try part(.weights) { () throws(IndexError) in try output.write(weightCodes) }
    try part(.keys) { () throws(IndexError) in try output.write(keyTable()) }
    var dictionary = GramDictionary()
    try part(.postings) { () throws(IndexError) in dictionary = try writePostings() }
    try part(.firsts) { () throws(IndexError) in try output.write(dictionary.firsts) }
    try part(.seconds) { () throws(IndexError) in
      try output.write(from: dictionary.seconds, count: dictionary.seconds.count)
    }
    try part(.values) { () throws(IndexError) in
      try output.write(from: dictionary.values, count: dictionary.values.count)
    }
    var values: [UInt32] = []
    try part(.keywordPostings) { () throws(IndexError) in values = try writeKeywordPostings() }
    let sorted = keywords.sorted()
    try part(.keywords) { () throws(IndexError) in try output.write(Self.keywordTable(sorted, values)) }
    try part(.keywordBytes) { () throws(IndexError) in
      for keyword in sorted { try output.write(keyword.bytes) }
    }
    try part(.totals) { () throws(IndexError) in try output.write(totals()) }
    return try finish(table)
  }

  private func finish(_ table: [UInt8]) throws(IndexError) -> SegmentSummary {
    let checksum = Checksum.of(table)
    var end = table
    ListEncoder.append64(UInt64(output.offset), &end)
    ListEncoder.append64(checksum, &end)
    ListEncoder.append64(UInt64(output.offset + table.count + Layout.footerSize), &end)
    try output.write(end + Layout.endMagic)
    try output.publish()
    return SegmentSummary(
      name: name, entries: count, documents: documents, bytes: output.offset, checksum: checksum)
  }

  private func header() -> [UInt8] {
    var out = Layout.magic
    ListEncoder.append32(Layout.version, &out)
    ListEncoder.append32(~Layout.version, &out)
    return out + Array(analyzer.utf8)
  }

  private static func symbolTable(_ symbols: [TextSymbol]) -> [UInt8] {
    var out: [UInt8] = []
    ListEncoder.append32(UInt32(symbols.count), &out)
    for symbol in symbols { out.append(UInt8(symbol.count)) }
    for symbol in symbols {
      for index in 0..<symbol.count { ListEncoder.append16(symbol.unit(index), &out) }
    }
    return out
  }

  private func keyTable() -> [UInt8] {
    var out: [UInt8] = []
    for run in keyRuns {
      ListEncoder.append32(run.document, &out)
      ListEncoder.append32(run.passage, &out)
      ListEncoder.append32(run.ordinal, &out)
    }
    return out
  }

  private func totals() -> [UInt8] {
    var out: [UInt8] = []
    ListEncoder.append64(UInt64(count), &out)
    ListEncoder.append64(UInt64(documents), &out)
    ListEncoder.append64(UInt64(totalLength), &out)
    for weight in weights { ListEncoder.append32(weight.bitPattern, &out) }
    return out
  }

  private struct GramDictionary {
    var firsts: [UInt8] = []
    var seconds: [UInt16] = []
    var values: [UInt32] = []
    var first: UInt16?
    var base = 0
  }

  private func writePostings() throws(IndexError) -> GramDictionary {
    var dictionary = GramDictionary()
    var lists = try grams.lists()
    var (ordinals, counts, bytes): ([UInt32], [UInt8], [UInt8]) = ([], [], [])
    let scratch = Buffer<UInt32>(uninitialized: BlockCodec.size)
    let start = output.offset
    while let key = try lists.next(&ordinals, &counts) {
      let first = UInt16(key >> 16)
      if first != dictionary.first {
        dictionary.first = first
        dictionary.base = output.offset - start
        ListEncoder.append32(UInt32(first), &dictionary.firsts)
        ListEncoder.append32(UInt32(dictionary.seconds.count), &dictionary.firsts)
        ListEncoder.append64(UInt64(dictionary.base), &dictionary.firsts)
      }
      dictionary.seconds.append(UInt16(key & 0xFFFF))
      dictionary.values.append(
        try value(ordinals, counts, scratch, &bytes, relativeTo: start + dictionary.base))
    }
    try output.write([UInt8](repeating: 0, count: BlockCodec.slack))
    return dictionary
  }

  /// Writes a list unless it fits into the number that stands for it.
  private func value(
    _ ordinals: [UInt32], _ counts: [UInt8], _ scratch: borrowing Buffer<UInt32>, _ bytes: inout [UInt8],
    relativeTo base: Int
  ) throws(IndexError) -> UInt32 {
    if ordinals.count == 1 { return ListEncoder.inline(ordinals[0], counts[0]) }
    let place = output.offset - base
    guard place < Int(Layout.inlineFlag) else { throw .segmentFull(path: output.path) }
    bytes.removeAll(keepingCapacity: true)
    ListEncoder.encode(ordinals, counts, scratch: scratch, into: &bytes)
    try output.write(bytes)
    return UInt32(place)
  }

  private func writeKeywordPostings() throws(IndexError) -> [UInt32] {
    var lists = try keywords.lists()
    var (ordinals, counts, bytes): ([UInt32], [UInt8], [UInt8]) = ([], [], [])
    let scratch = Buffer<UInt32>(uninitialized: BlockCodec.size)
    let start = output.offset
    var values: [UInt32] = []
    while try lists.next(&ordinals, &counts) != nil {
      values.append(try value(ordinals, counts, scratch, &bytes, relativeTo: start))
    }
    try output.write([UInt8](repeating: 0, count: BlockCodec.slack))
    return values
  }

  private static func keywordTable(_ sorted: [(bytes: [UInt8], number: Int)], _ values: [UInt32]) -> [UInt8] {
    var out: [UInt8] = []
    var at = 0
    for keyword in sorted {
      ListEncoder.append64(UInt64(at), &out)
      ListEncoder.append32(UInt32(keyword.bytes.count), &out)
      ListEncoder.append32(values[keyword.number], &out)
      at += keyword.bytes.count
    }
    return out
  }
}
