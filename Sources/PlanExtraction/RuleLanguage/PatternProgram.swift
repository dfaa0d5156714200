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
  let left: [Instruction]
  let right: [Instruction]
  /// By the numbers of the instructions.
  let classes: [Lexicon.WordClass]
  let source: String

  /// Whether it takes more than one figure, and so reads a whole clause, not one member of a list.
  let isWide: Bool
  /// What may stand next to the anchor on either side: most programs fail here.
  private let leftHint: PatternHint
  private let rightHint: PatternHint

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
    isWide = (left + right).contains { if case .figure = $0 { true } else { false } }
    var classes: [Lexicon.WordClass] = []
    for name in compiler.classNames {
      guard let wordClass = lexicon.wordClass(name) else { throw .unknownClass(file: file, line: line, name: name) }
      classes.append(wordClass)
    }
    self.classes = classes
    leftHint = PatternHint(left, classes, forward: false)
    rightHint = PatternHint(right, classes, forward: true)
  }

  /// Whether the program can match around a figure with `before` and `after` next to it; nil at the ends of the clause.
  func mayMatch(before: Unicode.Scalar?, after: Unicode.Scalar?) -> Bool {
    rightHint.allows(after) && leftHint.allows(before)
  }

  /// The same for one side.
  func mayMatch(before: Unicode.Scalar?) -> Bool { leftHint.allows(before) }
  func mayMatch(after: Unicode.Scalar?) -> Bool { rightHint.allows(after) }

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
