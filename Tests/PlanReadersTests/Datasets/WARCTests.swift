import CZlib
import Foundation
import FuzzTargets
import PlanReaders
import PlanText
import Testing

@Suite struct WARCTests {
  private static let page = "<html><head><meta charset=\"UTF-8\"><title>云川省水利规划</title></head><body><p>一、总体要求</p><p>各级各部门要加强组织领导，落实工作责任。</p></body></html>"

  static func record(_ type: String, _ address: String, _ block: [UInt8], content: String = "application/http; msgtype=response") -> [UInt8] {
    Array(
      "WARC/1.0\r\nWARC-Type: \(type)\r\nWARC-Target-URI: \(address)\r\nWARC-Date: 2024-04-18T08:30:00Z\r\nContent-Type: \(content)\r\nContent-Length: \(block.count)\r\n\r\n"
        .utf8) + block + Array("\r\n\r\n".utf8)
  }

  static func answer(_ status: String, _ type: String, _ body: [UInt8], extra: String = "") -> [UInt8] {
    Array("HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\n\(extra)\r\n".utf8) + body
  }

  private static var records: [[UInt8]] {
    let html = Array(page.utf8)
    let chunked = Array("10\r\n".utf8) + html.prefix(16) + Array("\r\n\(String(html.count - 16, radix: 16))\r\n".utf8) + html.dropFirst(16) + Array("\r\n0\r\n\r\n".utf8)
    return [
      record("warcinfo", "", Array("software: x\r\n".utf8), content: "application/warc-fields"),
      record("response", "http://www.yunchuan.example/a.html", answer("200 OK", "text/html; charset=utf-8", html)),
      record("request", "http://www.yunchuan.example/a.html", Array("GET / HTTP/1.1\r\n\r\n".utf8)),
      record("response", "http://www.yunchuan.example/b/", answer("200 OK", "text/html", ArchiveTests.gzip(html), extra: "Content-Encoding: gzip\r\n")),
      record("response", "http://www.yunchuan.example/c", answer("200 OK", "text/html", chunked, extra: "Transfer-Encoding: chunked\r\n")),
      record("response", "http://www.yunchuan.example/404", answer("404 Not Found", "text/html", html)),
      record("response", "http://www.yunchuan.example/x.css", answer("200 OK", "text/css", Array("a{}".utf8))),
      record(
        "response", "http://www.yunchuan.example/../../p.pdf",
        answer("200 OK", "application/pdf", PDFSheet.bytes([PDFSheet.text("第一段。", x: 39, y: 50)]))),
      record("resource", "http://www.yunchuan.example/t.txt", Array("一、总体要求。全市各级各部门要加强组织领导。".utf8), content: "text/plain"),
    ]
  }

  private static let names = [
    "/20240418083000/http://www.yunchuan.example/a.html", "/20240418083000/http://www.yunchuan.example/b/",
    "/20240418083000/http://www.yunchuan.example/c", "/20240418083000/http://www.yunchuan.example/_/_/p.pdf",
    "/20240418083000/http://www.yunchuan.example/t.txt",
  ]

  private func read(_ bytes: [UInt8], _ name: String, limits: ReaderLimits = ReaderLimits()) throws -> [(path: String, result: Result<Document, ReadError>)] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gangmu-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    var items = InputItems(inputFiles([file.path]).files, limits: limits)
    var out: [(path: String, result: Result<Document, ReadError>)] = []
    while let item = items.next() {
      let path = String(item.path.dropFirst(file.path.count))
      do throws(ReadError) { out.append((path, .success(try readItem(item, limits: limits)))) } catch { out.append((path, .failure(error))) }
    }
    return out
  }

  @Test func documentsAreReadWithTheirAddress() throws {
    for (bytes, name) in [(Self.records.flatMap { $0 }, "a.warc"), (Self.records.flatMap { ArchiveTests.gzip($0) }, "a.warc.gz")] {
      let found = try read(bytes, name)
      #expect(found.map(\.path) == Self.names)
      let texts = try found.map { try $0.result.get().bodyLines.last }
      let sentence = "各级各部门要加强组织领导，落实工作责任。"
      #expect(texts == [sentence, sentence, sentence, "第一段。", "一、总体要求。全市各级各部门要加强组织领导。"])
      #expect(try found.map { try $0.result.get().format } == [.html, .html, .html, .pdf, .text])
    }
  }

  @Test func aDamagedRecordEndsTheArchiveAndAWrongBodyDoesNot() throws {
    let strange = Self.record(
      "response", "http://a.example/", Self.answer("200 OK", "text/html", [0x8B, 0x02, 0x80, 0xFF, 0xFE, 0x00, 0x91], extra: "Content-Encoding: br\r\n"))
    let found = try read(Self.records[1] + strange + Self.records[3] + Array("no record".utf8), "a.warc")
    #expect(found.count == 4)
    guard case .failure(.damaged(_, _, .contentCoding("br"))) = found[1].result, case .success = found[2].result,
      case .failure(.damaged(_, _, .header)) = found[3].result
    else {
      Issue.record("\(found)")
      return
    }
    let cut = try read(Array(Self.records[1].dropLast(40)), "a.warc")
    guard case .failure(.damaged(_, _, .size)) = cut[0].result else {
      Issue.record("\(cut)")
      return
    }
  }

  @Test func bodiesPackedAsDeflateAreRead() throws {
    let html = Array(Self.page.utf8)
    let bare = ZipWriter.deflate(html)
    let sum = UInt32(truncatingIfNeeded: adler32(1, html, UInt32(html.count)))
    let tail: [UInt8] = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> UInt32($0)) }
    let zlib: [UInt8] = [0x78, 0x9C] + bare + tail
    for body in [zlib, bare, html] {
      let found = try read(Self.record("response", "http://a.example/", Self.answer("200 OK", "text/html", body, extra: "Content-Encoding: deflate\r\n")), "a.warc")
      #expect(try found.map { try $0.result.get().bodyLines.last } == ["各级各部门要加强组织领导，落实工作责任。"])
    }
    let cut = try read(Self.record("response", "http://a.example/", Self.answer("200 OK", "text/html", Array(zlib.dropLast(60)), extra: "Content-Encoding: deflate\r\n")), "a.warc")
    guard cut.count == 1, case .failure(.damaged(_, _, .cutOff)) = cut[0].result else {
      Issue.record("\(cut)")
      return
    }
  }

  @Test func aPackedArchiveGivesWhatStandsInFrontOfItsFault() throws {
    let packed = [1, 3, 8].map { ArchiveTests.gzip(Self.records[$0]) }
    let cut = try read(packed[0] + packed[1] + packed[2].dropLast(40), "a.warc.gz")
    #expect(cut.prefix(2).map(\.path) == Array(Self.names.prefix(2)))
    guard cut.count == 3, case .success = cut[1].result, case .failure(.damaged(_, _, .cutOff)) = cut[2].result else {
      Issue.record("\(cut)")
      return
    }
    let stray = try read(packed[0] + Array("GARBAGE".utf8) + packed[1], "a.warc.gz")
    guard stray.count == 2, case .success = stray[0].result, case .failure(.damaged(_, _, .strayBytes)) = stray[1].result else {
      Issue.record("\(stray)")
      return
    }
  }

  @Test func recordsOverTheLimitAreNamedAndPassedOver() throws {
    let long = Self.record("response", "http://a.example/", Self.answer("200 OK", "text/html", [UInt8](repeating: 0x61, count: 5000)))
    let found = try read(long + Self.records[1], "a.warc", limits: ReaderLimits(bytes: 4000))
    guard case .failure(.overLimit(_, _, .bytes, _, 4000)) = found.first?.result else {
      Issue.record("\(found)")
      return
    }
    #expect(found.dropFirst().map(\.path) == [Self.names[0]])
  }
}
