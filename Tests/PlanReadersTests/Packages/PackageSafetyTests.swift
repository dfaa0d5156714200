import FuzzTargets
import PlanReaders
import PlanText
import Testing

/// Packages as attackers and accidents make them: bounded work, one clear error.
@Suite struct PackageSafetyTests {
  private func failure(_ bytes: [UInt8], _ path: String = "a.docx", limits: ReaderLimits = ReaderLimits()) -> ReadError?
  {
    do {
      _ = try readDocument(path: path, bytes: bytes, limits: limits)
      return nil
    } catch {
      return error
    }
  }

  private func word(_ main: String) -> [UInt8] { ZipWriter.archive([ZipWriter.Entry("word/document.xml", main)]) }

  private func body(_ content: String) -> String {
    "<w:document \(PlanSheet.wordNames)><w:body>\(content)</w:body></w:document>"
  }

  @Test func aBombIsNotUnpacked() {
    let bomb = [UInt8](repeating: 0x20, count: 30 << 20)
    let error = failure(ZipWriter.archive([ZipWriter.Entry("word/document.xml", bomb)]))
    guard case .overLimit(_, "word/document.xml", .expansionRatio, let found?, 200)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found > 900)
  }

  @Test func partsAndTheirSumAreLimited() {
    let text = body("<w:p>\(PlanSheet.wordText(String(repeating: "到二〇三五年。", count: 4000)))</w:p>")
    var limits = ReaderLimits()
    limits.bytes = 50_000
    guard case .overLimit(_, "word/document.xml", .bytes, _, 50_000)? = failure(word(text), limits: limits) else {
      Issue.record("a part over the limit was read")
      return
    }
    limits = ReaderLimits(expandedBytes: 60_000)
    guard case .overLimit(_, _, .expandedBytes, _, 60_000)? = failure(word(text), limits: limits) else {
      Issue.record("parts over the limit were read")
      return
    }
    limits = ReaderLimits(entries: 3)
    #expect(
      failure(PlanSheet.docx(""), limits: limits)
        == .overLimit(path: "a.docx", entry: nil, limit: .entries, found: 4, allowed: 3))
    limits = ReaderLimits(pages: 1)
    #expect(
      failure(OFDSheet.archive(["", ""]), "a.ofd", limits: limits)
        == .overLimit(path: "a.ofd", entry: "Doc_0/Document.xml", limit: .pages, found: 2, allowed: 1))
  }

  @Test func entriesThatShareTheirBytesAddUp() {
    // A local entry whose packed bytes all names point to cannot be written by hand here; many names for one text stand in.
    let part = Array(body("<w:p>\(PlanSheet.wordText("甲"))</w:p>").utf8) + [UInt8](repeating: 0x20, count: 100_000)
    let entries = (0..<50).map { ZipWriter.Entry("word/header\($0).xml", part) }
    let links = (0..<50).map { "<Relationship Id=\"r\($0)\" Type=\"x/header\" Target=\"header\($0).xml\"/>" }.joined()
    let bytes = ZipWriter.archive(
      entries + [
        ZipWriter.Entry("word/document.xml", body("<w:p>\(PlanSheet.wordText("正文"))</w:p>")),
        ZipWriter.Entry("word/_rels/document.xml.rels", "<Relationships>\(links)</Relationships>"),
      ])
    guard
      case .overLimit(_, _, .expandedBytes, _, 2_000_000)? = failure(
        bytes, limits: ReaderLimits(expandedBytes: 2_000_000))
    else {
      Issue.record("fifty parts passed")
      return
    }
  }

  @Test func entitiesAreNeitherDeclaredNorFetched() {
    let laughs =
      "<!DOCTYPE l [<!ENTITY a \"哈哈哈哈\">" + (1...20).map { "<!ENTITY a\($0) \"&a\($0 - 1);&a\($0 - 1);\">" }.joined()
      + "]>"
    for head in [
      laughs, "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\">",
      "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>",
    ] {
      let main = "<?xml version=\"1.0\"?>\n" + head + body("<w:p><w:r><w:t>&f;</w:t></w:r></w:p>")
      #expect(
        failure(word(main)) == .damaged(path: "a.docx", entry: "word/document.xml", problem: .documentType(line: 2)))
    }
    guard case .damaged(_, "word/document.xml", .xml)? = failure(word(body("<w:p><w:r><w:t>&f;</w:t></w:r></w:p>")))
    else {
      Issue.record("an entity that is not declared was read")
      return
    }
  }

  @Test func nestedTablesEndAtTheLimit() {
    let deep =
      String(repeating: "<w:tbl><w:tr><w:tc>", count: 10_000)
      + String(repeating: "</w:tc></w:tr></w:tbl>", count: 10_000)
    #expect(
      failure(word(body(deep)))
        == .overLimit(path: "a.docx", entry: "word/document.xml", limit: .depth, found: nil, allowed: 250))
    let allowed =
      String(repeating: "<w:tbl><w:tr><w:tc>", count: 80) + "<w:p>\(PlanSheet.wordText("深"))</w:p>"
      + String(repeating: "</w:tc></w:tr></w:tbl>", count: 80)
    #expect((try? readDocument(path: "a.docx", bytes: word(body(allowed))).string) == "深")
  }

  @Test func passwordsAreNamed() {
    var entry = ZipWriter.Entry("OFD.xml", "<OFD/>")
    entry.isEncrypted = true
    #expect(failure(ZipWriter.archive([entry]), "a.ofd") == .encrypted(path: "a.ofd", entry: "OFD.xml"))
    #expect(
      failure(ZipWriter.archive([ZipWriter.Entry("entriesmap.dat", "x")]), "a.ofd")
        == .encrypted(path: "a.ofd", entry: nil))
    var office: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 1024)
    office += "EncryptedPackage".utf8.flatMap { [$0, 0] }
    #expect(failure(office) == .encrypted(path: "a.docx", entry: nil))
  }

  @Test func damageIsNamedWithItsPlace() {
    #expect(failure([0x50, 0x4B, 3, 4, 0, 0], "a.ofd") == .damaged(path: "a.ofd", entry: nil, problem: .archive))
    var entry = ZipWriter.Entry("word/document.xml", body("<w:p>\(PlanSheet.wordText("甲"))</w:p>"))
    entry.badChecksum = true
    #expect(
      failure(ZipWriter.archive([entry])) == .damaged(path: "a.docx", entry: "word/document.xml", problem: .checksum))
    #expect(
      failure(ZipWriter.archive([ZipWriter.Entry("a.xml", "<a/>")]))
        == .damaged(path: "a.docx", entry: "word/document.xml", problem: .missingPart))
    #expect(
      failure(word("<w:document \(PlanSheet.wordNames)/>"))
        == .damaged(path: "a.docx", entry: "word/document.xml", problem: .missingElement("w:body")))
    guard case .damaged(_, _, .xml(line: 2, code: _))? = failure(word("<a>\n<b></a>")) else {
      Issue.record("broken XML was read")
      return
    }
    #expect(failure(PlanSheet.docx("<w:p/>")) == .empty(path: "a.docx", bytes: PlanSheet.docx("<w:p/>").count))
  }

  @Test func everyTruncationAndEveryFlippedByteIsReadOrRefused() {
    let sheet = PlanSheet([
      .paragraph("一、总体要求"), .table([[.init(text: "甲", columns: 2)], [.init(text: "乙"), .init(text: "丙")]]),
    ])
    var generator = SplitMix(state: 11)
    for (bytes, name) in [(sheet.docx, "a.docx"), (OFDSheet.bytes(sheet), "a.ofd"), (sheet.odt, "a.odt")] {
      for length in stride(from: 0, to: bytes.count, by: 7) { _ = failure(Array(bytes[..<length]), name) }
      for _ in 0..<600 {
        var damaged = bytes
        for _ in 0..<3 {
          damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        _ = failure(damaged, name)
      }
    }
  }

  /// The same with the XML itself, which checksums protect above.
  @Test func everyDamagedPartIsReadOrRefused() {
    let main = body(
      "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>\(PlanSheet.wordText("甲"))</w:p>"
    )
    var generator = SplitMix(state: 12)
    let words = ["-1", "99999999999999999999", "", "nan", "1e308", "g 9 9"]
    for original in [main, OFDSheet.text("清河", x: 1, y: 2) + OFDSheet.rule(1, 1, 50, 1)] {
      for _ in 0..<800 {
        var text = original
        let quotes = text.indices.filter { text[$0] == "\"" }
        let at = Int.random(in: 0..<quotes.count / 2, using: &generator) * 2
        text.replaceSubrange(
          text.index(after: quotes[at])..<quotes[at + 1], with: words.randomElement(using: &generator) ?? "")
        _ = failure(word(text))
        _ = failure(OFDSheet.archive([text]), "a.ofd")
      }
    }
  }

  @Test func messagesNameTheFileThePlaceAndTheNextStep() {
    let errors: [ReadError] =
      [
        .encrypted(path: "a", entry: nil), .encrypted(path: "a", entry: "b"),
        .overLimit(path: "a", entry: "b", limit: .pages, found: nil, allowed: 3),
      ] + LimitName.allCases.map { .overLimit(path: "a", entry: nil, limit: $0, found: 4, allowed: 3) }
      + ([
        .archive, .checksum, .header, .cutOff(at: 3), .strayBytes(at: 3), .compression(9), .size(claimed: 3, found: 4), .xml(line: 3, code: 4),
        .documentType(line: 5), .missingPart,
        .missingElement("w:body"),
      ] as [PackageProblem]).map { .damaged(path: "a", entry: "b", problem: $0) }
    for error in errors {
      #expect(error.path == "a")
      #expect(error.description.hasPrefix("a: "))
      #expect(error.description.contains(" / "))
      #expect(error.description.contains("；") || error.description.contains("。"))
    }
  }
}
