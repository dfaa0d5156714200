import PlanText

/// A pattern compiled for matching around its anchor: one program runs to the left of the figure, one to the right.
///
/// Matching backtracks over scalars and gives up after a fixed number of steps, so that no pattern of a user can make
/// it slow beyond measure.
final class PatternProgram: Sendable {
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
  let left: PatternCode
  let right: PatternCode
  /// By the numbers of the instructions.
  let classes: [Lexicon.WordClass]
  let source: String

  /// Whether it takes more than one figure, and so reads a whole clause, not one member of a list.
  let isWide: Bool
  /// What either side of the anchor must hold somewhere.
  let leftNeeds: PatternNeeds
  let rightNeeds: PatternNeeds

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
    let before = compiler.compile(items[..<place].reversed().map(\.reversed))
    let after = compiler.compile(behind)
    isWide = (before + after).contains { if case .figure = $0 { true } else { false } }
    var classes: [Lexicon.WordClass] = []
    for name in compiler.classNames {
      guard let wordClass = lexicon.wordClass(name) else { throw .unknownClass(file: file, line: line, name: name) }
      classes.append(wordClass)
    }
    self.classes = classes
    left = PatternCode(before, classes, forward: false)
    right = PatternCode(after, classes, forward: true)
    leftNeeds = PatternNeeds(items[..<place], classes: lexicon.wordClass)
    rightNeeds = PatternNeeds(behind, classes: lexicon.wordClass)
  }

  /// Whether the program can match around a figure with `before` and `after` next to it; nil at the ends of the clause.
  func mayMatch(before: Unicode.Scalar?, after: Unicode.Scalar?) -> Bool {
    mayMatch(after: after) && mayMatch(before: before)
  }

  /// Whether the program can match between stretches of a clause with these characters on the two sides of the figure.
  func mayMatch(leftOf left: ScalarSketch, rightOf right: ScalarSketch) -> Bool {
    leftNeeds.areMet(by: left) && rightNeeds.areMet(by: right)
  }

  /// The same for one side.
  func mayMatch(before: Unicode.Scalar?) -> Bool { left.hint.allows(before) }
  func mayMatch(after: Unicode.Scalar?) -> Bool { right.hint.allows(after) }

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

/// The instructions of one side of a program, with what may stand where they begin and behind each free slot of them.
struct PatternCode: Sendable {
  let instructions: [PatternProgram.Instruction]
  /// By the place of a free slot what the character behind it may be; the same as `hint` elsewhere.
  let behind: [PatternHint]
  /// What may stand next to the anchor: most programs fail here.
  let hint: PatternHint

  init(_ instructions: [PatternProgram.Instruction], _ classes: [Lexicon.WordClass], forward: Bool) {
    self.instructions = instructions
    let hint = PatternHint(instructions, classes, forward: forward)
    self.hint = hint
    behind = instructions.indices.map { place in
      guard case .free = instructions[place] else { return hint }
      return PatternHint(instructions, classes, from: place + 1, forward: forward)
    }
  }

  subscript(place: Int) -> PatternProgram.Instruction { instructions[place] }

  /// Whether what follows the instruction at `place` can only match where the clause ends in the direction of reading, or takes all the same.
  func endsClause(behind place: Int, forward: Bool) -> Bool {
    switch instructions[place + 1] {
    case .accept: true
    case .clauseEnd: forward
    case .clauseStart: !forward
    default: false
    }
  }
}
