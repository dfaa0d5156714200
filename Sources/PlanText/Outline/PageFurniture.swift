/// Lines around a document that are no part of it: buttons, breadcrumbs and sources, as they stay behind in text copied
/// from pages. The words are data (`Data/page-furniture.tsv`).
struct PageFurniture: Sendable {
  private let whole: Set<String>
  private let prefixes: [[Unicode.Scalar]]
  private let closers: [[Unicode.Scalar]]

  static let bundled = PageFurniture(lines: DataFile.lines("page-furniture.tsv"))

  init(lines: [Substring]) {
    let rows = lines.map { $0.split(separator: "\t", maxSplits: 1).map(String.init) }.filter { $0.count == 2 }
    func texts(_ match: String) -> [String] { rows.filter { $0[0] == match }.map { $0[1] } }
    whole = Set(texts("whole"))
    prefixes = texts("prefix").map { Array($0.unicodeScalars) }
    closers = texts("from").map { Array($0.unicodeScalars) }
  }

  /// Longest line that a prefix alone makes furniture, in scalars.
  private static let longest = 45

  /// For each paragraph, whether it is furniture.
  func marks(in text: NormalText) -> [Bool] {
    var marks = text.paragraphs.map { $0.kind == .chrome }
    let candidates = text.paragraphs.indices.filter { text.paragraphs[$0].kind == .line }
    guard let firstProse = candidates.first(where: { isProse($0, text) }),
      let lastProse = candidates.last(where: { isProse($0, text) })
    else { return marks }
    var isValue = false
    for p in candidates {
      let line = text.scalars[text.paragraphs[p].range]
      // The value of a label on the line before.
      if isValue, line.count <= 60, p < firstProse { marks[p] = true }
      isValue = p < firstProse && StatedFacts.isLabelWithoutValue(line)
      if p < firstProse || p > lastProse {
        marks[p] = marks[p] || isWhole(line) || hasPrefix(line) || isStamp(line) || isTrail(line) || StatedFacts.isLabelled(line)
      }
      if isCaption(line) { marks[p] = true }
    }
    markBreadcrumbs(in: text, candidates.filter { $0 < firstProse }, &marks)
    markTail(in: text, candidates, &marks)
    return marks
  }

  private func isProse(_ p: Int, _ text: NormalText) -> Bool {
    let range = text.paragraphs[p].range
    return range.count >= 40 && text.scalars[range].contains("。")
  }

  private func isWhole(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    line.count <= 12 && whole.contains(String(scalars: line))
  }

  private func hasPrefix(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    line.count <= Self.longest && prefixes.contains { line.starts(with: $0) }
  }

  /// A moment of publication on a line of its own: digits, 年月日, colons and dashes, with a clock time.
  private func isStamp(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    guard line.count >= 8, line.count <= 24, line.contains(":") || line.contains("时") || line.contains("-") else {
      return false
    }
    return line.allSatisfy { $0.isDigit || Self.stampMarks.contains($0) }
  }

  private static let stampMarks: ScalarSet = "-:/年月日时分秒 ."

  /// `首页 > 政务公开 > 规划计划`: where the page stands on its site.
  private func isTrail(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    guard line.count <= 80, !line.contains("。") else { return false }
    let steps = line.count { Self.steps.contains($0) }
    return steps >= 2 || steps == 1 && line.starts(with: "首页".unicodeScalars)
  }

  private static let steps: ScalarSet = ">»›"

  /// `…作政府工作报告。本报记者 … 摄`
  private func isCaption(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    line.count <= 60 && line.last == "摄" && Self.reporter.isIn(line)
  }

  private static let reporter: PhraseSet = ["记者"]

  /// Short lines on both sides of a line that holds only `>`.
  private func markBreadcrumbs(in text: NormalText, _ candidates: [Int], _ marks: inout [Bool]) {
    for (k, p) in candidates.enumerated() where text.scalars[text.paragraphs[p].range].elementsEqual([">"]) {
      for neighbour in [k - 1, k + 1] where candidates.indices.contains(neighbour) {
        let q = candidates[neighbour]
        if text.paragraphs[q].range.count <= 16 { marks[q] = true }
      }
    }
  }

  /// Everything from 相关报道 on, if little text is left behind it.
  private func markTail(in text: NormalText, _ candidates: [Int], _ marks: inout [Bool]) {
    guard let start = candidates.first(where: { p in
      let range = text.paragraphs[p].range
      guard range.count <= 20, range.lowerBound * 10 >= text.count * 8 else { return false }
      let line = text.scalars[range]
      return closers.contains { line.starts(with: $0) }
    }) else { return }
    for p in candidates where p >= start { marks[p] = true }
  }
}
