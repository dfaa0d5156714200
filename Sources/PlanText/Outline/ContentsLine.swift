/// A line as it may stand in a table of contents.
struct ContentsLine {
  /// Without blanks, dots and page number; nil where it is too long to be an entry, or to be what an entry comes back as.
  let key: [Unicode.Scalar]?
  /// The first scalars of a line with a marker, without blanks, for comparing with entries whose heading runs into the text.
  let start: [Unicode.Scalar]?
  let isTitle: Bool
  let isEntry: Bool
  let isMarked: Bool
  /// A title and a page number behind it.
  let endsInNumber: Bool

  /// Most scalars of an entry, blanks apart.
  private static let longest = 70
  /// Scalars of a line that are compared with an entry.
  private static let compared = 90

  init(_ text: [Unicode.Scalar], _ range: Range<Int>) {
    let line = text[range]
    let head = Array(line.lazy.filter { !CharacterForms.isBlank($0) }.prefix(Self.compared))
    isTitle = head == ["目", "录"] || head == ["目", "次"]
    isMarked = Marker.parse(text, at: range.lowerBound, limit: range.upperBound) != nil
    start = isMarked && head.count >= 4 ? head : nil
    let end = Self.keyEnd(line)
    let key = Array(line[..<end].lazy.filter { !CharacterForms.isBlank($0) }.prefix(Self.longest + 1))
    self.key = key.count <= Self.longest ? key : nil
    endsInNumber = head.count <= Self.longest && line.last?.isDigit == true && key.count >= 2 && key.last.map(CharacterForms.isHan) == true
    isEntry =
      head.count <= Self.longest && key.count >= 2 && !key.contains { $0 == "。" || $0 == ";" } && line.last != "。"
  }

  /// Where the number of the page and what leads to it starts, then the marks in front of that.
  private static func keyEnd(_ line: ArraySlice<Unicode.Scalar>) -> Int {
    var end = line.endIndex
    func trim(_ set: ScalarSet) {
      while end > line.startIndex, set.contains(line[end - 1]) || CharacterForms.isBlank(line[end - 1]) { end -= 1 }
    }
    trim(leaders)
    trim(stops)
    return end
  }

  private static let leaders: ScalarSet = "0123456789.…·-—()"
  private static let stops: ScalarSet = "。:"
}

/// Tells whether a line of the first paragraphs comes back further on, as a line of its own or as the start of one.
struct Recurrence {
  /// For each early line the last paragraph that has its key, or starts with it behind a marker; −1 without.
  private let last: [Int]
  /// For each early line the paragraph before it with the same key; −1 without.
  private let previous: [Int]

  /// `early` lines are asked about; all `lines` are looked through once.
  init(of lines: [ContentsLine?], early: Int) {
    var keys = ScalarTrie()
    let nodes = lines[..<early].map { $0?.key.map { keys.insert($0) } ?? 0 }
    var lastOfNode = [Int](repeating: -1, count: keys.count)
    var previous = [Int](repeating: -1, count: early)
    for (p, line) in lines.enumerated() {
      guard let line else { continue }
      if let key = line.key, let node = Self.walk(keys, key[...], { _ in }) {
        if p < early { previous[p] = lastOfNode[node] }
        lastOfNode[node] = p
      }
    }
    for (p, line) in lines.enumerated() {
      guard let start = line?.start else { continue }
      _ = Self.walk(keys, start[...]) { node in lastOfNode[node] = max(lastOfNode[node], p) }
    }
    last = nodes.map { lastOfNode[$0] }
    self.previous = previous
  }

  /// The node of the whole of `text`; `visit` sees the nodes of its beginnings of four scalars and more.
  private static func walk(
    _ trie: ScalarTrie, _ text: ArraySlice<Unicode.Scalar>, _ visit: (Int) -> Void
  ) -> Int? {
    var node = 0
    for (i, scalar) in text.enumerated() {
      guard let next = trie.next(node, scalar) else { return nil }
      node = next
      if i >= 3 { visit(node) }
    }
    return node
  }

  /// Whether no line from paragraph `start` up to `p` has the key of `p`.
  func isNew(_ p: Int, since start: Int) -> Bool { p >= previous.count || previous[p] < start }

  /// Whether early line `p` comes back behind paragraph `after`.
  func comesBack(_ p: Int, after: Int) -> Bool { p < last.count && last[p] > after }
}
