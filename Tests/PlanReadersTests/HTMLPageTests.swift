import PlanReaders
import PlanText
import Testing

/// Pages of several makes: the paragraphs are the body, the rest is chrome.
@Suite struct HTMLPageTests {
  struct Layout: Sendable, CustomTestStringConvertible {
    let name: String
    let html: String
    /// Lines that must be body besides the paragraphs.
    var extra: [String] = []
    /// Words that may stand in no body line.
    var furniture: [String]
    var testDescription: String { name }
  }

  private static let p = Fixture.paragraphs.map { "<p style=\"text-indent:2em\">\($0)</p>" }.joined(separator: "\n")

  static let layouts: [Layout] = [
    Layout(
      name: "portal with menus and footer",
      html: """
        <div class="header"><ul class="menu"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li>
        <li><a href="/hd">互动交流</a></li></ul></div>
        <div class="crumb">您现在的位置：<a href="/">首页</a> &gt; <a href="/zc">政策文件</a></div>
        <div class="article"><h1>清河市水网建设方案</h1>
        <div class="info">来源：清河市水务局　发布时间：2022-03-01 09:30　浏览次数：<span>12</span></div>
        <div class="tools">【字体：<a>大</a> <a>中</a> <a>小</a>】 <a>打印</a> 分享到：</div>
        <div id="zoom">\(p)</div></div>
        <div class="xgwz"><h3>相关链接</h3><ul><li><a>清河市水网建设方案解读，看看有哪些新变化。</a></li></ul></div>
        <div class="footer"><p>主办单位：清河市人民政府办公室 承办：清河市政务数据局</p><p>云ICP备12345678号 网站标识码：9900000001</p>
        <p>本网站由清河市人民政府办公室主办，未经许可，任何单位和个人不得转载、复制本站内容，违者依法追究责任。</p></div>
        """,
      extra: ["清河市水网建设方案"],
      furniture: ["首页", "政务公开", "您现在的位置", "来源", "字体", "打印", "相关链接", "主办", "ICP", "解读", "转载"]),
    Layout(
      name: "old nested tables, one cell with line breaks",
      html: """
        <table width=1000><tr><td><a href=1>首页</a>|<a href=2>领导之窗</a>|<a href=3>通知公告</a></td></tr></table>
        <table width=1000><tr><td width=200 valign=top><table><tr><td><a href=4>水务动态一览</a></td></tr><tr><td><a href=5>办事指南大全</a></td></tr></table></td>
        <td valign=top><table><tr><td align=center><font size=5><b>清河市水网建设方案</b></font></td></tr>
        <tr><td><font>&nbsp;&nbsp;&nbsp;&nbsp;\(Fixture.paragraphs.joined(separator: "<br>\n&nbsp;&nbsp;&nbsp;&nbsp;"))</font></td></tr>
        <tr><td align=right>【<a href="javascript:window.print()">打印本页</a>】【<a href="javascript:window.close()">关闭窗口</a>】</td></tr></table></td></tr></table>
        <table><tr><td>版权所有：清河市水务局　建议使用IE6以上浏览器</td></tr></table>
        """,
      extra: ["清河市水网建设方案"], furniture: ["首页", "领导之窗", "动态一览", "办事指南", "打印", "版权"]),
    Layout(
      name: "TRS editor with styles and fragments",
      html: """
        <div class="nav_box"><a>首页</a><a>信息公开</a></div><div class="bt-box"><h2>清河市水网建设方案</h2></div>
        <div class="TRS_Editor"><style>.TRS_Editor P{margin:0}</style><div class="Custom_UnionStyle">\
        \(Fixture.paragraphs.map { "<div align='justify'><span>\($0.prefix(6))</span><span lang='EN-US'>\($0.dropFirst(6))</span></div>" }.joined())</div></div>
        <div class="fj"><p>附件：<a href="1.docx">清河市水网建设任务分工表.docx</a></p><p><a href="2.docx">　　附件2.docx</a></p></div>
        <div id="sharebox"><a>微信</a><a>微博</a></div><div class="bottom"><a>网站地图</a> | <a>联系我们</a></div>
        """,
      extra: ["附件：清河市水网建设任务分工表.docx"], furniture: ["首页", "信息公开", "微信", "网站地图", "附件2"]),
    Layout(
      name: "mobile page of divs only",
      html: """
        <div class="m-top"><div><a>返回</a></div><div><a>菜单</a></div></div>
        <div class="m-wrap"><div class="m-t">清河市水网建设方案</div><div class="m-s">2022-03-01 来源：清河发布</div>
        <div class="m-c">\(Fixture.paragraphs.map { "<div>\($0)</div>" }.joined())</div></div>
        <div class="m-b"><div><a>上一篇：清河市召开水利工作会议，部署全年重点任务</a></div><div><a>下一篇：关于节日值班的通知</a></div></div>
        <div>扫一扫在手机打开当前页</div>
        """,
      furniture: ["返回", "菜单", "来源", "上一篇", "下一篇", "扫一扫"]),
    Layout(
      name: "lists of links inside of the main column",
      html: """
        <div class="main"><ul><li><a>水务要闻</a></li><li><a>政策法规</a></li></ul>\(p)
        <p>附件1：<a href="a.xlsx">主要指标表</a></p>
        <p>相关文件</p><ul><li><a>云川省水利发展规划</a></li><li><a>清河市国土空间规划</a></li></ul></div>
        """,
      extra: ["附件1：主要指标表"], furniture: ["要闻", "法规", "相关文件", "云川省水利发展规划", "国土空间"]),
    Layout(
      name: "metadata table",
      html: """
        <div class="wrap"><table class="bd1"><tr><td><b>索 引 号：</b></td><td>00123/2022-0004</td><td><b>主题分类：</b></td><td>水利、水务</td></tr>
        <tr><td>发文机关：</td><td>清河市人民政府</td><td>成文日期：</td><td>2022年03月01日</td></tr>
        <tr><td>标　　题：</td><td colspan=3>清河市人民政府关于印发清河市水网建设方案的通知</td></tr>
        <tr><td>发文字号：</td><td>清政发〔2022〕4号</td><td>发布日期：</td><td>2022年03月05日</td></tr></table>
        <div>\(p)</div></div>
        """,
      furniture: ["索引号", "索 引 号", "00123", "清政发"]),
    Layout(
      name: "annex and signature beside the main element",
      html: """
        <div id="nav"><a>首页</a> <a>公开目录</a></div><div class="box"><div class="text">\(p)</div>
        <div class="sign">清河市水务局</div><div class="date">2022年3月1日</div>
        <div><p>附件</p><table border=1><tr><td>序号</td><td>任务</td><td>责任单位</td></tr><tr><td>1</td><td>建设清河水库</td><td>市水务局</td></tr></table></div></div>
        """,
      extra: ["清河市水务局", "2022年3月1日", "附件", "序号\t任务\t责任单位", "1\t建设清河水库\t市水务局"],
      furniture: ["首页", "公开目录"]),
  ]

  @Test(arguments: layouts) func theDocumentIsFound(_ layout: Layout) throws {
    let document = try read(Fixture.html(layout.html, title: "清河市水网建设方案-清河市人民政府网站"))
    let body = document.bodyLines
    for line in Fixture.paragraphs + layout.extra { #expect(body.contains(line), "missing: \(line)") }
    for word in layout.furniture {
      #expect(!body.contains { $0.contains(word) }, "\(word) in \(body.filter { $0.contains(word) })")
    }
    #expect(document.page.title == "清河市水网建设方案" || layout.name == "metadata table")
  }

  @Test func metadataTablesGiveFacts() throws {
    let layout = try #require(Self.layouts.first { $0.name == "metadata table" })
    let page = try read(Fixture.html(layout.html, title: "清河市政策文件")).page
    #expect(page.title == "清河市人民政府关于印发清河市水网建设方案的通知")
    #expect(page.documentNumber == "清政发〔2022〕4号")
    #expect(page.issuer == "清河市人民政府")
    #expect(page.issuedOn == "2022-03-01")
    #expect(page.publishedOn == "2022-03-05")
  }

  @Test func listsOfLabelsGiveFacts() throws {
    let page = try read(
      Fixture.html(
        "<ul><li><span>统一编号：</span> QH0320220001</li><li><span>文　　号：</span>清水规字〔2022〕1号</li>"
          + "<li><span>实施日期：</span>2022年4月1日</li><li><span>发布机关：</span>清河市水务局</li></ul>"
          + Fixture.paragraphs.map { "<p>\($0)</p>" }.joined()))
    #expect(page.page.documentNumber == "清水规字〔2022〕1号")
    #expect(page.page.issuer == "清河市水务局")
    #expect(page.bodyLines == Fixture.paragraphs)
  }

  @Test func metaElementsGiveFacts() throws {
    let head = """
      <meta name="ArticleTitle" content="清河市水网建设方案"><meta name="PubDate" content="2022-3-5 11:19">
      <meta name="ContentSource" content="清河市水务局"><meta name="SiteName" content="清河市人民政府网站">
      """
    let page = try read("<html><head>\(head)<title>x</title></head><body><p>\(Fixture.paragraphs[1])</p></body></html>")
      .page
    #expect(page.title == "清河市水网建设方案")
    #expect(page.publishedOn == "2022-03-05")
    #expect(page.contentSource == "清河市水务局")
    #expect(page.site == "清河市人民政府网站")
  }

  @Test func aGB2312PageIsRead() throws {
    let layout = Self.layouts[1]
    let html =
      "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\"></head><body>\(layout.html)</body></html>"
    let bytes = try #require(CharsetDecoder.encode(html, as: .gb18030))
    let document = try readDocument(path: "old.htm", bytes: bytes)
    #expect(document.encoding.name == "GB18030")
    for line in Fixture.paragraphs { #expect(document.bodyLines.contains(line)) }
  }

  @Test func aBig5PageOfTaiwanIsRead() throws {
    let lines = Fixture.traditional.split(separator: "\n").map(String.init)
    let html = """
      <html><head><meta http-equiv="Content-Type" content="text/html; charset=big5"><title>施政計畫-雲川市政府全球資訊網</title></head>
      <body><div id="header"><a>網站導覽</a> <a>回首頁</a></div><div class="path">現在位置：<a>首頁</a> &gt; <a>施政計畫</a></div>
      <div class="cp">\(lines.map { "<p>\($0)</p>" }.joined())</div><div class="func"><a>友善列印</a> <a>回上一頁</a></div>
      <div class="ft">版權所有 © 雲川市政府　地址：雲川市中山路1號</div></body></html>
      """
    let document = try readDocument(path: "tw.html", bytes: try #require(CharsetDecoder.encode(html, as: .big5)))
    #expect(document.bodyLines == lines)
    #expect(document.page.title == "施政計畫-雲川市政府全球資訊網" || document.page.title == "施政計畫")
  }

  @Test func aDuplicateForSearchEnginesIsLeftOut() throws {
    let text = Fixture.paragraphs.map { "<p>\($0)</p>" }.joined()
    let document = try read(Fixture.html("<div>\(text)</div><div style=\"display:none\">\(text)</div>"))
    #expect(document.bodyLines == Fixture.paragraphs)
  }

  @Test func aPageThatIsATableIsADocument() throws {
    let rows = (1...8).map { "<tr><td>\($0)</td><td>建设第\($0)号泵站，提升排涝能力</td><td>市水务局</td></tr>" }.joined()
    let document = try read(
      Fixture.html("<div class=nav><a>首页</a><a>公示公告</a></div><div><p>任务分工表</p><table>\(rows)</table></div>"))
    #expect(document.bodyLines.count == 9)
    #expect(document.bodyLines.last == "8\t建设第8号泵站，提升排涝能力\t市水务局")
  }
}
