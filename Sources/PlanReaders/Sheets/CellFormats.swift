import Foundation

/// How the cells of a workbook show their numbers: percentages and dates are told from plain ones (ECMA-376 part 1, 18.8.30).
struct CellFormats {
  private enum Kind: Equatable {
    case plain
    case percent
    /// Words that the format puts around the number: `0"万元"`.
    case worded(front: String, back: String)
    /// Which parts of a date are shown, and whether in Chinese.
    case date(day: Bool, month: Bool, chinese: Bool)
    /// A date without its year (`m"月"d"日"`): 12月31日, or 12月.
    case dayOfYear(day: Bool)
  }

  private var kinds: [Kind] = []
  /// Days from 1899-12-30 to day 0.
  private var epoch = 0

  /// Days are counted from 1904-01-01, as workbooks of old Macs do (18.2.28, `date1904`): 44925 is 2026-12-31 there and 2022-12-30 else.
  mutating func countFrom1904() { epoch = 1462 }

  init() {}

  init(_ styles: XMLTree) {
    guard let root = styles.root else { return }
    var codes: [Int: String] = [:]
    if let list = styles.child(of: root, "numFmts") {
      for node in styles.children(of: list) {
        if let id = styles.integer("numFmtId", of: node) { codes[id] = styles.attribute("formatCode", of: node) }
      }
    }
    guard let list = styles.child(of: root, "cellXfs") else { return }
    kinds = styles.children(of: list, named: "xf").map { node in
      let id = styles.integer("numFmtId", of: node) ?? 0
      return codes[id].map(Self.kind) ?? Self.builtIn(id)
    }
  }

  private static func builtIn(_ id: Int) -> Kind {
    switch id {
    case 9, 10: .percent
    case 14, 15, 22, 30: .date(day: true, month: true, chinese: false)
    case 17: .date(day: false, month: true, chinese: false)
    case 16: .dayOfYear(day: true)
    case 27, 36, 50, 52, 57: .date(day: false, month: true, chinese: true)
    case 28, 29, 31, 51, 53, 54, 58: .date(day: true, month: true, chinese: true)
    default: .plain
    }
  }

  private static func kind(_ code: String) -> Kind {
    let section = FormatSection(code)
    if section.bare.contains("%") { return .percent }
    let lower = section.bare.lowercased()
    if lower.allSatisfy({ "ymdhs年月日-/.:\\\" 时分秒@;apl_*,e".contains($0) }) {
      let (day, month) = (lower.contains("d"), lower.contains("m"))
      if lower.contains("y") || lower.contains("e") && month { return .date(day: day, month: month, chinese: code.contains("年")) }
      // 月 behind it or a day beside it: m is a month there. Else it is minutes: mm:ss, d"天"h"小时"mm"分".
      let isMonth = month && (code.contains("月") || day && !lower.contains { "hs".contains($0) })
      if isMonth { return .dayOfYear(day: day) }
    }
    return section.words.map { .worded(front: $0.front, back: $0.back) } ?? .plain
  }

  /// What a cell with this raw value and style shows. Values that are no numbers are shown as they are.
  func shown(_ value: String, style: Int?) -> String {
    guard let number = Double(value), number.isFinite else { return value }
    let kind = style.flatMap { kinds.indices.contains($0) ? kinds[$0] : nil } ?? .plain
    switch kind {
    case .plain: return Self.decimal(number)
    case .percent: return Self.decimal(number * 100) + "%"
    case .worded(let front, let back): return front + Self.decimal(number) + back
    case .date(let day, let month, let chinese): return date(number, day, month, chinese) ?? Self.decimal(number)
    case .dayOfYear(let day): return calendarDay(number).map { "\($0.month)月" + (day ? "\($0.day)日" : "") } ?? Self.decimal(number)
    }
  }

  /// At most twelve significant digits: what was typed, without the noise of binary fractions.
  private static func decimal(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    let scale = pow(10, 11 - floor(log10(abs(number))))
    guard scale.isFinite, scale > 0, scale < 1e300 else { return "\(number)" }
    return "\((number * scale).rounded() / scale)"
  }

  /// Days since the first of the workbook, as a date of the Gregorian calendar (Howard Hinnant, chrono-Compatible Low-Level Date
  /// Algorithms). Nil for what is too small or too large to be one.
  private func calendarDay(_ serial: Double) -> (year: Int, month: Int, day: Int)? {
    guard serial >= (epoch == 0 ? 61 : 1), serial < 2_958_466 - Double(epoch) else { return nil }
    let z = Int(serial) + epoch + 693_899
    let era = z / 146_097
    let doe = z - era * 146_097
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100)
    let mp = (5 * doy + 2) / 153
    let month = mp < 10 ? mp + 3 : mp - 9
    return (yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1)
  }

  private func date(_ serial: Double, _ day: Bool, _ month: Bool, _ chinese: Bool) -> String? {
    guard let (y, m, d) = calendarDay(serial) else { return nil }
    if chinese { return "\(y)年" + (month ? "\(m)月" : "") + (day ? "\(d)日" : "") }
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(y)" + (month ? "-" + two(m) : "") + (day ? "-" + two(d) : "")
  }
}

/// The first section of a format code, which is that of positive numbers.
private struct FormatSection {
  /// Without quoted and bracketed parts.
  private(set) var bare = ""
  /// What stands as it is in front of the digits and behind them.
  private var literals = (front: "", back: "")
  private var isConditional = false

  init(_ code: String) {
    var isQuoted = false
    var isEscaped = false
    var depth = 0
    // The format of what is shown as it was typed, by its English and its Chinese name.
    for c in code.prefix(200).replacing("General", with: "0").replacing("G/通用格式", with: "0") {
      if isEscaped || isQuoted && c != "\"" {
        add(c)
        isEscaped = false
        continue
      }
      if c == ";" { break }
      switch c {
      case "\"": isQuoted.toggle()
      case "[": depth += 1
      case "]": depth -= 1
      case "\\", "!": isEscaped = true
      case "<", ">", "=": isConditional = isConditional || depth > 0
      default: if depth == 0, c.isLetter, !c.isASCII { add(c) }
      }
      if depth == 0, c != "]", c != "\"" { bare.append(c) }
    }
  }

  private mutating func add(_ c: Character) {
    if bare.contains(where: Self.isDigit) { literals.back.append(c) } else { literals.front.append(c) }
  }

  private static func isDigit(_ c: Character) -> Bool { c == "0" || c == "#" || c == "?" }

  /// The words, where the number between them is the one that is stored: no condition, no comma behind the digits, which would show thousands.
  var words: (front: String, back: String)? {
    let digits = bare.filter { Self.isDigit($0) || $0 == "," || $0 == "." }
    let isWord = { (text: String) in text.allSatisfy { $0.isLetter || "%％‰℃/²³".contains($0) } }
    guard !isConditional, digits.contains("0") || digits.contains("#"), digits.last != ",",
      isWord(literals.front), isWord(literals.back), !(literals.front + literals.back).isEmpty
    else { return nil }
    return literals
  }
}
