import PlanText

/// What a pattern took from the text.
struct PatternMatch {
  /// The ranges of the slots met.
  var slots = SlotRanges()
  /// Figures behind the anchor, in order.
  var figures: [Int] = []
  /// The lexicon words met, in the order of matching.
  var words: [WordHit] = []
  /// From the leftmost to the rightmost scalar matched.
  var range: Range<Int>

  /// A word of a class and where it stands.
  struct WordHit {
    let wordClass: Lexicon.WordClass
    let word: Lexicon.Word
    let range: Range<Int>
  }

  /// The value of the last word met of the class `name`.
  func value(_ name: String) -> String? { words.last { $0.wordClass.name == name }?.word.value }

  /// Where the words of the class `name` stand: from the first to the last.
  func range(ofWords name: String) -> Range<Int>? {
    words.lazy.filter { $0.wordClass.name == name }.map(\.range)
      .reduce(nil) { whole, range in
        whole.map { min($0.lowerBound, range.lowerBound)..<max($0.upperBound, range.upperBound) } ?? range
      }
  }
}

/// A range for each slot, in a form that is cheap to copy.
struct SlotRanges {
  private var starts = SIMD8<Int64>(repeating: -1)
  private var ends = SIMD8<Int64>(repeating: -1)

  subscript(slot: PatternSlot) -> Range<Int>? {
    get {
      let start = Int(starts[slot.number])
      return start < 0 ? nil : start..<Int(ends[slot.number])
    }
    set {
      starts[slot.number] = Int64(newValue?.lowerBound ?? -1)
      ends[slot.number] = Int64(newValue?.upperBound ?? -1)
    }
  }
}

extension PatternSlot {
  fileprivate var number: Int {
    switch self {
    case .indicator: 0
    case .object: 1
    case .word: 2
    case .figure: 3
    case .unit: 4
    case .coverage: 5
    case .doubling: 6
    case .year: 7
    }
  }
}

/// One attempt to match programs in a clause.
struct PatternMatcher {
  let text: [Unicode.Scalar]
  /// The clause that a match must stay in.
  let window: Range<Int>
  let figures: [Figure]
  private var steps = 0
  private var match = PatternMatch(range: 0..<0)

  /// Steps after which a match is given up: far more than any bundled rule takes in a clause of 200 characters.
  static let budget = 20_000

  init(text: [Unicode.Scalar], window: Range<Int>, figures: [Figure]) {
    self.text = text
    self.window = window
    self.figures = figures
  }

  /// What stands beside `figure` and around it in the clause.
  func surroundings(of figure: Figure) -> RuleCandidates.Surroundings {
    let (low, high) = (figure.range.lowerBound, figure.range.upperBound)
    return RuleCandidates.Surroundings(
      before: scalar(low, forward: false), after: scalar(high, forward: true),
      left: ScalarSketch(text[window.clamped(to: window.lowerBound..<max(low, window.lowerBound))]),
      right: ScalarSketch(text[window.clamped(to: min(high, window.upperBound)..<window.upperBound)]))
  }

  /// Matches `program` with its anchor on figure `index`.
  mutating func match(_ program: PatternProgram, on index: Int) -> PatternMatch? {
    let figure = figures[index]
    guard figure.slot == program.anchor, !program.needsUnit || figure.unit != nil else { return nil }
    let (low, high) = (figure.range.lowerBound, figure.range.upperBound)
    guard program.mayMatch(before: scalar(low, forward: false), after: scalar(high, forward: true)) else { return nil }
    steps = 0
    match = PatternMatch(range: figure.range)
    guard let end = run(program, program.right, 0, high, forward: true),
      let start = run(program, program.left, 0, low, forward: false)
    else { return nil }
    match.range = start..<end
    return match
  }

  /// The state to go back to when a way fails: words and figures are only ever added behind these counts.
  private struct Mark {
    let slots: SlotRanges
    let words: Int
    let figures: Int
  }

  private var mark: Mark { Mark(slots: match.slots, words: match.words.count, figures: match.figures.count) }

  private mutating func goBack(to mark: Mark) {
    match.slots = mark.slots
    match.words.removeLast(match.words.count - mark.words)
    match.figures.removeLast(match.figures.count - mark.figures)
  }

  /// Runs from instruction `pc` at offset `at`; the offset reached, nil if the text does not match.
  private mutating func run(
    _ program: PatternProgram, _ code: PatternCode, _ pc: Int, _ at: Int, forward: Bool
  ) -> Int? {
    var pc = pc
    var at = at
    while true {
      steps += 1
      if steps > Self.budget { return nil }
      switch code[pc] {
      case .accept: return at
      case .scalar(let c):
        guard scalar(at, forward: forward) == c else { return nil }
        at += forward ? 1 : -1
      case .clauseStart: guard at == window.lowerBound else { return nil }
      case .clauseEnd: guard at == window.upperBound else { return nil }
      case .jump(let to):
        pc = to
        continue
      case .split(let other):
        let mark = mark
        if let end = run(program, code, pc + 1, at, forward: forward) { return end }
        goBack(to: mark)
        pc = other
        continue
      case .lexicon(let number): return lexiconStep(program, code, pc, at, forward, program.classes[number], chain: false)
      case .chain(let number): return lexiconStep(program, code, pc, at, forward, program.classes[number], chain: true)
      case .free(let slot): return freeStep(program, code, pc, at, forward, slot)
      case .figure(let slot):
        guard let k = figureIndex(at, forward, slot) else { return nil }
        match.figures.append(k)
        at = forward ? figures[k].range.upperBound : figures[k].range.lowerBound
      case .unit: guard let k = match.figures.last, figures[k].unit != nil else { return nil }
      case .year:
        guard let range = yearRange(at, forward) else { return nil }
        match.slots[.year] = range
        at = forward ? range.upperBound : range.lowerBound
      }
      pc += 1
    }
  }

  /// The next scalar in the direction of reading; nil at the end of the clause.
  private func scalar(_ at: Int, forward: Bool) -> Unicode.Scalar? {
    if forward { return at < window.upperBound ? text[at] : nil }
    return at > window.lowerBound ? text[at - 1] : nil
  }

  private mutating func lexiconStep(
    _ program: PatternProgram, _ code: PatternCode, _ pc: Int, _ at: Int, _ forward: Bool,
    _ wordClass: Lexicon.WordClass, chain: Bool
  ) -> Int? {
    guard let (word, end) = word(of: wordClass, at, forward) else { return nil }
    let mark = mark
    match.words.append(PatternMatch.WordHit(wordClass: wordClass, word: word, range: min(at, end)..<max(at, end)))
    if chain {
      if let stop = lexiconStep(program, code, pc, end, forward, wordClass, chain: true) { return stop }
      let joint = joined(end, forward)
      if joint != end, let stop = lexiconStep(program, code, pc, joint, forward, wordClass, chain: true) { return stop }
    }
    if let stop = run(program, code, pc + 1, end, forward: forward) { return stop }
    goBack(to: mark)
    return nil
  }

  private func word(of wordClass: Lexicon.WordClass, _ at: Int, _ forward: Bool) -> (Lexicon.Word, Int)? {
    if forward {
      return wordClass.word(in: text, at: at, end: window.upperBound).map { ($0, at + $0.scalars.count) }
    }
    return wordClass.word(in: text, endingAt: at, start: window.lowerBound).map { ($0, at - $0.scalars.count) }
  }

  /// Behind a 和 、 与 及 并 at `at`.
  private func joined(_ at: Int, _ forward: Bool) -> Int {
    switch scalar(at, forward: forward) {
    case "和", "、", "与", "及", "并": return forward ? at + 1 : at - 1
    default: return at
    }
  }

  /// Takes 1, 2, … characters until what follows matches. At the end of a program, and before the border of the clause, it takes all that
  /// is left.
  private mutating func freeStep(
    _ program: PatternProgram, _ code: PatternCode, _ pc: Int, _ at: Int, _ forward: Bool,
    _ slot: PatternSlot
  ) -> Int? {
    let room = forward ? window.upperBound - at : at - window.lowerBound
    guard room > 0 else { return nil }
    let takesAll = slot != .word && code.endsClause(behind: pc, forward: forward)
    let most = slot == .word ? min(room, 12) : room
    for n in (takesAll ? room : 1)...most {
      if slot == .word, figures.contains(where: { $0.core.lowerBound == (forward ? at + n - 1 : at - n) }) { return nil }
      let next = forward ? at + n : at - n
      // A place where nothing that may follow starts costs no run.
      if !code.behind[pc].allows(scalar(next, forward: forward)) { continue }
      let mark = mark
      match.slots[slot] = min(at, next)..<max(at, next)
      if let end = run(program, code, pc + 1, next, forward: forward) { return end }
      goBack(to: mark)
    }
    return nil
  }

  /// The figure of the window that starts or, read backward, ends at `at`. Figures stand in order and do not overlap.
  private func figureIndex(_ at: Int, _ forward: Bool, _ slot: PatternSlot) -> Int? {
    var low = 0
    var high = figures.count
    while low < high {
      let middle = (low + high) / 2
      if (forward ? figures[middle].range.lowerBound : figures[middle].range.upperBound) < at { low = middle + 1 } else { high = middle }
    }
    guard low < figures.count else { return nil }
    let range = figures[low].range
    guard (forward ? range.lowerBound : range.upperBound) == at, window.lowerBound <= range.lowerBound, range.upperBound <= window.upperBound,
      figures[low].slot == slot
    else { return nil }
    return low
  }

  private func yearRange(_ at: Int, _ forward: Bool) -> Range<Int>? {
    for length in [5, 4] {
      let range = forward ? at..<(at + length) : (at - length)..<at
      guard range.lowerBound >= window.lowerBound, range.upperBound <= window.upperBound,
        text[range.lowerBound..<(range.lowerBound + 4)].allSatisfy(\.isDigit),
        length == 4 || text[range.upperBound - 1] == "年"
      else { continue }
      return range
    }
    return nil
  }
}
