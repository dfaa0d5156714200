import Foundation
import Testing

@testable import PlanText

@Suite struct PassageTests {
  @Test func coverEveryPrintedCharacter() {
    let source = document("一、甲\n（一）乙。丙各縣區(qū)開會。（二）丁。戊\n\n己")
    let outline = Outline(of: source)
    let passages = outline.passages()
    for (i, scalar) in source.text.enumerated() where !CharacterForms.isBlank(scalar) {
      #expect(passages.contains { $0.span.range.contains(i) })
    }
    for (a, b) in zip(passages, passages.dropFirst()) { #expect(a.span.end <= b.span.start) }
  }

  @Test(arguments: [
    "# 清河市工作要点\n## 一、重点任务\n**责任单位：**市教育局\n**完成时限：年底前**\n- **措施**：建场馆",
    "＃ 清河市工作要点\n＃＃ 一、重点任务\n＊＊责任单位：＊＊市教育局\n＊＊完成时限：年底前\u{200B}＊＊\n- ＊＊措施＊＊：建场馆",
  ])
  func marksOfMarkdownAreFoundAsPrinted(_ text: String) throws {
    let source = document(text)
    let passages = Outline(of: source).passages()
    for (i, scalar) in source.text.enumerated() where !CharacterForms.isBlank(scalar) && !CharacterForms.isInvisible(scalar) {
      #expect(passages.contains { $0.span.range.contains(i) }, "\(i) \(scalar)")
    }
    for (a, b) in zip(passages, passages.dropFirst()) { #expect(a.span.end <= b.span.start) }
    func isFound(_ term: String) -> Bool { passages.contains { $0.readings.contains { contains($0, term) } } }
    for term in ["责任单位:市教育局", "**责任单位:**市", "## 一、重点", "年底前**", "清河市工作要点"] { #expect(isFound(term), "\(term)") }
  }

  @Test func aRepairedPassageKeepsItsPrintedReading() throws {
    let passages = Outline(of: document("各縣區(qū)科協(xié)要開展活動。")).passages()
    let passage = try #require(passages.first)
    #expect(passage.readings.count == 2)
    #expect(contains(passage.readings[0], "县区科协"))
    #expect(contains(passage.readings[1], "區(qū)科協(xié)"))
  }

  @Test func aPhraseMayCrossTheBorderOfTwoPassagesOfALine() throws {
    let passages = Outline(of: document("提出意见。一、优化服务。简化流程（一）甲事。（二）乙事。二、强化保障。压实责任")).passages()
    let first = try #require(passages.first)
    #expect(first.readings[0].ownCount < first.readings[0].scalars.count)
    #expect(contains(first.readings[0], "意见。一、优化"))
  }

  @Test func aLineWithoutEndIsCutAndPhrasesCrossTheCuts() throws {
    let passages = Outline(of: document(String(repeating: "完善农村公共服务", count: 20_000))).passages()
    #expect(passages.count == 3)
    for (a, b) in zip(passages, passages.dropFirst()) { #expect(a.span.end == b.span.start) }
    #expect(passages.allSatisfy { $0.readings[0].ownCount <= Outline.longestPassage })
    let first = try #require(passages.first?.readings.first)
    #expect(first.scalars.count > first.ownCount)
  }

  @Test func aPhraseMayCrossABorderAndAPageBreak() throws {
    let passages = Outline(
      of: document("一、优化服务。工作取得成效。二、加强阵地建设。各县区要统筹资源，\n\n建好场馆，完善功能。")
    ).passages()
    let first = try #require(passages.first)
    #expect(contains(first.readings[0], "取得成效。二、加强阵地建设。各县区要统筹资源,建好场馆"))
  }

  private func contains(_ reading: FoldedReading, _ term: String) -> Bool {
    let needle = SearchFold.fold(term)
    return reading.scalars.indices.contains { reading.scalars[$0...].starts(with: needle) }
  }

  @Test func offsetRunsKeepEveryOffset() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      var starts: [Int32] = []
      var ends: [Int32] = []
      var at: Int32 = Int32.random(in: 0..<1000, using: &random)
      for _ in 0..<Int.random(in: 0..<60, using: &random) {
        if Int.random(in: 0..<8, using: &random) == 0 { at += Int32.random(in: 1..<9, using: &random) }
        let width: Int32 = Int.random(in: 0..<10, using: &random) == 0 ? Int32.random(in: 2..<7, using: &random) : 1
        starts.append(at)
        ends.append(at + width)
        at += width
      }
      let runs = OffsetRuns(starts: starts, ends: ends)
      let restored = try #require(OffsetRuns(encoded: runs.encoded()))
      #expect(restored == runs)
      for low in starts.indices {
        for high in low..<starts.count {
          let span = restored.sourceSpan(low..<(high + 1))
          #expect(span == SourceSpan(start: Int(starts[low]), end: Int(ends[high])))
        }
      }
    }
  }

  @Test func brokenRunsAreRefusedOrHarmless() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0..<20, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      if let runs = OffsetRuns(encoded: bytes) {
        _ = runs.sourceSpan(0..<1)
        _ = runs.sourceSpan(0..<1_000_000)
      }
    }
  }

  /// Whatever is cut out of a passage is found in it, in either script, and maps back to the characters it came from.
  @Test(arguments: SharedCorpus.texts)
  func substringsMapBack(_ url: URL) throws {
    let source = try #require(SharedCorpus.document(url))
    var random = SeededGenerator(seed: 3)
    for passage in Outline(of: source).passages().prefix(200) {
      for reading in passage.readings where reading.ownCount > 0 {
        let low = Int.random(in: 0..<reading.ownCount, using: &random)
        let high = min(reading.scalars.count, low + Int.random(in: 1...12, using: &random))
        let span = reading.map.sourceSpan(low..<high)
        #expect(span.end <= source.text.count)
        if passage.readings.count == 1 {
          #expect(SearchFold.fold(source.quote(span)) == Array(reading.scalars[low..<high]))
        }
      }
    }
  }
}

@Suite struct SearchFoldTests {
  @Test(arguments: [
    ("責任單位", "责任单位"), ("ＡＰＰ", "app"), ("５０％", "50%"), ("「兩新」", "“两新”"), ("“两新”", "\"两新\""), ("国 务 院", "国务院"),
    ("裡面", "里面"), ("裏面", "里面"), ("瞭望", "了望"), ("顯著", "显着"), ("乾隆", "干隆"), ("諮詢", "咨询"), ("A  B", "a b"),
    ("頭髮", "头发"), ("發展", "发展"), ("臺灣", "台湾"), ("羣眾", "群众"), ("——", "――"), ("ﬁne", "fine"), ("㎡", "m2"), ("㈠", "(一)"), ("①", "1"), ("ガ", "ｶﾞ"),
    ("Á", "A\u{301}"), ("xié", "xie\u{301}"), ("Straße", "strasse"), ("葛\u{E0100}城", "葛城"), ("½", "1⁄2"), ("℃", "°c"),
  ])
  func meets(_ a: String, _ b: String) {
    #expect(SearchFold.fold(a) == SearchFold.fold(b))
  }

  @Test func isIdempotent() {
    for value in 0x20...0xFFFF as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value), let once = SearchFold.fold(scalar) else { continue }
      guard let again = Unicode.Scalar(once) else { continue }
      #expect(SearchFold.fold(again) == once)
    }
  }

  /// The bundled classes hold every pair that this machine's ICU maps, in both directions.
  @Test(arguments: ["Traditional-Simplified", "Simplified-Traditional"])
  func classesHoldWhatICUMaps(_ transliterator: String) throws {
    let characters = (0x4E00...0x9FFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init)
    var view = String.UnicodeScalarView()
    view.append(contentsOf: characters)
    let converted = try #require(ICU.transliterate(String(view), transliterator))
    for (from, to) in zip(characters, converted.unicodeScalars) {
      #expect(SearchFold.fold(from) == SearchFold.fold(to))
    }
  }

  @Test func readingAndSourceFoldToTheSame() {
    for exception in ScriptException.bundled {
      let converted = ScriptConversion.simplified(exception.traditional)
      #expect(exception.traditional.map(SearchFold.fold) == converted.map(SearchFold.fold))
      #expect(converted == exception.simplified)
    }
  }
}
