import Foundation
import PlanReaders
import PlanText
import Testing

@Suite struct HTMLTextTests {
  private func lines(_ inner: String) throws -> [String] { try read(inner, path: "a.html").bodyLines }

  @Test func inlineElementsDoNotSplitText() throws {
    #expect(try lines("<p>20<span>18</span>年<b>工作</b><span> </span>要点</p>") == ["2018年工作 要点"])
  }

  @Test func blanksCollapseAsInABrowser() throws {
    #expect(try lines("<p>  到 2025\t年，\n   全市达到&nbsp;95%</p>") == ["到 2025 年，全市达到\u{A0}95%"])
    #expect(try lines("<p>green\nwater</p>") == ["green water"])
  }

  @Test func entitiesAreDecoded() throws {
    #expect(try lines("<p>&ldquo;十四五&rdquo;&#20027;&#x8981;&lt;目标&gt;&amp;任务&hellip;</p>") == ["“十四五”主要<目标>&任务…"])
  }

  @Test func breaksAndBlocksEndLines() throws {
    #expect(try lines("<div>一<br>二<div>三</div>四</div><ul><li>五<li>六</ul>") == ["一", "二", "三", "四", "五", "六"])
    #expect(try lines("<pre>一\n  二</pre>") == ["一", "二"])
  }

  @Test func rowsOfDataTablesKeepTheirCells() throws {
    let document = try read(
      "<p>指标如下：</p><table><tr><th>序号<th>指标<th>2025年</tr><tr><td>1</td><td>供水<br>保证率</td><td></td></tr>"
        + "<tr><td></td><td>总量</td><td>12亿</td></tr></table>")
    #expect(document.bodyLines == ["指标如下：", "序号\t指标\t2025年", "1\t供水 保证率", "总量\t12亿"])
    let cells = document.blocks.compactMap { block -> [String]? in
      if case .tableRow(let cells) = block.kind { cells.map(document.quote) } else { nil }
    }
    #expect(cells == [["序号", "指标", "2025年"], ["1", "供水 保证率", ""], ["", "总量", "12亿"]])
  }

  @Test func hiddenThingsAreLeftOut() throws {
    #expect(
      try lines(
        "<p>甲</p><p style='DISPLAY : none'>乙</p><div hidden>丙</div><script>丁</script><style>戊</style><!-- 己 -->"
          + "<noscript>庚</noscript><textarea>辛</textarea><p>壬</p>") == ["甲", "壬"])
  }

  @Test func aBodyHiddenUntilAScriptHasRunIsShown() throws {
    let page = "<html><body style='visibility: hidden'><p>\(Fixture.paragraphs[1])</p></body></html>"
    #expect(try read(page).bodyLines == [Fixture.paragraphs[1]])
  }

  @Test func anArticleHiddenUntilAScriptHasRunIsShown() throws {
    let body = Fixture.paragraphs.map { "<p>\($0)</p>" }.joined()
    let head = "<h1>清河市水网建设方案</h1><div style='visibility:hidden'><p>分享到朋友圈</p></div>"
    let page = "\(head)<div id='js_content' style='visibility: hidden; opacity: 0;'>\(body)</div><p>微信扫一扫关注该公众号</p>"
    let shown = try read(Fixture.html(page)).string
    #expect(shown.contains(Fixture.paragraphs.joined(separator: "\n")) && !shown.contains("朋友圈"))
  }

  @Test func whatIsVisibleInsideOfWhatIsHiddenIsShown() throws {
    let body = Fixture.paragraphs.map { "<p>\($0)</p>" }.joined()
    let inner = "<div style='visibility:hidden'>甲<p style='visibility:visible !important'>乙</p><p>丙</p></div>"
    #expect(try read(Fixture.html(body + inner + "<p style='backface-visibility:hidden'>丁</p>")).string.hasSuffix("进展情况。\n乙\n丁"))
  }

  @Test(arguments: [
    ("新建科普基地<sup><a href='#_ftn1'>1</a></sup>30个", "新建科普基地30个"), ("科技辅导员<sup>2</sup>200人次", "科技辅导员200人次"),
    ("比例<sup>[3]</sup>达到15%", "比例达到15%"), ("（含县级）<sup>〔1-3〕</sup>12个", "（含县级）12个"), ("基地<sup>①</sup>30个", "基地30个"),
    ("基地<a href='#_ftn1'><span class='MsoFootnoteReference'>[1]</span></a>30个", "基地30个"),
    ("基地<span style='VERTICAL-ALIGN: super'>1</span>30个", "基地30个"), ("2025<a href='p.html#note1'><sup>1</sup></a>年", "2025年"),
    ("10<sup>3</sup>吨", "10³吨"), ("30km <sup>2</sup>，5m<sup>3</sup>/s，库容20米<sup>3</sup>", "30km²，5m³/s，库容20米³"), ("s<sup>-1</sup>", "s⁻¹"),
    ("<sup>1</sup>30个为市级基地。", "[1] 30个为市级基地。"), ("the 5<sup>th</sup> plan", "the 5th plan"), ("CO<sub>2</sub>与PM<sub>2.5</sub>", "CO2与PM2.5"),
  ])
  func raisedNumbersAreNotGluedToFigures(_ inner: String, _ expected: String) throws {
    #expect(try lines("<p>\(inner)</p>") == [expected])
  }

  @Test func whatIsStruckOutIsLeftOut() throws {
    #expect(try lines("<p>新建科普基地<del>50</del><ins>80</ins>个，<s>12</s><strike>13</strike>15所学校参加。</p>") == ["新建科普基地80个，15所学校参加。"])
  }

  @Test func readingsBesideCharactersAreLeftOut() throws {
    #expect(try lines("<p>推动<ruby>素<rt>sù</rt>質<rp>(</rp><rt>zhì</rt><rp>)</rp></ruby>比例<ruby>達<rt>dá</ruby>到15%</p>") == ["推动素質比例達到15%"])
  }

  @Test func anEndTagThatIsForgottenStrikesNothingOut() throws {
    let body = Fixture.paragraphs.map { "<div>\($0)</div>" }.joined()
    #expect(try read(Fixture.html("<div>2024年</div><s>\(body)")).string.hasSuffix(Fixture.paragraphs.joined(separator: "\n")))
  }

  @Test(arguments: [
    ("<ol class='custom_cn list-paddingleft-1'><li class='list-cn-1-1'><p>总体要求</p></li></ol><p>正文。</p><ol class='custom_cn' start='2'><li><p>任务</p></ol>",
      ["一、总体要求", "正文。", "二、任务"]),
    ("<ol class='custom_cn2'><li>甲<li>乙<ol type='A' start='3'><li>丙<li value='7'>丁</ol></ol>", ["（一）甲", "（二）乙", "C. 丙", "G. 丁"]),
    ("<ol><li>　2025年目标。<li><br>（二）建设基地<li>20个基地</ol>", ["1. 2025年目标。", "（二）建设基地", "3. 20个基地"]),
    ("<ol style='LIST-STYLE: none outside'><li>甲</ol><ol style='list-style-type:cjk-ideographic'><li>乙<li style='list-style:none'>丙</ol>", ["甲", "一、乙", "丙"]),
    ("<ol reversed><li>甲<li>乙</ol><ul><li>丙</ul>", ["2. 甲", "1. 乙", "丙"]),
    ("<table><tr><td>任务<td><ol><li>甲<li>乙</ol><tr><td>一<td>二</table>", ["任务\t1. 甲 2. 乙", "一\t二"]),
  ])
  func orderedListsShowTheirNumbers(_ inner: String, _ expected: [String]) throws {
    #expect(try lines(inner) == expected)
  }

  @Test func listsOfLinksGetNoNumbers() throws {
    let menu = "<ol class='breadcrumb'><li><a href='/'>首页</a></li><li><a href='/zc'>政策文件</a></li></ol>"
    let body = Fixture.paragraphs.map { "<p>\($0)</p>" }.joined()
    #expect(try read(Fixture.html(menu + body)).string.hasPrefix("首页\n政策文件\n一、总体要求"))
  }

  @Test func headingsKeepTheirLevel() throws {
    let document = try read("<h2>第一章　总则</h2><p>内容。</p>")
    #expect(document.blocks.map(\.kind) == [.heading(level: 2), .paragraph])
  }

  /// Word writes the numbers of lists between them.
  @Test(arguments: [
    ("<p><![if !supportLists]><span>一、</span><![endif]>总体要求</p>", ["一、总体要求"]), ("<p>甲</p><!><p><![CDATA[乙]]>丙</p>", ["甲", "丙"]),
    ("<p>甲<!--[if !supportLists]-->乙<!--[endif]--><!-- <! -->丙</p>", ["甲乙丙"]),
    ("<script>//<![CDATA[\nif (a<!b) x = '>';\n//]]></script><p>甲</p><STYLE><!\np{}</STYLE><p>乙</p>", ["甲", "乙"]),
    ("<p title='<!x'>甲</p><p>乙 <! 丙", ["甲", "乙 <! 丙"]),
  ])
  func bogusCommentsAreNoText(_ inner: String, _ expected: [String]) throws {
    #expect(try lines(inner) == expected)
  }

  @Test func manyBogusCommentsTakeLinearTime() throws {
    let page = String(repeating: "<![if x]>", count: 100_000) + "<p>甲</p>" + String(repeating: "<!-- <script <![if ", count: 100_000)
    #expect(try lines(page) == ["甲"])
  }

  @Test func blocksAreTheLinesOfTheText() throws {
    let document = try read(Fixture.html(Fixture.paragraphs.map { "<p>　　\($0)</p>" }.joined()))
    #expect(document.string == Fixture.paragraphs.joined(separator: "\n"))
    #expect(document.blocks.count == Fixture.paragraphs.count)
  }
}

@Suite struct HTMLLimitTests {
  @Test func deepNestingIsRefusedOrRead() throws {
    let deep = String(repeating: "<div>", count: 100_000) + "文" + String(repeating: "</div>", count: 100_000)
    #expect(throws: ReadError.tooDeep(path: "page.html", limit: 10_000)) { try read(deep) }
    let allowed = try read(deep, limits: ReaderLimits(depth: 200_000))
    #expect(allowed.string == "文")
  }

  @Test func forgottenEndTagsAreNoReasonToRefuse() throws {
    let page = (0..<2000).map { "<p><font><b><span>第\($0)段。" }.joined()
    #expect(try read(page).blocks.count == 2000)
  }

  @Test func tooManyNodesAreRefused() {
    #expect(throws: ReadError.tooManyNodes(path: "page.html", limit: 50)) {
      try read(String(repeating: "<i>一</i>", count: 100), limits: ReaderLimits(nodes: 50))
    }
  }

  @Test func entitiesFromOutsideAreNotRead() throws {
    let page = "<!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><html><body><p>甲&x;乙。</p></body></html>"
    let document = try read(page)
    #expect(!document.string.contains("root:"))
  }

  @Test func brokenMarkupIsRead() throws {
    for page in ["<", "<p", "<!--", "<table", "&#x110000;", "<a href=\""] { _ = try? read(page) }
    for page in [
      "<p>甲", "</p></p>甲", "<table><td>甲<table><tr>乙", "<a><a><a>甲", "甲<!-- 乙", "<p>甲\u{0}乙，各级各部门要加强组织领导。</p>",
    ] {
      #expect(try read(page).string.contains("甲"), "\(page)")
    }
  }
}

@Suite struct HTMLGridTests {
  /// The rows' cells on the grid.
  private func grid(_ table: String) throws -> [[String]] {
    let document = try read("<p>分工如下：</p><table>\(table)</table>")
    return document.blocks.compactMap { block in
      if case .tableRow(let cells) = block.kind { cells.map(document.quote) } else { nil }
    }
  }

  @Test func cellsThatSpanColumnsAreRepeated() throws {
    #expect(
      try grid("<tr><th colspan=2>指标<th>2025</tr><tr><td>甲<td>乙<td>3</tr><tr><td>丙<td colspan='2'>丁</tr>")
        == [["指标", "指标", "2025"], ["甲", "乙", "3"], ["丙", "丁", "丁"]])
  }

  @Test func cellsThatSpanRowsKeepTheirSpan() throws {
    let document = try read(
      "<table><tr><td>一<td rowspan=3>甲<td>1</tr><tr><td>二<td>2</tr><tr><td>三<td>3</tr><tr><td>四<td>乙<td>4</tr></table>")
    let rows = document.blocks.compactMap { block -> (SourceSpan, [SourceSpan])? in
      if case .tableRow(let cells) = block.kind { (block.span, cells) } else { nil }
    }
    #expect(rows.map { $0.1.map(document.quote) } == [["一", "甲", "1"], ["二", "甲", "2"], ["三", "甲", "3"], ["四", "乙", "4"]])
    #expect(rows[0].1[1] == rows[2].1[1])
    #expect(rows[2].0.start > rows[2].1[1].end, "the cell lies outside of the row")
    #expect(document.bodyLines == ["一\t甲\t1", "二\t2", "三\t3", "四\t乙\t4"])
  }

  @Test func blocksOfColumnsAndRows() throws {
    #expect(
      try grid(
        "<tr><td rowspan=2 colspan=2>甲<td>1<td rowspan=3>尾</tr><tr><td>2</tr><tr><td>乙<td>丙<td>3</tr>"
          + "<tr><td>丁<td>戊<td>4<td>己</tr>")
        == [["甲", "甲", "1", "尾"], ["甲", "甲", "2", "尾"], ["乙", "丙", "3", "尾"], ["丁", "戊", "4", "己"]])
  }

  @Test func emptyCellsAndRowsCount() throws {
    #expect(
      try grid("<tr><td rowspan=2></td><td rowspan=3>甲<td>1</tr><tr><td></td></tr><tr><td>乙<td>2</tr><tr><td>丙<td>丁<td>3</tr>")
        == [["", "甲", "1"], ["乙", "甲", "2"], ["丙", "丁", "3"]])
    let document = try read("<table><tr><td rowspan=2></td><td>甲<td>1</tr><tr><td>乙<td>2</tr></table>")
    for block in document.blocks {
      if case .tableRow(let cells) = block.kind, let first = cells.first { #expect(first.isEmpty && first.start == block.span.start) }
    }
  }

  @Test func spansEndWithTheirRowGroup() throws {
    #expect(
      try grid(
        "<thead><tr><th rowspan=5>任务<th>单位</tr></thead><tbody><tr><td rowspan=0>甲<td>1</tr><tr><td>2</tr></tbody>"
          + "<tbody><tr><td>乙<td>3</tr></tbody>") == [["任务", "单位"], ["甲", "1"], ["甲", "2"], ["乙", "3"]])
  }

  @Test(arguments: ["x", "-3", "0", "", "99999999999999999999999", "2.5", " 2px"])
  func spansThatAreNoNumbers(value: String) throws {
    let rows = try grid("<tr><td>甲<td colspan='\(value)'>乙</tr><tr><td>丙<td>丁</tr>")
    let width = ["2.5": 3, " 2px": 3, "99999999999999999999999": 100][value] ?? 2
    #expect(rows.map(\.count) == [width, 2])
    #expect(Set(rows[0]) == ["甲", "乙"])
  }

  @Test func hostileSpansStayBounded() throws {
    let row = "<tr><td colspan=9999 rowspan=9999>甲<td>乙</tr>"
    let document = try read("<table>" + String(repeating: row, count: 20_000) + "</table>")
    var places = 0
    for block in document.blocks {
      if case .tableRow(let cells) = block.kind { places += cells.count }
    }
    #expect(document.blocks.count == 20_000)
    #expect(places < 1_100_000)
  }
}
