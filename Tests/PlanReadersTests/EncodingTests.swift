import PlanReaders
import PlanText
import Testing

@Suite struct EncodingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let charset: Charset
    var testDescription: String { charset.rawValue }
  }

  static let cases: [Case] =
    [Charset.utf8, .gb18030, .utf16LE, .utf16BE].map { Case(text: Fixture.simplified, charset: $0) }
    + [Charset.utf8, .big5, .gb18030, .utf16LE, .utf16BE].map { Case(text: Fixture.traditional, charset: $0) }

  @Test(arguments: cases) func aTextWithoutAnyMarkIsRecognised(_ c: Case) throws {
    let bytes = try #require(CharsetDecoder.encode(c.text, as: c.charset))
    let document = try readDocument(path: "a.txt", bytes: bytes)
    #expect(document.encoding.name == c.charset.rawValue)
    #expect(document.encoding.reason == (c.charset == .utf8 ? "valid UTF-8" : "scored"))
    #expect((document.encoding.runnerUp == nil) == (c.charset == .utf8))
    #expect(document.encoding.malformed == 0)
    #expect(document.string == c.text)
  }

  @Test(arguments: cases) func oneSentenceIsEnough(_ c: Case) throws {
    let sentence = String(c.text.split(separator: "\n").last ?? "")
    let bytes = try #require(CharsetDecoder.encode(sentence, as: c.charset))
    let document = try readDocument(path: "a.txt", bytes: bytes)
    #expect(document.encoding.name == c.charset.rawValue)
    #expect(document.string == sentence)
  }

  @Test(arguments: [
    ("utf-8", [0xEF, 0xBB, 0xBF] as [UInt8], Charset.utf8), ("16le", [0xFF, 0xFE], .utf16LE),
    ("16be", [0xFE, 0xFF], .utf16BE), ("gb", [0x84, 0x31, 0x95, 0x33], .gb18030),
  ])
  func aByteOrderMarkDecidesAndIsNoText(_ name: String, _ mark: [UInt8], _ charset: Charset) throws {
    let bytes = mark + (try #require(CharsetDecoder.encode("清河市", as: charset)))
    let document = try readDocument(path: "a.txt", bytes: bytes)
    #expect(document.encoding.name == charset.rawValue)
    #expect(document.encoding.reason == "byte order mark")
    #expect(document.string == "清河市")
  }

  @Test(arguments: ["gb2312", "GBK", "gb18030", "x-gbk"]) func declaredSubsetsAreReadAsGB18030(_ label: String) throws {
    let html = Fixture.html("<p>各市人民政府，镕基、喆、囧：现印发给你们。</p>", charset: label)
    let document = try readDocument(path: "a.html", bytes: try #require(CharsetDecoder.encode(html, as: .gb18030)))
    #expect(document.encoding.name == "GB18030")
    #expect(document.encoding.reason == "declared")
    #expect(document.string.contains("镕基、喆、囧"))
  }

  @Test func chineseInSevenBitsIsReadWhereItIsDeclared() throws {
    let page = "<p>~{R;!\"W\\LeR*Gs~}</p><p>~~2024~{Dj~}</p>"
    let document = try read(Fixture.html(page, charset: "hz-gb-2312"))
    #expect(document.bodyLines == ["一、总体要求", "~2024年"] && document.encoding.name == "HZ-GB-2312")
    #expect(try read(Fixture.html(page, charset: "utf-8")).string.contains("~{"))
    #expect(try read(Fixture.html("<p>plan</p>", charset: "iso-2022-cn")).warnings.contains { $0.contains("iso-2022-cn") })
  }

  @Test func aDeclarationThatContradictsValidUTF8Loses() throws {
    let document = try read(Fixture.html("<p>各市人民政府，省政府各部门：现印发给你们。</p>", charset: "gb2312"))
    #expect(document.encoding.name == "UTF-8")
    #expect(document.warnings.contains { $0.contains("gb2312") })
  }

  @Test func aDeclarationThatScoresClearlyWorseLoses() throws {
    let html = Fixture.html("<p>\(Fixture.traditional)</p>", charset: "gb2312")
    let document = try readDocument(path: "a.html", bytes: try #require(CharsetDecoder.encode(html, as: .big5)))
    #expect(document.encoding.name == "Big5")
    #expect(document.encoding.reason == "scored")
    #expect(document.warnings.contains { $0.contains("gb2312") })
  }

  @Test func theMetaElementOfAScriptIsNoDeclaration() throws {
    let html =
      "<html><head><script charset=\"utf-8\" src=\"a.js\"></script></head><body><p>\(Fixture.simplified)</p></body></html>"
    let document = try readDocument(path: "a.html", bytes: try #require(CharsetDecoder.encode(html, as: .gb18030)))
    #expect(document.encoding.name == "GB18030")
    #expect(document.warnings.isEmpty)
  }

  @Test func threeBadBytesDoNotFlipTheEncoding() throws {
    var bytes = Array(Fixture.simplified.utf8)
    bytes.insert(contentsOf: [0xE4, 0xB8], at: 3 * 30)
    bytes.insert(0xFF, at: 3 * 10)
    let document = try readDocument(path: "a.txt", bytes: bytes)
    #expect(document.encoding.name == "UTF-8")
    #expect(document.encoding.malformed == 2)
    #expect(document.string == String(decoding: bytes, as: UTF8.self))
    #expect(document.warnings.count == 1)
  }

  @Test func aFewSequencesMayBeChance() throws {
    // The GBK bytes of 联通 are valid UTF-8; prose around them tells.
    let text = "联通公司要加快网络建设。"
    let document = try readDocument(path: "a.txt", bytes: try #require(CharsetDecoder.encode(text, as: .gb18030)))
    #expect(document.string == text)
  }

  @Test func westernTextIsWindows1252() throws {
    let text = "The plan\u{2019}s aim \u{2013} clean water in the caf\u{E9} quarter of Qinghe \u{2013} is near."
    let document = try readDocument(path: "a.txt", bytes: try #require(CharsetDecoder.encode(text, as: .windows1252)))
    #expect(document.encoding.name == "windows-1252")
    #expect(document.string == text)
  }

  @Test func everyUTF8ReplacementAgreesWithTheStandardLibrary() throws {
    var generator = SplitMix(state: 7)
    let seeds: [UInt8] = [
      0x00, 0x41, 0x7F, 0x80, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xA0, 0x9F, 0xED, 0xEF, 0xF0, 0x90, 0x8F, 0xF4, 0xF5, 0xFF,
    ]
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        seeds.randomElement(using: &generator) ?? 0
      }
      let decoded = try #require(CharsetDecoder.decode(bytes[...], as: .utf8))
      #expect(decoded.scalars == Array(String(decoding: bytes, as: UTF8.self).unicodeScalars), "\(bytes)")
    }
  }

  @Test(arguments: [Charset.gb18030, .big5, .utf16LE, .utf16BE]) func truncatedTextsLoseOnlyTheirLastCharacter(
    _ charset: Charset
  ) throws {
    let text = charset == .big5 ? Fixture.traditional : Fixture.simplified
    let bytes = try #require(CharsetDecoder.encode(text, as: charset))
    let decoded = try #require(CharsetDecoder.decode(bytes.dropLast(), as: charset))
    #expect(decoded.malformed <= 1)
    let whole = Array(text.unicodeScalars)
    #expect(decoded.scalars.prefix(whole.count - 1) == whole.prefix(whole.count - 1))
  }
}

/// A small deterministic generator.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
