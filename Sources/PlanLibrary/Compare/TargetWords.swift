/// Short words for a target's figure.
package enum TargetWords {
  /// `≥ 13 %`, `30—50 所`, `全覆盖`-style values as they are; empty when there is no figure.
  package static func figure(_ finding: Finding) -> String {
    figure(
      op: finding.cell("op").text ?? "", value: finding.cell("value").number, high: finding.cell("high").number,
      unit: finding.cell("unit").text)
  }

  static func figure(op: String, value: String?, high: String?, unit: String?) -> String {
    guard let value else { return "" }
    let figure = high.map { "\(grouped(value))—\(grouped($0))" } ?? grouped(value)
    let sign =
      switch op {
      case ">=": "≥"
      case "<=": "≤"
      case "~": "≈"
      default: ""
      }
    return sign + figure + (unit ?? "")
  }

  /// 万 and 亿 where they keep the number short and exact.
  package static func grouped(_ value: String) -> String {
    guard value.allSatisfy({ $0.isASCII && $0.isNumber }), value.count > 4 else { return value }
    for (zeros, word) in [(8, "亿"), (4, "万")] where value.count > zeros {
      let head = value.dropLast(zeros)
      let tail = value.suffix(zeros)
      if tail.allSatisfy({ $0 == "0" }) { return head + word }
      let fraction = String(tail.reversed().drop { $0 == "0" }.reversed())
      if fraction.count <= 2 { return head + "." + fraction + word }
    }
    return value
  }
}

extension Cell {
  /// Its plain decimal; nil if it is no number.
  package var number: String? {
    if case .number(let n) = self { return n }
    return nil
  }

  /// Its whole number; nil if it is none.
  package var integer: Int? {
    if case .integer(let i) = self { return i }
    return nil
  }
}
