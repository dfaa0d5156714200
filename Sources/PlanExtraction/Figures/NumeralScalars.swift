/// What the reading of numerals asks of a character.
extension Unicode.Scalar {
  @inline(__always) var isDigit: Bool { value >= 0x30 && value <= 0x39 }

  @inline(__always) var isLatinLetter: Bool { (value | 0x20) >= 0x61 && (value | 0x20) <= 0x7A }

  /// 零 to 九, also 〇 ○ and 两.
  var chineseDigit: Int64? {
    switch self {
    case "零", "〇", "○": 0
    case "一": 1
    case "二", "两": 2
    case "三": 3
    case "四": 4
    case "五": 5
    case "六": 6
    case "七": 7
    case "八": 8
    case "九": 9
    default: nil
    }
  }

  /// Value of 十 百 千 万 亿.
  var chinesePlace: Int64? {
    switch self {
    case "十": 10
    case "百": 100
    case "千": 1000
    case "万": 10_000
    case "亿": 100_000_000
    default: nil
    }
  }

  var chineseDigitOrPlace: Bool {
    guard value >= 0x3007 || self == "○" else { return false }
    return chineseDigit != nil || chinesePlace != nil
  }

  var isExcess: Bool { self == "余" || self == "多" }
  var isDecimalPoint: Bool { self == "." || self == "‧" || self == "·" || self == "点" || self == "．" }

  /// Units that take 千, 百 or 兆 as a prefix.
  var isBaseUnit: Bool {
    switch self {
    case "瓦", "米", "克", "卡", "伏", "帕", "赫", "焦", "安", "乏", "字", "比", "升": true
    default: false
    }
  }
}
