/// Numbers under which bodies issue documents: 国发〔2011〕42号, 陕科协发〔2021〕宣字1号, 院台教字第1120012345号, 令第12号.
enum DocumentNumber {
  /// The document's own number in a line, not one that is cited in brackets or below 《》. The range is that of the number.
  static func find(in line: [Unicode.Scalar]) -> Range<Int>? {
    var at = 0
    while let open = line[at...].firstIndex(where: { "〔[(".unicodeScalars.contains($0) }) {
      if let found = bracketed(line, open), !isCited(line, found) { return found }
      at = open + 1
    }
    return serial(line) ?? order(line)
  }

  /// 国办发〔2015〕94号 around the bracket at `open`.
  private static func bracketed(_ line: [Unicode.Scalar], _ open: Int) -> Range<Int>? {
    var at = open + 1
    while at < line.count, line[at].isDigit { at += 1 }
    guard at - open == 5, at < line.count, "〕])".unicodeScalars.contains(line[at]) else { return nil }
    at += 1
    let word = at
    while at < line.count, at - word < 6, CharacterForms.isHan(line[at]), line[at] != "号" { at += 1 }
    if at < line.count, line[at] == "第" { at += 1 }
    let digits = at
    while at < line.count, line[at].isDigit || CharacterForms.isBlank(line[at]) { at += 1 }
    guard at > digits, at < line.count, line[at] == "号" else { return nil }
    guard let start = prefixStart(line, open) else { return nil }
    return start..<at + 1
  }

  /// Where the letters of the number start. A title run together with it is cut off behind its genre word.
  private static func prefixStart(_ line: [Unicode.Scalar], _ open: Int) -> Int? {
    var start = open
    while start > 0, CharacterForms.isHan(line[start - 1]), line[start - 1] != "年" { start -= 1 }
    guard start < open else { return nil }
    if let end = Genres.bundled.lastEnd(in: line[start..<open]), end < open, open - end <= 12 { start = end }
    if start > 0, line[start - 1] == "》" || line[start - 1] == ")" || start == 0 {
      return open - start <= 12 ? start : nil
    }
    guard open - start <= 12, open - start >= 2 else { return nil }
    return start
  }

  private static func isCited(_ line: [Unicode.Scalar], _ found: Range<Int>) -> Bool {
    guard found.lowerBound > 0 else { return false }
    let before = line[found.lowerBound - 1]
    // …的通知(通政办发〔2022〕44号) at the end of a title is its own number, 《…》(国发〔2016〕82号) is cited.
    if before == "(", found.upperBound == line.count - 1, line[found.upperBound] == ")", found.lowerBound >= 6 {
      return line[found.lowerBound - 2] == "》"
    }
    return before == "(" || before == "," || before == "。"
      || before == ":" && !line.starts(with: "文号".unicodeScalars)
        && !line.starts(with: "发文字号".unicodeScalars)
  }

  /// 府研综字第1120086421号 on a line of its own.
  private static func serial(_ line: [Unicode.Scalar]) -> Range<Int>? {
    guard line.count <= 40, let word = line.position(of: "字第"), word >= 1 else { return nil }
    var at = word + 2
    while at < line.count, line[at].isDigit { at += 1 }
    guard at - word >= 5, at < line.count, line[at] == "号" else { return nil }
    var start = word
    while start > 0, CharacterForms.isHan(line[start - 1]), !"年月日".unicodeScalars.contains(line[start - 1]) { start -= 1 }
    return word - start <= 12 ? start..<at + 1 : nil
  }

  /// 清河市人民政府令第12号, 第12号令 on a line of its own.
  private static func order(_ line: [Unicode.Scalar]) -> Range<Int>? {
    guard line.count <= 30, let word = line.position(of: "令"), word >= 2 else { return nil }
    var at = word + 1
    while at < line.count, CharacterForms.isBlank(line[at]) || line[at] == "第" || line[at] == "(" { at += 1 }
    let digits = at
    while at < line.count, line[at].isDigit { at += 1 }
    guard at > digits, at < line.count, line[at] == "号", line[..<word].allSatisfy(CharacterForms.isHan) else {
      return nil
    }
    return 0..<at + 1
  }
}
