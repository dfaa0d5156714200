import Foundation
@testable import PlanText
import Testing

/// Damage by tools that treat GBK text byte by byte, undone.
@Suite struct RealignmentTests {
  private func normal(_ text: String) -> NormalText {
    let scalars = Array(text.unicodeScalars)
    let block = Block(span: SourceSpan(0..<scalars.count), kind: .paragraph)
    return NormalText(
      of: Document(
        path: "a.txt", format: .text, encoding: EncodingReport(name: "UTF-8", reason: "valid UTF-8"), text: scalars, blocks: [block], sha256: ""))
  }

  private func repairs(_ text: String) -> [Damage] { normal(text).damage.filter { $0.rule.hasPrefix("realign") } }

  // MARK: The three mechanisms, on a text in GBK

  /// What a decoder shows that puts a question mark for each byte that it cannot read.
  static func shown(_ bytes: [UInt8]) -> String {
    var out: [Unicode.Scalar] = []
    var i = 0
    while i < bytes.count {
      if bytes[i] < 0x80 {
        out.append(Unicode.Scalar(bytes[i]))
        i += 1
      } else if i + 1 < bytes.count, bytes[i] != 0x80, bytes[i] != 0xFF, bytes[i + 1] >= 0x40, bytes[i + 1] != 0x7F, bytes[i + 1] != 0xFF,
        let scalar = CharsetDecoder.decode(bytes[i...i + 1], as: .gb18030)?.scalars.first
      {
        out.append(scalar)
        i += 2
      } else {
        out.append("?")
        i += 1
      }
    }
    return String(scalars: out)
  }

  enum Mechanism: CaseIterable { case replaced, glossed, dropped }

  /// A passage damaged between the characters at `at` and behind it; nil where the mechanism does not apply.
  static func damaged(_ text: [Unicode.Scalar], at: Int, by mechanism: Mechanism) -> String? {
    func bytes(_ slice: ArraySlice<Unicode.Scalar>) -> [UInt8] { CharsetDecoder.encode(String(scalars: slice), as: .gb18030) ?? [] }
    let (front, first, second, rest) = (bytes(text[..<at]), bytes(text[at...at]), bytes(text[(at + 1)...(at + 1)]), bytes(text[(at + 2)...]))
    guard first.count == 2, second.count == 2 else { return nil }
    switch mechanism {
    case .replaced:
      // A full-width mark over the border of two characters was made half-width.
      guard first[1] == 0xA3, (0xA1...0xBF).contains(second[0]) else { return nil }
      return shown(front + [first[0], second[0] & 0x7F, second[1]] + rest)
    case .dropped: return shown(front + first.dropFirst() + second + rest)
    case .glossed:
      guard let over = CharsetDecoder.decode([first[1], second[0]][...], as: .gb18030)?.scalars.first, let reading = readings.reading(of: over),
        reading.unicodeScalars.contains(where: { $0.value > 0x7F })
      else { return nil }
      let gloss = CharsetDecoder.encode("(" + reading.precomposedStringWithCanonicalMapping + ")", as: .gb18030) ?? []
      return shown(front + first + [second[0]] + gloss + [second[1]] + rest)
    }
  }

  private static let readings = ReadingTable()

  // MARK: Known cases

  @Test func aFullWidthMarkWasMadeHalfWidthOverABorder() {
    // 保科: B1 A3 BF C6, where A3 BF became one ASCII question mark.
    for text in ["要加強組織建設,確??茀f(xié)工作有序開展,各級要落實責任", "要加強組織建設，確?茀f(xié)工作有序開展，各級要落實責任"] {
      let found = repairs(text)
      #expect(found.count == 1 && found[0].certainty == .realigned && found[0].kind == .mojibake)
      #expect(found.first?.repaired?.hasSuffix("科協") == true)
      let read = normal(text)
      #expect(read.string(0..<read.count).contains("科协工作有序开展"))
    }
  }

  @Test func aGlossNamesTheByteThatWasEaten() {
    let found = repairs("培養(yǎng)適應(yīng)當(dāng)?shù)母咚刭|(zhì)隊伍，各級要落實責任")
    #expect(found.count == 1 && found[0].certainty == .exact && found[0].repaired == "的高素質")
  }

  @Test func bothEndsOfARunMayHaveLostAByte() {
    let found = repairs("弘揚“三?！本\u{E086}?,在全市各級各部門開展學習活動")
    #expect(found.count == 1)
    #expect(found.first?.repaired?.contains("”精") == true)
  }

  @Test func placesRiseAndQuotesAreThoseOfTheSource() {
    let text = "要加強組織建設,確??茀f(xié)工作有序開展,各級要落實責任"
    let read = normal(text)
    #expect(zip(read.starts, read.starts.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(zip(read.starts, read.ends).allSatisfy { $0 <= $1 })
  }

  @Test func aRunIsReadOnce() {
    // Two damaged places in one line, each with its own record, and none twice.
    let front = "各级要落实责任。要加強組織建設,確??茀f工作有序開展"
    let found = repairs(front + "，" + front)
    #expect(found.count == 2)
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.span.end <= $1.span.start })
  }

  @Test func aRunMayBeLongerThanAnyWindow() {
    let text = Array(String(repeating: "完善农村公共服务体系，推进基础设施建设，", count: 60).unicodeScalars)
    guard let shown = Self.damaged(text, at: 40, by: .dropped) else { return }
    let found = repairs(shown)
    #expect(found.count == 1)
    #expect(found.first?.repaired?.unicodeScalars.count ?? 0 > 1000)
  }

  @Test func aRunMayEndWithALatinLetter() throws {
    // 位 is CE BB, and BB 47 is 籊: the letter is shown as the second byte of the last character.
    let text = Array("加强生态环境保护和督察整改，落实到每个单位GDP能耗逐年下降".unicodeScalars)
    let shown = try #require(Self.damaged(text, at: 4, by: .dropped))
    #expect(shown.contains("籊DP"))
    let found = repairs(shown)
    #expect(found.count == 1 && found.first?.repaired?.hasSuffix("单位G") == true)
    #expect(String(scalars: restored(shown, found)).hasSuffix("每个单位GDP能耗逐年下降"))
  }

  @Test func aByteThatNoDecoderReadsIsKnown() throws {
    // 個 is 82 80 and 線 is BE 80: the byte 80 starts no character and is none, so that it is shown by a mark of its own.
    for (text, at) in [("清河市將推動各個鄉鎮加快建設污水處理設施", 4), ("清河市今年要加快充實第一線的基層醫療服務站", 9)] {
      let whole = Array(text.unicodeScalars)
      let shown = try #require(Self.damaged(whole, at: at, by: .dropped))
      #expect(shown.contains("?"), "\(shown)")
      let read = restored(shown, repairs(shown))
      #expect(read.count == whole.count && read.dropFirst(at + 1).elementsEqual(ScriptConversion.simplified(whole).dropFirst(at + 1)), "\(shown)")
    }
  }

  @Test func aShortRunMayEndWithASign() throws {
    // 單 is 86 CE, 達 is DF 5F: its second byte is shown as _.
    let whole = Array("各區的參加人數未達標準者應予補助".unicodeScalars)
    let shown = try #require(Self.damaged(whole, at: 5, by: .dropped))
    #expect(shown.contains("_"))
    #expect(String(scalars: restored(shown, repairs(shown))).hasSuffix("未达标准者应予补助"))
  }

  @Test func soundTextIsLeftAlone() {
    for text in [
      "什么是科普?怎样做好科普?各级各部门要认真回答。", "是否完成?完成率是多少?", "联系人:张翀 李堃 王喆 赵赟 钱旻，电话见附件。", "Wi-Fi?5G?都要覆盖。",
      "（一）项目?（二）资金?", "钼、铼、镥、镱、铥、铒、钬等稀有金属的储备", "噼里啪啦叮叮当当", "??", "?", "他说“真的吗?”然后离开",
    ] { #expect(repairs(text).isEmpty, "\(text)") }
  }

  // MARK: Figures

  struct Count {
    var (runs, restored, first, three) = (0, 0, 0, 0)
    /// Runs that are said to be exact and are not.
    var overstated = 0
  }

  /// The passage with its runs read again, in simplified characters.
  private func restored(_ shown: String, _ found: [Damage]) -> [Unicode.Scalar] {
    var scalars = Array(shown.unicodeScalars)
    for place in found.reversed() { scalars.replaceSubrange(place.span.range, with: Array((place.repaired ?? "").unicodeScalars)) }
    return ScriptConversion.simplified(scalars)
  }

  /// What became of a passage whose damage starts at `at`: it is restored if all its characters are there again but the one that lost a byte, and the last
  /// one of the run, which may have lost another. Of two equal bytes side by side nobody can say which was lost, so that either character may be the one.
  private func score(_ text: [Unicode.Scalar], _ at: Int, _ shown: String, _ mechanism: Mechanism, _ count: inout Count) {
    count.runs += 1
    let found = repairs(shown)
    let (whole, read) = (ScriptConversion.simplified(text), restored(shown, found))
    let end = Self.end(of: text, from: at, mechanism)
    let wrong = read.count == whole.count ? whole.indices.filter { read[$0] != whole[$0] && $0 != end - 1 } : Array(whole.indices)
    guard wrong.count <= (mechanism == .glossed ? 0 : 1) else {
      if found.contains(where: { $0.certainty == .exact }) { count.overstated += 1 }
      if count.runs - count.restored < 25, ProcessInfo.processInfo.environment["GANGMU_DAMAGE"] != nil {
        let near = Array(shown.unicodeScalars)[max(0, at - 6)...].prefix(24)
        print(mechanism, "not restored:", String(scalars: near), "|", found.map { ($0.repaired ?? "").prefix(16) }, "| at", String(scalars: whole[at..<end].prefix(16)))
      }
      return
    }
    count.restored += 1
    guard let lost = wrong.first else {
      count.first += 1
      count.three += 1
      return
    }
    guard read[lost] == Realignment.lost, let notes = found.last?.rule.components(separatedBy: "□=").dropFirst().first else { return }
    let ranked = ScriptConversion.simplified(Array(notes.trimmingCharacters(in: .whitespaces).unicodeScalars))
    if ranked.first == whole[lost] { count.first += 1 }
    if ranked.prefix(3).contains(whole[lost]) { count.three += 1 }
  }

  /// Behind the last character of a run that starts at `at`: the next ASCII character, a character whose second byte reads as one, or the end of
  /// the line. From there on characters and bytes fall together again, and what is shown is the text.
  private static func end(of text: [Unicode.Scalar], from at: Int, _ mechanism: Mechanism) -> Int {
    for k in (mechanism == .dropped ? at : at + 1)..<text.count {
      guard text[k].value >= 0x80 else { return k }
      if let code = GBKTable.shared.code(of: text[k]), code.trail < 0x80 { return k + 1 }
    }
    return text.count
  }

  @Test func passagesDamagedInThreeWays() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Corpus").standardizedFileURL
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".txt") && !$0.contains("UTF-16") && !$0.contains("Big5") && !$0.contains("GB18030") }.sorted()
    let passages = try names.flatMap { name in
      try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8).split(whereSeparator: \.isNewline).map { Array($0.unicodeScalars) }
    }.filter { line in line.count >= 20 && repairs(String(scalars: line)).isEmpty }
    try report(passages, seed: 20_261_122)
  }

  /// `GANGMU_DAMAGE=FILE`: figures on passages of one's own, one a line, and no repair where they are not damaged.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["GANGMU_DAMAGE"] != nil)) func figuresOnOtherText() throws {
    let path = try #require(ProcessInfo.processInfo.environment["GANGMU_DAMAGE"])
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    var wrong = 0
    for line in lines {
      let found = repairs(line)
      if !found.isEmpty {
        wrong += 1
        if wrong < 20 { print("false repair:", found.map { "\($0.repaired ?? "") \($0.rule)" }, line.prefix(300)) }
      }
    }
    print("lines \(lines.count), characters \(lines.reduce(0) { $0 + $1.unicodeScalars.count }), with a repair \(wrong)")
    try report(lines.filter { $0.unicodeScalars.count >= 20 }.map { Array($0.unicodeScalars) }, seed: 20_261_122)
  }

  private func report(_ passages: [[Unicode.Scalar]], seed: UInt64) throws {
    var state = seed
    func roll(_ n: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(max(1, n)))
    }
    // A fifth of what the figures are made of keeps the suite quick.
    let wanted = ProcessInfo.processInfo.environment["GANGMU_DAMAGE"] == nil ? 100 : 500
    var counts: [Mechanism: Count] = [:]
    for mechanism in Mechanism.allCases {
      var count = Count()
      var tries = 0
      while count.runs < wanted, tries < 400_000 {
        tries += 1
        let text = passages[roll(passages.count)]
        let at = roll(text.count - 4)
        func isHan(_ k: Int) -> Bool { (0x4E00...0x9FA5).contains(text[k].value) }
        guard (at..<at + 4).allSatisfy({ $0 < text.count && isHan($0) }), Self.end(of: text, from: at, mechanism) - at >= 4, let shown = Self.damaged(text, at: at, by: mechanism) else { continue }
        score(text, at, shown, mechanism, &count)
      }
      counts[mechanism] = count
      let n = Double(max(1, count.runs))
      print(
        "\(mechanism): \(count.runs) runs, restored \(Double(count.restored) / n), lost character first \(Double(count.first) / n), in three \(Double(count.three) / n),",
        "wrongly exact \(Double(count.overstated) / n)")
    }
    for mechanism in Mechanism.allCases {
      let count = try #require(counts[mechanism])
      #expect(count.runs == wanted)
      #expect(count.restored * 100 >= count.runs * 95)
      #expect(count.overstated * 100 <= count.runs)
      // A gloss names the byte: nothing is lost.
      guard mechanism != .glossed else { continue }
      #expect(count.first * 100 >= count.runs * 50)
      #expect(count.three * 100 >= count.runs * 75)
    }
  }
}
