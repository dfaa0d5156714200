import FuzzTargets
import PlanReaders
import PlanText
import Testing

@Suite struct OpenReaderTests {
  private func lines(_ body: String, styles: String = "") throws -> [String] {
    try readDocument(path: "a.odt", bytes: PlanSheet.odt(body, styles: styles)).string.split(separator: "\n").map(
      String.init)
  }

  @Test func listsShowTheirNumbers() throws {
    let styles =
      "<text:list-style xmlns:style=\"s\" style:name=\"L1\"><text:list-level-style-number text:level=\"1\" style:num-suffix=\"、\" style:num-format=\"一, 二, 三, ...\"/><text:list-level-style-number text:level=\"2\" style:num-prefix=\"（\" style:num-suffix=\"）\" style:num-format=\"一, 二, 三, ...\"/><text:list-level-style-number text:level=\"3\" style:num-suffix=\".\" style:num-format=\"1\" text:display-levels=\"1\"/></text:list-style>"
    func item(_ text: String, _ inner: String = "") -> String {
      "<text:list-item><text:p>\(text)</text:p>\(inner)</text:list-item>"
    }
    let body =
      "<text:list xml:id=\"l1\" text:style-name=\"L1\">"
      + item(
        "总体要求",
        "<text:list>" + item("指导思想") + item("目标", "<text:list>" + item("甲") + item("乙") + "</text:list>")
          + "</text:list>")
      + "</text:list><text:p>正文。</text:p><text:list text:continue-list=\"l1\" text:style-name=\"L1\">" + item("主要任务")
      + "<text:list-header><text:p>无号</text:p></text:list-header>" + "</text:list>"
    #expect(
      try lines(body, styles: styles) == ["一、总体要求", "（一）指导思想", "（二）目标", "1. 甲", "2. 乙", "正文。", "二、主要任务", "无号"])
  }

  @Test func blanksBreaksNotesAndChanges() throws {
    let body =
      "<text:tracked-changes><text:changed-region><text:deletion><text:p>删去</text:p></text:deletion></text:changed-region></text:tracked-changes>"
      + "<text:p>  甲<text:s text:c=\"2\"/>乙\n  丙<text:tab/>丁<text:line-break/>戊<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注文</text:p></text:note-body></text:note>己</text:p>"
      + "<text:p><text:ruby><text:ruby-base>區</text:ruby-base><text:ruby-text>qū</text:ruby-text></text:ruby></text:p>"
    let document = try readDocument(path: "a.odt", bytes: PlanSheet.odt(body))
    #expect(document.bodyLines == ["甲  乙 丙\t丁", "戊己", "區"])
    #expect(document.chromeLines == ["[1] 注文"])
  }

  @Test func raisedNumbersAreNotGluedToFigures() throws {
    let names = "xmlns:style=\"s\""
    let styles =
      "<style:style \(names) style:name=\"T1\"><style:text-properties style:text-position=\"super 58%\"/></style:style>"
      + "<style:style \(names) style:name=\"T2\"><style:text-properties style:text-position=\"33% 58%\"/></style:style>"
      + "<style:style \(names) style:name=\"T3\"><style:text-properties style:text-position=\"sub 58%\"/></style:style>"
    func span(_ style: String, _ text: String) -> String { "<text:span text:style-name=\"\(style)\">\(text)</text:span>" }
    let body =
      "<text:p>新建基地\(span("T1", "["))\(span("T1", "1]"))30个，10\(span("T2", "3"))吨，CO\(span("T3", "2"))。</text:p><text:p>\(span("T1", "1"))30个为市级。</text:p>"
    #expect(try lines(body, styles: styles) == ["新建基地30个，10³吨，CO2。", "[1] 30个为市级。"])
  }

  @Test func tablesOfContentsAreSetApart() throws {
    func contents(_ title: String) -> String {
      "<text:table-of-content><text:table-of-content-source/><text:index-body>\(title)<text:p>一、总体要求<text:tab/>3</text:p></text:index-body></text:table-of-content>"
    }
    let body = "<text:p>一、总体要求</text:p>"
    let bare = try readDocument(path: "a.odt", bytes: PlanSheet.odt(contents("") + body))
    #expect(bare.chromeLines == ["一、总体要求\t3"] && bare.bodyLines == ["一、总体要求"])
    let title = "<text:index-title><text:p>目录</text:p></text:index-title>"
    let titled = try readDocument(path: "a.odt", bytes: PlanSheet.odt(contents(title) + body))
    #expect(titled.chromeLines == ["目录", "一、总体要求\t3"] && titled.bodyLines == ["一、总体要求"])
  }

  @Test func aTextWithAPasswordIsNamed() {
    let bytes = ZipWriter.archive([
      ZipWriter.Entry("content.xml", "????"),
      ZipWriter.Entry("META-INF/manifest.xml", "<manifest><file-entry><encryption-data/></file-entry></manifest>"),
    ])
    #expect(throws: ReadError.encrypted(path: "a.odt", entry: nil)) { try readDocument(path: "a.odt", bytes: bytes) }
  }
}
