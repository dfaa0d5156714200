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

  @Test func headingsKeepTheirLevel() throws {
    let document = try read("<h2>第一章　总则</h2><p>内容。</p>")
    #expect(document.blocks.map(\.kind) == [.heading(level: 2), .paragraph])
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
