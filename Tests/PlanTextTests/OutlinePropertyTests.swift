import Testing

@testable import PlanText

/// Plans made at random: what was put in comes out.
@Suite struct OutlinePropertyTests {
  struct Plan {
    var text = ""
    var sections: [String] = []
  }

  /// Sequences of styles as plans nest them.
  static let ladders: [[MarkerStyle]] = [
    [.ideographic, .bracketedIdeographic, .decimal, .bracketedDecimal, .circled],
    [.ideographic, .decimal, .bracketedDecimal],
    [.formal, .ideographic, .bracketedIdeographic, .decimal, .bracketedDecimal],
    [.chapter, .division, .ideographic, .bracketedIdeographic, .decimal],
    [.volume, .chapter, .article, .bracketedIdeographic, .decimal],
    [.bracketedIdeographic, .decimal, .bracketedDecimal, .circled],
    [.decimal, .decimalTwo, .decimalThree, .bracketedDecimal],
    [.ideographic, .bracketedIdeographic, .dash],
  ]

  static let words = ["科普", "水利", "交通", "教育", "卫生", "文化", "农业", "环境", "就业", "养老", "安全", "信用", "阵地", "队伍", "平台", "机制"]
  static let verbs = ["加强", "推进", "完善", "优化", "健全", "提升", "深化", "夯实", "拓展", "壮大"]
  static let tails = ["建设", "服务", "管理", "改革", "保障", "治理", "创新", "发展"]

  static func pick(_ list: [String], _ g: inout SeededGenerator) -> String { list[Int(g.next() % UInt64(list.count))] }

  static func title(_ g: inout SeededGenerator) -> String { pick(verbs, &g) + pick(words, &g) + pick(tails, &g) }

  static func prose(_ g: inout SeededGenerator) -> String {
    (0..<(2 + Int(g.next() % 3))).map { _ in
      "各级各部门要\(pick(verbs, &g))\(pick(words, &g))工作，在\(pick(words, &g))和\(pick(words, &g))方面形成合力，确保2025年完成\(g.next() % 90 + 10)项任务，投入1.5亿元以上。"
    }.joined()
  }

  static let numerals = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
  static let formal = ["", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖", "拾", "拾壹", "拾贰"]

  /// The marker as written and the ordinal as exported.
  static func marker(_ style: MarkerStyle, _ n: Int, above: String) -> (written: String, ordinal: String) {
    switch style {
    case .volume: ("第\(numerals[n])篇 ", "第\(numerals[n])篇")
    case .chapter: ("第\(numerals[n])章　", "第\(numerals[n])章")
    case .division: ("第\(numerals[n])节 ", "第\(numerals[n])节")
    case .article: ("第\(numerals[n])条　", "第\(numerals[n])条")
    case .formal: ("\(formal[n])、", formal[n])
    case .ideographic: ("\(numerals[n])、", numerals[n])
    case .bracketedIdeographic: ("（\(numerals[n])）", "（\(numerals[n])）")
    case .decimal: ("\(n).", "\(n)")
    case .decimalTwo, .decimalThree: ("\(above).\(n) ", "\(above).\(n)")
    case .bracketedDecimal: ("（\(n)）", "（\(n)）")
    case .circled: (String(Character(Unicode.Scalar(0x245F + UInt32(n)) ?? "①")), String(Character(Unicode.Scalar(0x245F + UInt32(n)) ?? "①")))
    default: ("——", "——\(n)")
    }
  }

  static func grow(
    _ plan: inout Plan, _ ladder: [MarkerStyle], _ depth: Int, path: [String], above: String, runIn: Bool, _ g: inout SeededGenerator
  ) {
    guard depth < ladder.count else { return }
    let style = ladder[depth]
    for n in 1...(2 + Int(g.next() % 4)) {
      let (written, ordinal) = marker(style, n, above: above)
      let title = title(&g)
      let goesDeeper = g.next() % 3 != 0 && depth + 1 < ladder.count
      let isRunIn = !goesDeeper && runIn && style != .chapter && style != .volume && style != .division || style == .dash
      if style == .article {
        plan.text += written + prose(&g) + "\n"
        plan.sections.append((path + [ordinal]).joined(separator: "/") + " -")
      } else {
        plan.text += written + title + (isRunIn ? "。" + prose(&g) : "\n" + prose(&g)) + "\n"
        plan.sections.append((path + [ordinal]).joined(separator: "/") + " " + title)
      }
      if goesDeeper {
        grow(&plan, ladder, depth + 1, path: path + [ordinal], above: ordinal, runIn: runIn, &g)
      }
    }
  }

  @Test(arguments: 0..<160) func whatWasPutInComesOut(_ seed: Int) {
    var g = SeededGenerator(seed: UInt64(seed) + 1)
    let ladder = Self.ladders[seed % Self.ladders.count]
    var plan = Plan()
    plan.text = "清河市事业发展规划\n" + Self.prose(&g) + "\n"
    Self.grow(&plan, ladder, 0, path: [], above: "", runIn: seed % 2 == 0, &g)
    #expect(tree(plan.text) == plan.sections)
  }
}
