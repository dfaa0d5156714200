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
    /// Paragraph of the marker.
    let paragraph: Int
    let isStart: Bool
    var isTitleLine = false
    var dashes = 0
  }

  private(set) var nodes: [Node] = []
  private var stack: [Level] = []
  /// Last number of each style, for numbering that runs on across levels: 一、（一）…（三） 二、（四）….
  private var lastValue: [MarkerStyle: Int] = [:]
  private var topDashes = 0

  /// Whether a marker inside a paragraph goes on with the numbering: the next number of an open level, or a 1 that a 2
  /// follows. A list inside a sentence that starts anew at 1 while its style numbers the chapters is none.
  mutating func expects(_ candidate: MarkerScanner.Candidate, hasSuccessor: Bool) -> Bool {
    let marker = candidate.marker
    if let run = refused[marker.style], run.paragraph == candidate.paragraph, run.value + 1 == marker.value {
      refused[marker.style] = (candidate.paragraph, marker.value)
      return false
    }
    if marker.style == .dash { return stack.contains { $0.style == .dash } || hasSuccessor }
    if let level = stack.last(where: { $0.style == marker.style }) {
      if marker.value == level.value + 1 { return true }
      guard marker.value == 1 else { return false }
      let isInside = level.isStart || level.paragraph != candidate.paragraph
      if isInside { refused[marker.style] = (candidate.paragraph, 1) }
      return !isInside && hasSuccessor
    }
    if let last = lastValue[marker.style], last + 1 == marker.value, marker.value > 1 { return true }
    return marker.value == 1 && hasSuccessor
  }

  /// Lists inside of sentences, by style: where, and how far they have been read.
  private var refused: [MarkerStyle: (paragraph: Int, value: Int)] = [:]

  mutating func add(_ candidate: MarkerScanner.Candidate) {
    let marker = candidate.marker
    open(candidate)
    let parent = stack.last?.node
    var ordinal = marker.ordinal
    if marker.style == .dash {
      let count = stack.isEmpty ? topDashes + 1 : stack[stack.count - 1].dashes + 1
      if stack.isEmpty { topDashes = count } else { stack[stack.count - 1].dashes = count }
      ordinal = "——\(count)"
    }
    let path = (parent.map { nodes[$0].path } ?? []) + [ordinal]
    lastValue[marker.style] = marker.value
    stack.append(
      Level(
        style: marker.style, value: marker.value, node: nodes.count, paragraph: candidate.paragraph,
        isStart: candidate.isStart, isTitleLine: candidate.isTitleLine))
    nodes.append(
      Node(
        offset: candidate.offset, paragraph: candidate.paragraph, parent: parent, path: path, marker: marker,
        textStart: candidate.offset + marker.length))
  }

  /// Starts an annex without a number. Paths hold numbers, so what it numbers starts new top sections.
  mutating func addAnnex(_ title: AnnexFinder.Title, at offset: Int, paragraph: Int) {
    closeAll()
    nodes.append(
      Node(offset: offset, paragraph: paragraph, parent: nil, path: [title.name], marker: nil, textStart: title.textStart))
  }

  /// Closes all levels: an annex numbers anew.
  mutating func closeAll() { stack.removeAll() }

  /// Closes what a marker of this style ends.
  private mutating func open(_ candidate: MarkerScanner.Candidate) {
    let marker = candidate.marker
    if marker.style == .annex {
      stack.removeAll()
      return
    }
    if let at = levelToClose(for: candidate) {
      if at < stack.count { stack.removeSubrange(at...) }
      return
    }
    if startsListBelowNumber(candidate) { return }
    while let last = stack.last, last.style > marker.style, !startsBelowNamed(marker) { stack.removeLast() }
  }

  /// Whether a 1 counts what stands below 方案一, whatever its style: 专题一 … 一、.
  private func startsBelowNamed(_ marker: Marker) -> Bool {
    guard let last = stack.last, last.style == .named || last.style == .innerNamed else { return false }
    return marker.value == 1 && marker.style >= .roman && marker.style != .named && marker.style != .innerNamed
  }

  /// Whether a 1 of a style that is not open lists what the numbered paragraph right in front of it announces: 203. …措施：（一）….
  private func startsListBelowNumber(_ candidate: MarkerScanner.Candidate) -> Bool {
    guard candidate.isStart, candidate.followsColon, candidate.marker.value == 1, let last = stack.last else { return false }
    return last.style == .decimal && last.isStart && candidate.paragraph == last.paragraph + 1
      && candidate.marker.style >= .bracketedIdeographic
  }

  /// Index of the open level that a marker goes on with; one behind the last where it starts a list inside of the innermost
  /// section; nil for a style that is not open.
  private func levelToClose(for candidate: MarkerScanner.Candidate) -> Int? {
    let marker = candidate.marker
    let open = stack.indices.filter { stack[$0].style == marker.style }
    guard let last = open.last else { return nil }
    if marker.style == .dash { return last }
    // A list within a list has ended where the outer one goes on; where both could, the one with lines of this kind does.
    let outer = open.dropLast().last { stack[$0].value + 1 == marker.value }
    if marker.value == stack[last].value + 1 {
      guard let outer, stack[last].isTitleLine != candidate.isTitleLine, stack[outer].isTitleLine == candidate.isTitleLine
      else { return last }
      return outer
    }
    if let outer { return outer }
    if startsInnerList(candidate, openAt: last) { return stack.count }
    // Below a number of a style that usually nests deeper stood a list: a marker that starts anew heads no item of it.
    guard marker.value == 1, last > 0, stack[last - 1].style > marker.style else { return last }
    return stack.firstIndex { $0.style > marker.style }
  }

  /// Whether a 1 whose style is open does not start anew but opens a list below the innermost section: the text in front of
  /// it ends in a colon, and deeper levels are open or the outer numbering goes on behind the list.
  private func startsInnerList(_ candidate: MarkerScanner.Candidate, openAt last: Int) -> Bool {
    guard candidate.isStart, candidate.followsColon, candidate.marker.value == 1, let innermost = stack.last else { return false }
    return innermost.style > candidate.marker.style || candidate.afterRun == stack[last].value + 1
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
