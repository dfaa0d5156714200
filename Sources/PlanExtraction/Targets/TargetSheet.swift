import Foundation
import PlanText

/// Sheets of indicators whose lines have labels: 指标3.1.1：新生儿死亡率, 现况基础值：2.6人, 119年量化目标：2.2人以下.
struct SheetReader {
  /// What the lines below an indicator are.
  enum Line { case goal, base }

  let outline: Outline

  /// By paragraph what its label says and the indicator that the sheet is about; only below a line that names one.
  func lines() -> [Int: (line: Line, indicator: String)] {
    let text = outline.text.scalars
    var found: [Int: (line: Line, indicator: String)] = [:]
    var indicator: String?
    for (number, paragraph) in outline.text.paragraphs.enumerated() {
      guard let colon = paragraph.range.prefix(Self.longestLabel).first(where: { text[$0] == ":" }) else { continue }
      let label = behindBullet(paragraph.range.lowerBound..<colon)
      if let name = named(label, colon, paragraph.range) { indicator = name }
      guard let indicator, let line = line(label) else { continue }
      found[number] = (line, indicator)
    }
    return found
  }

  private static let longestLabel = 20

  private func behindBullet(_ label: Range<Int>) -> Range<Int> {
    let start = label.first { CharacterForms.isHan(outline.text.scalars[$0]) || outline.text.scalars[$0].isDigit } ?? label.upperBound
    return start..<label.upperBound
  }

  /// The indicator of the line 指标3.1.1：新生儿死亡率.
  private func named(_ label: Range<Int>, _ colon: Int, _ line: Range<Int>) -> String? {
    let text = outline.text.scalars
    guard text[label].starts(with: "指标".unicodeScalars), label.count > 2, label.dropFirst(2).allSatisfy({ text[$0].isDigit || ".-".unicodeScalars.contains(text[$0]) })
    else { return nil }
    let name = (colon + 1)..<line.upperBound
    guard (3...40).contains(name.count), !name.contains(where: { "。;".unicodeScalars.contains(text[$0]) }) else { return nil }
    return String(scalars: text[name])
  }

  private func line(_ label: Range<Int>) -> Line? {
    let words = String(scalars: outline.text.scalars[label])
    if ["基础值", "基准值", "现况值", "现状值"].contains(where: words.hasSuffix) { return .base }
    return ["量化目标", "目标值", "年目标"].contains(where: words.hasSuffix) ? .goal : nil
  }
}
