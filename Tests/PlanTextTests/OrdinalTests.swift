import Testing

@testable import PlanText

@Suite struct OrdinalTests {
  @Test(arguments: [
    ("一、总体要求", MarkerStyle.ideographic, "一", 1, 2),
    ("十一、保障", .ideographic, "十一", 11, 3),
    ("二十三、附则", .ideographic, "二十三", 23, 4),
    ("壹、前言", .formal, "壹", 1, 2),
    ("(一)指导思想", .bracketedIdeographic, "（一）", 1, 3),
    ("(十二)、督查", .bracketedIdeographic, "（十二）", 12, 5),
    ("1.加强建设", .decimal, "1", 1, 2),
    ("4. 搭建平台", .decimal, "4", 4, 3),
    ("12、落实", .decimal, "12", 12, 3),
    ("11.121人才梯队项目", .decimal, "11", 11, 3),
    ("1.1 目标", .decimalTwo, "1.1", 1, 4),
    ("2.3.4 目标", .decimalThree, "2.3.4", 4, 6),
    ("(1)完善", .bracketedDecimal, "（1）", 1, 3),
    ("①建设", .circled, "①", 1, 1),
    ("第一章 总则", .chapter, "第一章", 1, 4),
    ("第十二条 本办法", .article, "第十二条", 12, 5),
    ("第三部分 任务", .volume, "第三部分", 3, 5),
    ("附件2 分工表", .annex, "附件2", 2, 4),
    ("专栏1 主要指标", .box, "专栏1", 1, 4),
    ("——坚持", .dash, "", 0, 2),
    ("—坚持", .dash, "", 0, 1),
    ("——2022年，改造户厕", .dash, "", 0, 2),
  ])
  func parses(_ text: String, style: MarkerStyle, ordinal: String, value: Int, length: Int) {
    let scalars = Array(text.unicodeScalars)
    let marker = Marker.parse(scalars, at: 0, limit: scalars.count)
    #expect(marker == Marker(style: style, value: value, ordinal: ordinal, length: length))
  }

  @Test(arguments: [
    "1.5亿元投入", "2025年，全市", "2.3%左右", "三、四十年前", "一般公共预算", "十五五时期", "第一次会议", "附件1所列", "附件1.docx", "3个百分点",
    "(2025年)", "一二三产业", "100.5万吨", "十九届五中全会",
  ])
  func refuses(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    #expect(Marker.parse(scalars, at: 0, limit: scalars.count) == nil)
  }

  @Test func neverReadsBeyondItsLimit() {
    for text in ["一、", "(一)", "第十二条", "1.1.1 ", "附件12", "①", "——", "二十三、"] {
      let scalars = Array(text.unicodeScalars)
      for limit in 0...scalars.count {
        let marker = Marker.parse(scalars, at: 0, limit: limit)
        #expect((marker?.length ?? 0) <= limit)
      }
    }
  }
}
