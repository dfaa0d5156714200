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
    try part(.text) { () throws(IndexError) in 
      coded = try text.write(to: output, phrases: phrases, classes: classes)
    }
    try part(.symbols) { () throws(IndexError) in try output.write(Self.symbolTable(coded.symbols)) }
    try part(.textOffsets) { () throws(IndexError) in try output.write(TextStarts.encode(coded.offsets)) }
    try part(.lengths) { () throws(IndexError) in try output.write(lengths) }
    try part(.weights) { () throws(IndexError) in try output.write(weights.count > 1 ? weightCodes : []) }
    try part(.keys) { () throws(IndexError) in try output.write(keyTable()) }
    var dictionary = GramDictionary()
    var listed = try phrases.lists()
    try part(.postings) { () throws(IndexError) in dictionary = try writePostings(&listed) }
    try part(.firsts) { () throws(IndexError) in try output.write(dictionary.firsts) }
    try part(.seconds) { () throws(IndexError) in
      try output.write(from: dictionary.seconds, count: dictionary.seconds.count)
    }
    try part(.sizes) { () throws(IndexError) in try output.write(dictionary.sizes) }
    try part(.places) { () throws(IndexError) in
      try output.write(from: dictionary.places, count: dictionary.places.count)
    }
    var values: [UInt32] = []
    try part(.keywordPostings) { () throws(IndexError) in values = try writeKeywordPostings() }
    let sorted = keywords.sorted()
    try part(.keywords) { () throws(IndexError) in try output.write(Self.keywordTable(sorted, values)) }
    try part(.keywordBytes) { () throws(IndexError) in
      for keyword in sorted { try output.write(keyword.bytes) }
    }
    try part(.totals) { () throws(IndexError) in try output.write(totals()) }
    try part(.phrases) { () throws(IndexError) in try output.write(listed.table(from: BlockCodec.slack)) }
    try part(.phrasePostings) { () throws(IndexError) in try writePhrasePostings(listed.bytes) }
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
    var units: [UInt8] = []
    var last: TextSymbol?
    for symbol in symbols {
      // At least one unit is written, so at most fifteen are shared.
      let most = min(last?.count ?? 0, symbol.count - 1)
      let shared = (0..<most).prefix { last?.unit($0) == symbol.unit($0) }.count
      out.append(UInt8(shared | (symbol.count - shared - 1) << 4))
      for index in shared..<symbol.count { ListEncoder.append16(symbol.unit(index), &units) }
      last = symbol
    }
    return out + units
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
    var sizes: [UInt8] = []
    var places: [UInt64] = []
    var first: UInt16?
  }

  private func writePhrasePostings(_ bytes: [UInt8]) throws(IndexError) {
    if bytes.isEmpty { return }
    let around = [UInt8](repeating: 0, count: BlockCodec.slack)
    for part in [around, bytes, around] { try output.write(part) }
  }

  private func writePostings(_ listed: inout PhraseLists) throws(IndexError) -> GramDictionary {
    var dictionary = GramDictionary()
    var lists = try grams.lists()
    var (ordinals, counts, bytes): ([UInt32], [UInt8], [UInt8]) = ([], [], [])
    let scratch = BlockCodec.Scratch()
    let start = output.offset
    try output.write([UInt8](repeating: 0, count: BlockCodec.slack))
    while let key = try lists.next(&ordinals, &counts) {
      let first = UInt16(key >> 16)
      if first != dictionary.first {
        dictionary.first = first
        ListEncoder.append32(UInt32(first), &dictionary.firsts)
        ListEncoder.append32(UInt32(dictionary.seconds.count), &dictionary.firsts)
      }
      if dictionary.seconds.count % Layout.gramsPerPlace == 0 {
        dictionary.places.append(UInt64(output.offset - start))
      }
      dictionary.seconds.append(UInt16(key & 0xFFFF))
      bytes.removeAll(keepingCapacity: true)
      ListEncoder.encode(ordinals, counts, scratch: scratch, into: &bytes)
      dictionary.sizes.append(UInt8(min(bytes.count, Layout.longList)))
      if bytes.count >= Layout.longList { try writeSize(bytes.count) }
      try output.write(bytes)
      try listed.add(key, ordinals, scratch: scratch)
    }
    try output.write([UInt8](repeating: 0, count: BlockCodec.slack))
    return dictionary
  }

  private func writeSize(_ size: Int) throws(IndexError) {
    var bytes: [UInt8] = []
    ListEncoder.appendVarint(size, &bytes)
    try output.write(bytes)
  }

  private func writeKeywordPostings() throws(IndexError) -> [UInt32] {
    var lists = try keywords.lists()
    var (ordinals, counts, bytes): ([UInt32], [UInt8], [UInt8]) = ([], [], [])
    let scratch = BlockCodec.Scratch()
    let start = output.offset
    var values: [UInt32] = []
    try output.write([UInt8](repeating: 0, count: BlockCodec.slack))
    while try lists.next(&ordinals, &counts) != nil {
      guard let place = UInt32(exactly: output.offset - start) else { throw .segmentFull(path: output.path) }
      values.append(place)
      bytes.removeAll(keepingCapacity: true)
      ListEncoder.encode(ordinals, counts, scratch: scratch, into: &bytes)
      try writeSize(bytes.count)
      try output.write(bytes)
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
