import Foundation
import PlanReaders
import PlanText
import Testing

@testable import PlanExtraction

/// Layouts of tables of indicators, with made-up figures, as pages and as plain text.
@Suite struct IndicatorTableTests {
  /// `indicator op value unit kind deadline < baseline strength` of each target of a table in a plan for 2021—2025.
  private func targets(rows: [String], isPage: Bool) throws -> [String] {
    let cells = rows.map { $0.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) } }
    let head = "清河市水利发展规划（2021—2025年）"
    let lead = "加强水利设施建设，推动用水方式转变，主要指标如下表所示。"
    let text =
      isPage
      ? "<html><body><p>\(head)</p><p>一、主要目标</p><p>\(lead)</p><table>"
        + cells.map { "<tr>" + $0.map { "<td>\($0)</td>" }.joined() + "</tr>" }.joined() + "</table></body></html>"
      : "\(head)\n一、主要目标\n\(lead)\n" + cells.map { $0.joined(separator: "\t") }.joined(separator: "\n") + "\n二、任务\n加强领导。"
    let outline = Outline(of: try readDocument(path: isPage ? "plan.html" : "plan.txt", bytes: Array(text.utf8)))
    return TargetExtractor(book: try RuleBook.bundled()).targets(in: outline).map { target in
      let value = target.value.map { "\($0)" } ?? "?"
      let high = target.high.map { "—\($0)" } ?? ""
      let base = target.baseline.map { " < \($0.value) \($0.year ?? 0)" } ?? ""
      return "\(target.indicator) \(target.comparator.rawValue) \(value)\(high) \(target.unit ?? "-") \(target.kind.rawValue) "
        + "\(target.deadline ?? 0)\(base)\(target.strength == .mandatory ? " mandatory" : "")"
    }
  }

  static let layouts: [([String], [String])] = [
    (
      ["序号|指标|2020年|2025年|年均/累计|属性", "1|用水总量（亿立方米）|8.2|<8.5|—|约束性", "2|万元产值用水量下降（%）|—|—|[16]|约束性", "3|堤防达标率（%）|72.5|≥85|—|预期性"],
      [
        "用水总量 <= 850000000 立方米 ceiling 2025 < 820000000 2020 mandatory", "万元产值用水量下降 = 16 % growth 2025 mandatory",
        "堤防达标率 >= 85 % share 2025 < 72.5 2020",
      ]
    ),
    (
      ["项目|单位|2020年实际|2025年目标", "水库|座|12|15", "灌溉面积|万亩|30|36.5"],
      ["水库 = 15 座 count 2025 < 12 2020", "灌溉面积 = 365000 亩 level 2025 < 300000 2020"]
    ),
    (
      ["指标名称|现状值|目标值|属性", "自来水普及率|88%|95%以上|预期性", "供水人口|20万人|26万人左右|预期性"],
      ["自来水普及率 >= 95 % share 2025 < 88 2020", "供水人口 ~ 260000 人 count 2025 < 200000 2020"]
    ),
    (
      ["指标|2020年|2023年|2025年", "水库（座）|12|13|15"],
      ["水库 = 13 座 count 2023 < 12 2020", "水库 = 15 座 count 2025 < 12 2020"]
    ),
    (
      ["指标|单位|“十三五”末|“十四五”末", "水质达标率|%|80|90—92"], ["水质达标率 range 90—92 % share 2025 < 80 2020"]
    ),
    (
      ["指标|2025年|2020年", "水库（座）|15|12"], ["水库 = 15 座 count 2025 < 12 2020"]
    ),
    (["指标|2020年|2025年|2025年比2020年增长", "水库（座）|12|15|25%"], ["水库 = 15 座 count 2025 < 12 2020"]),
    (
      ["指标|单位|2020年|2025年", "1.5G基站|座|12|15", "5G基站数|座|12|15", "3岁以下婴幼儿托位数|个|12|15", "一、科普馆*|座|3|4"],
      [
        "5G基站 = 15 座 count 2025 < 12 2020", "5G基站数 = 15 座 count 2025 < 12 2020", "3岁以下婴幼儿托位数 = 15 个 count 2025 < 12 2020",
        "科普馆 = 4 座 count 2025 < 3 2020",
      ]
    ),
    (["指标|2018年|2020年", "水库（座）|12|15"], []),
    (["指标|2020年|2025年", "水库（座）|12|达到全省平均水平", "泵站（座）|3|—", "湖泊（个）|≥5（大型）≥8（小型）|大型5、小型8"], []),
    (
      ["类别|指标|单位|2025年|2020年|属性", "健康|婴儿死亡率|‰|<4.5|5.1|预期性", "|孕产妇死亡率|/10万|<12|14.5|约束性", "|早亡率|%|比2020年降低10%|15|预期性"],
      [
        "婴儿死亡率 <= 4.5 ‰ ceiling 2025 < 5.1 2020", "孕产妇死亡率 <= 12 /10万 ceiling 2025 < 14.5 2020 mandatory",
        "早亡率 = 10 % growth 2025 < 15 2020",
      ]
    ),
    (
      ["序号|重点任务|目标值（2025年）|牵头部门", "1|建设节水示范社区|30个|市水利局", "2|推广节水器具|5万套以上|市水利局", "3|改革水价|基本完成|市发展改革委"],
      ["节水示范社区 = 30 个 count 2025", "节水器具 >= 50000 套 count 2025"]
    ),
    (["任务|牵头单位|2020年|2025年", "新建5座水库|市水利局|3座|5座"], []),
  ]

  @Test(arguments: layouts) func page(rows: [String], expected: [String]) throws {
    let escaped = rows.map { $0.replacingOccurrences(of: "<", with: "&lt;") }
    let found = try targets(rows: escaped, isPage: true)
    #expect(found == expected)
  }

  @Test(arguments: layouts) func text(rows: [String], expected: [String]) throws {
    let found = try targets(rows: rows, isPage: false)
    #expect(found == expected)
  }
}
