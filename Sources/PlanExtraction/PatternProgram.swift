import PlanText

/// A pattern compiled for matching around its anchor: one program runs to the left of the figure, one to the right.
///
/// Matching backtracks over scalars and gives up after a fixed number of steps, so that no pattern of a user can make
/// it slow beyond measure.
struct PatternProgram: Sendable {
  enum Instruction: Sendable, Hashable {
    case scalar(Unicode.Scalar)
    /// A word of the class; captured under the number.
    case lexicon(Int)
    /// One or more words of the class, joined or not.
    case chain(Int)
    /// Any characters, as few as possible.
    case free(PatternSlot)
    case figure(PatternSlot)
    case unit
    case year
    case clauseStart
    case clauseEnd
    /// Go on behind, or at the other place if that fails.
    case split(Int)
    case jump(Int)
    case accept
  }

  let anchor: PatternSlot
  /// Whether the anchor must have a unit.
  let needsUnit: Bool
  let left: [Instruction]
  let right: [Instruction]
  let classNames: [String]
  let source: String

  /// Whether it takes more than one figure, and so reads a whole clause, not one member of a list.
  let isWide: Bool

  /// Compiles `pattern`. Its anchor is the first `{数}`, `{全}` or `{番}` outside of brackets.
  init(_ pattern: String, lexicon: Lexicon, file: String, line: Int) throws(RuleError) {
    let items = try PatternParser.parse(pattern, file: file, line: line)
    let place = items.firstIndex { if case .slot(let slot) = $0 { slot.isAnchor } else { false } }
    guard let place, case .slot(let anchor) = items[place] else {
      throw .noAnchor(file: file, line: line, pattern: pattern)
    }
    self.anchor = anchor
    source = pattern
    var behind = Array(items[(place + 1)...])
    needsUnit = behind.first == .slot(.unit)
    if needsUnit { behind.removeFirst() }
    var compiler = Compiler()
    left = compiler.compile(items[..<place].reversed().map(\.reversed))
    right = compiler.compile(behind)
    classNames = compiler.classNames
    isWide = (left + right).contains { if case .figure = $0 { true } else { false } }
    for name in classNames where lexicon.wordClass(name) == nil {
      throw .unknownClass(file: file, line: line, name: name)
    }
  }

  private struct Compiler {
    var classNames: [String] = []
    private var code: [Instruction] = []

    mutating func compile(_ items: [PatternNode]) -> [Instruction] {
      code = []
      for item in items { emit(item) }
      code.append(.accept)
      return code
    }

    private mutating func emit(_ node: PatternNode) {
      switch node {
      case .scalar(let c): code.append(.scalar(c))
      case .sequence(let items): for item in items { emit(item) }
      case .choice(let items): emitChoice(items)
      case .option(let item):
        let split = code.count
        code.append(.split(0))
        emit(item)
        code[split] = .split(code.count)
      case .slot(let slot): emitSlot(slot)
      case .lexicon(let name): code.append(.lexicon(number(of: name)))
      case .chain(let name): code.append(.chain(number(of: name)))
      case .clauseStart: code.append(.clauseStart)
      case .clauseEnd: code.append(.clauseEnd)
      }
    }

    private mutating func number(of name: String) -> Int {
      if let known = classNames.firstIndex(of: name) { return known }
      classNames.append(name)
      return classNames.count - 1
    }

    private mutating func emitSlot(_ slot: PatternSlot) {
      switch slot {
      case .indicator, .object, .word: code.append(.free(slot))
      case .figure, .coverage, .doubling: code.append(.figure(slot))
      case .unit: code.append(.unit)
      case .year: code.append(.year)
      }
    }

    private mutating func emitChoice(_ items: [PatternNode]) {
      var ends: [Int] = []
      for (k, item) in items.enumerated() {
        let split = code.count
        if k + 1 < items.count { code.append(.split(0)) }
        emit(item)
        guard k + 1 < items.count else { break }
        ends.append(code.count)
        code.append(.jump(0))
        code[split] = .split(code.count)
      }
      for end in ends { code[end] = .jump(code.count) }
    }
  }
}

/// What a pattern took from the text.
struct PatternMatch {
  var slots: [PatternSlot: Range<Int>] = [:]
  /// Figures behind the anchor, in order.
  var figures: [Int] = []
  /// The values of the lexicon words met, by class.
  var values: [String: String] = [:]
  /// Where the words of each class stand.
  var words: [String: Range<Int>] = [:]
  /// From the leftmost to the rightmost scalar matched.
  var range: Range<Int>
}

/// One attempt to match programs in a clause.
struct PatternMatcher {
  let text: [Unicode.Scalar]
  /// The clause that a match must stay in.
  let window: Range<Int>
  let figures: [Figure]
  let lexicon: Lexicon
  private var steps = 0
  private var match = PatternMatch(range: 0..<0)

  /// Steps after which a match is given up: far more than any bundled rule takes in a clause of 200 characters.
  static let budget = 20_000

  init(text: [Unicode.Scalar], window: Range<Int>, figures: [Figure], lexicon: Lexicon) {
    self.text = text
    self.window = window
    self.figures = figures
    self.lexicon = lexicon
  }

  /// Matches `program` with its anchor on figure `index`.
  mutating func match(_ program: PatternProgram, on index: Int) -> PatternMatch? {
    let figure = figures[index]
    guard figure.slot == program.anchor, !program.needsUnit || figure.unit != nil else { return nil }
    steps = 0
    match = PatternMatch(range: figure.range)
    guard let high = run(program, program.right, 0, figure.range.upperBound, forward: true),
      let low = run(program, program.left, 0, figure.range.lowerBound, forward: false)
    else { return nil }
    match.range = low..<high
    return match
  }

  /// Runs from instruction `pc` at offset `at`; the offset reached, nil if the text does not match.
  private mutating func run(
    _ program: PatternProgram, _ code: [PatternProgram.Instruction], _ pc: Int, _ at: Int, forward: Bool
  ) -> Int? {
    var pc = pc
    var at = at
    while true {
      steps += 1
      if steps > Self.budget { return nil }
      switch code[pc] {
      case .accept: return at
      case .scalar(let c):
        guard let i = next(at, forward), text[i] == c else { return nil }
        at += forward ? 1 : -1
      case .clauseStart: guard at == window.lowerBound else { return nil }
      case .clauseEnd: guard at == window.upperBound else { return nil }
      case .jump(let to):
        pc = to
        continue
      case .split(let other):
        let saved = match
        if let end = run(program, code, pc + 1, at, forward: forward) { return end }
        match = saved
        pc = other
        continue
      case .lexicon(let number): return lexiconStep(program, code, pc, at, forward, program.classNames[number], chain: false)
      case .chain(let number): return lexiconStep(program, code, pc, at, forward, program.classNames[number], chain: true)
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

  private func next(_ at: Int, _ forward: Bool) -> Int? {
    if forward { return at < window.upperBound ? at : nil }
    return at > window.lowerBound ? at - 1 : nil
  }

  private mutating func lexiconStep(
    _ program: PatternProgram, _ code: [PatternProgram.Instruction], _ pc: Int, _ at: Int, _ forward: Bool,
    _ name: String, chain: Bool
  ) -> Int? {
    guard let (word, end) = word(of: lexicon[name], at, forward) else { return nil }
    let saved = match
    match.values[name] = word.value
    let known = match.words[name]
    match.words[name] = min(at, end, known?.lowerBound ?? at)..<max(at, end, known?.upperBound ?? at)
    if chain {
      if let stop = lexiconStep(program, code, pc, end, forward, name, chain: true) { return stop }
      let joint = joined(end, forward)
      if joint != end, let stop = lexiconStep(program, code, pc, joint, forward, name, chain: true) { return stop }
    }
    if let stop = run(program, code, pc + 1, end, forward: forward) { return stop }
    match = saved
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
    guard let i = next(at, forward) else { return at }
    switch text[i] {
    case "和", "、", "与", "及", "并": return forward ? at + 1 : at - 1
    default: return at
    }
  }

  /// Takes 1, 2, … characters until what follows matches. At the end of a program it takes all that is left.
  private mutating func freeStep(
    _ program: PatternProgram, _ code: [PatternProgram.Instruction], _ pc: Int, _ at: Int, _ forward: Bool,
    _ slot: PatternSlot
  ) -> Int? {
    let room = forward ? window.upperBound - at : at - window.lowerBound
    guard room > 0 else { return nil }
    let takesAll = code[pc + 1] == .accept && slot != .word
    let most = slot == .word ? min(room, 12) : room
    for n in (takesAll ? room : 1)...most {
      if slot == .word, figures.contains(where: { $0.core.lowerBound == (forward ? at + n - 1 : at - n) }) { return nil }
      let saved = match
      match.slots[slot] = forward ? at..<(at + n) : (at - n)..<at
      if let end = run(program, code, pc + 1, forward ? at + n : at - n, forward: forward) { return end }
      match = saved
    }
    return nil
  }

  private func figureIndex(_ at: Int, _ forward: Bool, _ slot: PatternSlot) -> Int? {
    figures.firstIndex { figure in
      (forward ? figure.range.lowerBound : figure.range.upperBound) == at
        && window.lowerBound <= figure.range.lowerBound && figure.range.upperBound <= window.upperBound
        && figure.slot == slot
    }
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
