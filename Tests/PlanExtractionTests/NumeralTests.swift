import Foundation
import Testing

@testable import PlanExtraction

private func read(_ text: String, at offset: Int = 0) -> Numeral? {
  let scalars = Array(text.unicodeScalars)
  return NumeralGrammar.numeral(in: scalars, at: offset, end: scalars.count)
}

@Suite struct NumeralTests {
  @Test(arguments: [
    ("15", "15", 2), ("1,955万吨", "19550000", 6), ("12,5", "12", 2), ("3.2亿元", "320000000", 4),
    ("1.5万亿", "1500000000000", 5), ("10.36百亿亿次", "10360000000000000000", 8), ("5千瓦", "5", 1),
    ("80万千瓦", "800000", 3), ("100余万人", "1000000", 5), ("400多部", "400", 4), ("5多元化", "5", 2),
    ("十五个", "15", 2), ("二百三十户", "230", 4), ("两千", "2000", 2), ("一万二千", "12000", 4),
    ("三百零五", "305", 4), ("三千万", "30000000", 3), ("三.五四%", "3.54", 4), ("六‧五亿", "650000000", 4),
    ("三千瓦", "3", 1), ("二十余所", "20", 3), ("七百万", "7000000", 3),
  ])
  func readsNumbers(text: String, value: String, length: Int) throws {
    let numeral = try #require(read(text), "\(text) is a numeral")
    #expect(numeral.value == Decimal(string: value))
    #expect(numeral.range.count == length)
  }

  @Test(arguments: [
    ("三分之二", "66.67"), ("百分之八", "8"), ("百分之三点五", "3.5"), ("3分之1", "33.33"), ("四分之三", "75"),
    ("百分之百", "100"), ("十分之一", "10"), ("百分之12.5", "12.5"), ("千分之3.5", "0.35"), ("千分之2.25", "0.23"),
  ])
  func readsFractionsAsPerCent(text: String, value: String) throws {
    let numeral = try #require(read(text))
    #expect(numeral.value == Decimal(string: value))
    #expect(numeral.form == .fraction)
  }

  @Test(arguments: [
    "两三个", "十四五", "二〇二五年", "三五成群", "三四十", "百姓", "千方百计", "万众", "一百十百", "五分之六",
    "99999999999999999999",
  ])
  func refusesWhatIsNoNumeral(text: String) {
    #expect(read(text) == nil)
  }

  @Test func aFullWidthCommaSeparatesNoThousands() throws {
    let text = Array("5,120个".unicodeScalars)
    let numeral = try #require(NumeralGrammar.numeral(in: text, at: 0, end: text.count, isThousandsComma: { _ in false }))
    #expect(numeral.value == 5)
  }

  /// Every number up to 99,999 survives a round trip through a speller that works digit by digit.
  @Test func agreesWithASpeller() {
    for n in stride(from: 10, through: 99_999, by: 7) {
      let spelled = Self.spell(n)
      #expect(read(spelled)?.value == Decimal(n), "\(spelled)")
    }
  }

  static func spell(_ n: Int) -> String {
    let digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    if n >= 10_000 {
      let rest = n % 10_000
      return spell(n / 10_000) + "万" + (rest == 0 ? "" : (rest < 1000 ? "零" : "") + spell(rest))
    }
    var text = ""
    var gap = false
    for (place, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
      let digit = n / place % 10
      if digit == 0 {
        gap = !text.isEmpty
        continue
      }
      text += (gap ? "零" : "") + digits[digit] + name
      gap = false
    }
    return text
  }
}
