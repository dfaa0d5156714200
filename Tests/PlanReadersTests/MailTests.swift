import Foundation
import PlanReaders
import PlanText
import Testing

/// Pages saved with their pictures and messages of mail: the page is read, not its packing.
@Suite struct MailTests {
  private static let page = "<html><head><meta charset=\"gb2312\"><title>清河市2024年科普工作要点</title></head><body><p>一、总体要求</p><p>新建科普基地30个。</p></body></html>"
  private static let lines = ["一、总体要求", "新建科普基地30个。"]

  private static func message(_ coding: String, _ body: [UInt8], charset: String = "gb2312") -> [UInt8] {
    Array(
      "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--=_B\"\r\n\r\n----=_B\r\nContent-Type: text/html; charset=\"\(charset)\"\r\nContent-Transfer-Encoding: \(coding)\r\n\r\n"
        .utf8) + body
      + Array("\r\n----=_B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----=_B--\r\n".utf8)
  }

  /// As `=E4`, lines cut at 60 characters.
  private static func quoted(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    var (out, width): ([UInt8], Int) = ([], 0)
    for byte in bytes {
      let isPlain = (0x20...0x7E).contains(byte) && byte != 0x3D
      out += isPlain ? [byte] : [0x3D, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      width += isPlain ? 1 : 3
      if width > 60 {
        out += Array("=\r\n".utf8)
        width = 0
      }
    }
    return out
  }

  @Test func pagesSavedWholeAreRead() throws {
    let bytes = try #require(CharsetDecoder.encode(Self.page, as: .gb18030))
    let base64 = Array(Data(bytes).base64EncodedString(options: [.lineLength76Characters]).utf8)
    for (coding, body) in [("quoted-printable", Self.quoted(bytes)), ("base64", base64), ("8bit", bytes)] {
      for name in ["a.mht", "a.mhtml", "a.doc"] {
        let document = try readDocument(path: name, bytes: Self.message(coding, body))
        #expect(document.bodyLines == Self.lines)
        #expect(document.format == .html && document.encoding.name == "GB18030")
        #expect(document.page.title == "清河市2024年科普工作要点")
      }
    }
    let utf8 = try readDocument(path: "a.mht", bytes: Self.message("8bit", Array(Self.page.utf8), charset: "utf-8"))
    #expect(utf8.bodyLines == Self.lines)
  }

  @Test func aMessageGivesItsPageOrItsText() throws {
    let both =
      "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n正文见网页\n--b\nContent-Type: text/html\n\n\(Self.page)\n--b--\n--a\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\nx\n--a--\n"
    let document = try readDocument(path: "a.eml", bytes: Array(both.utf8))
    #expect(document.bodyLines == Self.lines)
    #expect(document.warnings.first == "attached files not read: 1")
    let plain = "From: a@b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + Data("一、总体要求\n新建科普基地30个。".utf8).base64EncodedString() + "\n"
    #expect(try readDocument(path: "a.eml", bytes: Array(plain.utf8)).bodyLines == Self.lines)
    let files = "MIME-Version: 1.0\nContent-Type: application/pdf\nContent-Disposition: attachment\n\nx\n"
    #expect(throws: ReadError.empty(path: "a.eml", bytes: files.utf8.count)) { try readDocument(path: "a.eml", bytes: Array(files.utf8)) }
  }

  @Test func aTextThatOnlyBeginsLikeAMessageIsAText() throws {
    for text in ["Title: 清河市工作要点\n\n一、总体要求", "To: 各科室\nContent-Type: 通知\n\n一、总体要求", "A: 一、总体要求"] {
      #expect(try readDocument(path: "a.txt", bytes: Array(text.utf8)).bodyLines.first == text.split(separator: "\n").first.map(String.init))
    }
  }

  @Test func anyCutAndAnyNestingIsReadOrRefused() throws {
    let whole = Self.message("base64", Array(Data(Self.page.utf8).base64EncodedString().utf8), charset: "utf-8")
    for length in stride(from: 1, to: whole.count, by: 7) { _ = try? readDocument(path: "a.mht", bytes: Array(whole[..<length])) }
    var nested = "Content-Type: text/plain\n\n一、总体要求\n"
    for i in 0..<200 { nested = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=n\(i)\n\n--n\(i)\n\(nested)\n--n\(i)--\n" }
    #expect(throws: ReadError.self) { try readDocument(path: "a.eml", bytes: Array(nested.utf8)) }
    let broken = Self.message("quoted-printable", Array("<p>=E4=B8=80=、=Z=4\n=".utf8), charset: "utf-8")
    #expect(try readDocument(path: "a.mht", bytes: broken).string.hasPrefix("一=、=Z=4"))
  }

  @Test func openDocumentInOneFile() throws {
    let flat =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!-- x --><office:document xmlns:office=\"o\" xmlns:text=\"t\" xmlns:style=\"s\"><office:automatic-styles><text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-suffix=\"、\" style:num-format=\"一, 二, 三, ...\"/></text:list-style></office:automatic-styles><office:body><office:text><text:p>清河市2024年工作要点</text:p><text:list text:style-name=\"L\"><text:list-item><text:p>总体要求</text:p></text:list-item></text:list></office:text></office:body></office:document>"
    let document = try readDocument(path: "a.fodt", bytes: Array(flat.utf8))
    #expect(document.format == .odt && document.bodyLines == ["清河市2024年工作要点", "一、总体要求"])
  }

  @Test(.enabled(if: OfficeTests.isInstalled, "libreoffice-writer-nogui is not installed")) func wordInOneFile() throws {
    let xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"><w:body><w:p><w:r><w:t>清河市2024年工作要点</w:t></w:r></w:p><w:p><w:r><w:t>一、总体要求</w:t></w:r></w:p></w:body></w:wordDocument>"
    let document = try readDocument(path: "a.xml", bytes: Array(xml.utf8))
    #expect(document.format == .doc && document.bodyLines == ["清河市2024年工作要点", "一、总体要求"])
  }
}
