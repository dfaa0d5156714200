/// Writes the live entries of the segments, in order of key, into one new segment; the old files stay as they are, and
/// readers are not disturbed. The bytes are those that a writer makes from the same entries.
/// Where two segments hold a live entry with the same key, the later segment of the list wins.
/// Memory is that of one writer and of one entry of each segment, whatever their sizes.
/// - Parameter isCancelled: asked before every entry; when true, nothing is written and `cancelled` is thrown.
package func mergeSegments(
  folder: String, segments: [SegmentReference], into name: String, analyzer: String,
  isCancelled: () -> Bool = { false }
) throws(IndexError) -> SegmentSummary {
  var sources: [EntryStream] = []
  for reference in segments {
    sources.append(try EntryStream(folder: folder, segment: reference, analyzer: analyzer))
  }
  var writer = try IndexWriter(folder: folder, name: name, analyzer: analyzer)
  while let (key, winner) = smallest(sources) {
    if isCancelled() { throw .cancelled }
    if let entry = try sources[winner].entry() { try writer.add(entry) }
    for source in sources where source.key == key { try source.advance() }
  }
  return try writer.commit()
}

/// The smallest key of the present entries, and the last stream that has it.
private func smallest(_ sources: [EntryStream]) -> (key: EntryKey, stream: Int)? {
  var best: (key: EntryKey, stream: Int)?
  for (index, source) in sources.enumerated() {
    guard let key = source.key else { continue }
    if best.map({ key <= $0.key }) ?? true { best = (key, index) }
  }
  return best
}
