/// Puts markers into a tree: a stack of open sections, one a style.
///
/// A marker of a style that is open closes everything inside that level and becomes its next sibling. A marker of a new style
/// closes the styles that usually nest deeper and opens a level below what is left. Numbers are kept as written: they may run
/// on across levels or restart.
struct SectionTree {
  /// A section under construction.
  struct Node {
    let offset: Int
    let paragraph: Int
    let parent: Int?
    let path: [String]
    /// Nil for an unnumbered heading.
    let marker: Marker?
    /// Offset behind the marker.
    let textStart: Int
  }

  private struct Level {
    let style: MarkerStyle
    var value: Int
    var node: Int
    var dashes = 0
  }

  private(set) var nodes: [Node] = []
  private var stack: [Level] = []
  /// Last number of each style, for numbering that runs on across levels: 一、（一）…（三） 二、（四）….
  private var lastValue: [MarkerStyle: Int] = [:]
  private var topDashes = 0

  /// Whether a marker inside a paragraph goes on with the numbering: the next number of an open level, or a 1 that a 2
  /// follows.
  func expects(_ marker: Marker, hasSuccessor: Bool) -> Bool {
    if marker.style == .dash { return stack.contains { $0.style == .dash } || hasSuccessor }
    if let level = stack.last(where: { $0.style == marker.style }) {
      return marker.value == level.value + 1 || (marker.value == 1 && hasSuccessor)
    }
    if let last = lastValue[marker.style], last + 1 == marker.value, marker.value > 1 { return true }
    return marker.value == 1 && hasSuccessor
  }

  mutating func add(_ candidate: MarkerScanner.Candidate) {
    let marker = candidate.marker
    open(marker)
    let parent = stack.last?.node
    var ordinal = marker.ordinal
    if marker.style == .dash {
      let count = stack.isEmpty ? topDashes + 1 : stack[stack.count - 1].dashes + 1
      if stack.isEmpty { topDashes = count } else { stack[stack.count - 1].dashes = count }
      ordinal = "——\(count)"
    }
    let path = (parent.map { nodes[$0].path } ?? []) + [ordinal]
    lastValue[marker.style] = marker.value
    stack.append(Level(style: marker.style, value: marker.value, node: nodes.count))
    nodes.append(
      Node(
        offset: candidate.offset, paragraph: candidate.paragraph, parent: parent, path: path, marker: marker,
        textStart: candidate.offset + marker.length))
  }

  /// Closes all levels: an annex numbers anew.
  mutating func closeAll() { stack.removeAll() }

  /// Closes what a marker of this style ends.
  private mutating func open(_ marker: Marker) {
    if marker.style == .annex {
      stack.removeAll()
      return
    }
    if let at = stack.lastIndex(where: { $0.style == marker.style }) {
      stack.removeSubrange(at...)
      return
    }
    while let last = stack.last, last.style > marker.style { stack.removeLast() }
  }

  /// Adds a heading without a number: a leaf below the innermost numbered section that is no member of a list.
  mutating func addHeading(at offset: Int, paragraph: Int, title: String) {
    while let last = stack.last, last.style >= .bracketedDecimal { stack.removeLast() }
    let parent = stack.last?.node
    let path = (parent.map { nodes[$0].path } ?? []) + [title]
    nodes.append(
      Node(offset: offset, paragraph: paragraph, parent: parent, path: path, marker: nil, textStart: offset))
  }
}
