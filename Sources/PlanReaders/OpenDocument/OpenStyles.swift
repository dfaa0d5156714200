/// The list styles of an OpenDocument text: what stands in front of list items and numbered headings (ODF 1.3 part 3, 16.30
/// to 16.36).
struct OpenStyles {
  struct Level {
    /// `1`, `a`, `A`, `i`, `I`, or the first words of a series: `一, 二, 三, ...`.
    var format = ""
    var prefix = ""
    var suffix = ""
    /// How many levels the number shows.
    var shown = 1
    var start = 1
    var bullet: String?
  }

  private var lists: [String: [Int: Level]] = [:]
  /// Numbers of headings by their level.
  private var outline: [Int: Level] = [:]
  /// List styles of paragraph styles.
  private var paragraphs: [String: String] = [:]
  private(set) var hidden: Set<String> = []
  /// Styles that raise their letters: `super 58%`, `33% 58%`.
  private(set) var raised: Set<String> = []

  /// Adds the styles below any element of `tree`.
  mutating func add(_ tree: XMLTree) {
    for i in tree.nodes.indices {
      switch tree.name(i) {
      case "list-style":
        if let name = tree.attribute("name", of: i) { lists[name] = Self.levels(i, tree) }
      case "outline-style": outline = Self.levels(i, tree)
      case "style":
        guard let name = tree.attribute("name", of: i) else { continue }
        if let list = tree.attribute("list-style-name", of: i), !list.isEmpty { paragraphs[name] = list }
        guard let properties = tree.child(of: i, "text-properties") else { continue }
        if tree.attribute("display", of: properties) == "none" { hidden.insert(name) }
        if let place = tree.attribute("text-position", of: properties), Self.isRaised(place) { raised.insert(name) }
      default: continue
      }
    }
  }

  /// Whether a position is above the line (ODF 1.3 part 3, 20.384); a negative one is below it.
  private static func isRaised(_ position: String) -> Bool {
    guard let first = position.split(separator: " ").first else { return false }
    return first == "super" || first.hasSuffix("%") && (Double(first.dropLast()) ?? 0) > 0
  }

  private static func levels(_ node: Int, _ tree: XMLTree) -> [Int: Level] {
    var levels: [Int: Level] = [:]
    for child in tree.children(of: node) {
      guard let index = tree.integer("level", of: child), (1...10).contains(index) else { continue }
      var level = Level()
      level.format = tree.attribute("num-format", of: child) ?? ""
      level.prefix = tree.attribute("num-prefix", of: child) ?? ""
      level.suffix = tree.attribute("num-suffix", of: child) ?? ""
      level.shown = min(max(1, tree.integer("display-levels", of: child) ?? 1), index)
      level.start = tree.integer("start-value", of: child) ?? 1
      if tree.name(child) == "list-level-style-bullet" {
        level.bullet = tree.attribute("bullet-char", of: child) ?? "•"
      }
      levels[index] = level
    }
    return levels
  }

  /// The list style of a paragraph style.
  func list(of style: String?) -> String? { style.flatMap { paragraphs[$0] } }

  /// What stands in front of item `numbers.last` of level `numbers.count`.
  func label(_ numbers: [Int], list: String?) -> String {
    Self.label(numbers, list.flatMap { lists[$0] } ?? [:])
  }

  /// What stands in front of a heading.
  func headingLabel(_ numbers: [Int]) -> String { Self.label(numbers, outline) }

  func start(_ level: Int, list: String?) -> Int { list.flatMap { lists[$0]?[level]?.start } ?? 1 }

  private static func label(_ numbers: [Int], _ levels: [Int: Level]) -> String {
    guard let level = levels[numbers.count] else { return "" }
    if let bullet = level.bullet {
      let isSymbol = bullet.unicodeScalars.contains { (0xE000...0xF8FF).contains($0.value) }
      return isSymbol ? "•" : bullet
    }
    if level.format.isEmpty { return "" }
    let shown = (max(1, numbers.count - level.shown + 1)...max(1, numbers.count)).compactMap { index -> String? in
      let format = levels[index]?.format ?? ""
      return format.isEmpty ? nil : WordNumbers.text(numbers[index - 1], wordFormat(format))
    }
    return level.prefix + shown.joined(separator: ".") + level.suffix
  }

  /// The name that WordprocessingML has for a format.
  private static func wordFormat(_ format: String) -> String {
    switch format.first {
    case "1": "decimal"
    case "a": "lowerLetter"
    case "A": "upperLetter"
    case "i": "lowerRoman"
    case "I": "upperRoman"
    case "一": "chineseCounting"
    case "壹": format.contains("贰") ? "chineseLegalSimplified" : "ideographLegalTraditional"
    case "甲": "ideographTraditional"
    case "子": "ideographZodiac"
    case "①": "decimalEnclosedCircle"
    case "１": "decimalFullWidth"
    default: "decimal"
    }
  }
}
