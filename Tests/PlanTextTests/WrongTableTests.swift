import Foundation
@testable import PlanText
import Testing

/// Text read with the wrong table as a whole, and text that a conversion of script left half-way.
@Suite struct WrongTableTests {
  private func normal(_ text: String) -> NormalText {
    let scalars = Array(text.unicodeScalars)
    var blocks: [Block] = []
    var start = 0
    for line in scalars.split(separator: "\n", omittingEmptySubsequences: false) {
      if !line.isEmpty { blocks.append(Block(span: SourceSpan(start..<(start + line.count)), kind: .paragraph)) }
      start += line.count + 1
    }
    return NormalText(
      of: Document(
        path: "a.txt", format: .text, encoding: EncodingReport(name: "UTF-8", reason: "valid UTF-8"), text: scalars, blocks: blocks, sha256: ""))
  }

  private static let plan = "关于印发清河市节水行动方案的通知\n一、到2025年，全市用水总量控制在12亿立方米以内；万元GDP用水量下降16%。\n（一）各县（区）要落实“四水四定”，加快灌区改造。"

  /// What a reader shows that takes bytes for another table; U+FFFD where the table has nothing.
  private func misread(_ text: String, from: Charset, as charset: Charset) -> String {
    let bytes = CharsetDecoder.encode(text, as: from) ?? []
    return text.isEmpty ? "" : String(scalars: CharsetDecoder.decode(bytes[...], as: charset)?.scalars ?? [])
  }

  private func reading(_ shown: String) -> String {
    let read = normal(shown)
    return read.string(0..<read.count)
  }

  @Test(arguments: [Charset.windows1252]) func utf8TakenForLatin(_ charset: Charset) {
    let shown = Self.plan.split(separator: "\n").map { misread(String($0), from: .utf8, as: charset) }.joined(separator: "\n")
    #expect(shown.contains("å…³äºŽ"))
    #expect(reading(shown) == reading(Self.plan))
    let damage = normal(shown).damage.filter { $0.kind == .mojibake }
    #expect(!damage.isEmpty && damage.allSatisfy { $0.certainty == .exact && $0.rule == WrongTable.utf8AsLatin.rawValue })
  }

  /// Latin-1 itself shows 80 to 9F as control characters; 85, which ends 内 and stands in 公, is none that ends a line.
  @Test func utf8TakenForTheTableWithControls() {
    let shown = Self.plan.split(separator: "\n").map { String(scalars: $0.utf8.map { Unicode.Scalar($0) }) }.joined(separator: "\n")
    #expect(shown.unicodeScalars.contains("\u{85}"))
    #expect(reading(shown) == reading(Self.plan))
  }

  /// Text that went through the wrong table twice; its bytes are no characters of GBK.
  @Test func takenForLatinTwice() {
    let shown = Self.plan.split(separator: "\n").map { line in
      misread(misread(String(line), from: .utf8, as: .windows1252), from: .utf8, as: .windows1252)
    }.joined(separator: "\n")
    #expect(reading(shown) == reading(Self.plan))
    let damage = normal(shown).damage.filter { $0.kind == .mojibake }
    #expect(!damage.isEmpty && damage.allSatisfy { $0.rule == WrongTable.utf8AsLatin.rawValue })
  }

  @Test func theRoundTripIsProved() {
    // What a repair says is what the bytes say: written as UTF-8 and taken for the other table it is the quote again.
    let shown = Self.plan.split(separator: "\n").map { misread(String($0), from: .utf8, as: .windows1252) }.joined(separator: "\n")
    let source = Array(shown.unicodeScalars)
    for place in normal(shown).damage where place.kind == .mojibake {
      #expect(misread(place.repaired ?? "", from: .utf8, as: .windows1252) == String(scalars: source[place.span.range]))
    }
  }

  @Test func utf8TakenForGBK() {
    let shown = misread("关于印发清河市节水行动方案的通知，", from: .utf8, as: .gb18030)
    #expect(shown.hasPrefix("鍏充簬"))
    // Seventeen characters of three bytes: the last byte has no partner, and its character stays as it is shown.
    #expect(reading(shown).hasPrefix("关于印发清河市节水行动方案的通知"))
    let damage = normal(shown).damage
    #expect(damage.contains { $0.certainty == .exact && $0.repaired?.hasPrefix("关于印发") == true })
  }

  @Test func gbkTakenForLatin() {
    let shown = misread("关于印发清河市节水行动方案的通知", from: .gb18030, as: .windows1252)
    #expect(reading(shown) == "关于印发清河市节水行动方案的通知")
  }

  @Test func otherLanguagesAreLeftAlone() {
    for text in [
      "Forêt, château, œuvre: l’année 2025 à Zürich – “où ça?”", "Größe ±5 °C, 3×4 m², §12, ½", "Ã©tude d’été", "ČSÚ Žďár", "æøå ÆØÅ", "ñandú",
    ] { #expect(normal(text).damage.filter { $0.kind == .mojibake }.isEmpty, "\(text)") }
  }

  /// Web pages have rows of blanks that do not break, contents have rows of dots: any sign of Latin-1, any number of times.
  @Test func rowsOfOneSignAreLeftAlone() {
    for value in 0xA0...0xFF {
      let sign = String(Unicode.Scalar(UInt8(value)))
      for count in [2, 3, 8, 26, 61] {
        let row = String(repeating: sign, count: count)
        let text = "第三章\(row) 见习单位职责\n\(row)\n姓名：\(row) 电话：\(row)\(sign)"
        #expect(normal(text).damage.filter { $0.kind == .mojibake }.isEmpty, "\(value) \(count)")
      }
    }
    // Blanks beside what is garbled stay blanks.
    let shown = misread("关于印发清河市节水行动方案的通知", from: .gb18030, as: .windows1252)
    #expect(reading("\u{A0}\u{A0}\(shown)\u{A0}\u{A0}").contains("关于印发清河市节水行动方案的通知"))
    #expect(normal("\u{A0}\u{A0}\(shown)\n\u{A0}\u{A0}\u{A0}").damage.filter { $0.kind == .mojibake }.count == 1)
  }

  @Test func rareChineseIsLeftAlone() {
    for text in ["缂丝、髹漆、羌绣、夔州、鄱阳、衢州、亳州、濮阳、睢县", "鍏充簬 is how 关于 looks", "彧、翀、堃、珺、珩、瑀、琚、璟", "钼铼镥镱铥铒钬镝铽钆铕钐钷钕镨铈镧"] {
      #expect(normal(text).damage.filter { $0.rule == WrongTable.utf8AsGBK.rawValue }.isEmpty, "\(text)")
    }
  }

  @Test func halfConvertedScript() {
    let found = normal("加强經济发展，推进農业现代化，完善医療卫生体系，改善生态環境质量，落实責任制").damage.filter { $0.kind == .script }
    #expect(found.count >= 4 && found.allSatisfy { $0.certainty == .detected && $0.repaired == nil })
    for text in ["錢鍾書、乾隆年間", "钱鍾书故居、乾隆通宝、瞭望塔", "發展經濟，推進農業現代化，改善生態環境質量", "“發展”即发展。"] {
      #expect(normal(text).damage.filter { $0.kind == .script }.isEmpty, "\(text)")
    }
  }

  @Test func lostTwice() {
    let found = normal("全市烫烫锟斤拷锟斤拷工作").damage.filter { $0.kind == .lost }
    #expect(found.count == 1 && found[0].span.end - found[0].span.start == 6)
    #expect(normal("一斤拷贝纸").damage.isEmpty)
  }
}
