/// Finds the title among the lines in front of a text: one line or several, possibly run together with the document's
/// number and the addressees.
struct TitleFinder {
  /// Ranges of the normal text that make the title, in order.
  struct Title {
    var pieces: [Range<Int>]
    var scalars: [Unicode.Scalar]
    /// Index of its last line.
    var last: Int
  }

  let genres: Genres
  /// A short name of a place or body starts the line.
  let startsWithPlace: ([Unicode.Scalar]) -> Bool

  /// The first title in `lines`.
  func find(in lines: [FrontPage.Line]) -> Title? {
    for end in lines.indices where isPossible(lines[end]) {
      let (range, core) = Self.cut(lines[end])
      guard core.count >= 4, genres.kind(of: core) != nil || isWithMotto(core) else { continue }
      var title = Title(pieces: [range], scalars: core, last: end)
      var start = end
      while start > 0, end - start < 4, needs(lines[start - 1], before: title.scalars) {
        start -= 1
        title.pieces.insert(lines[start].range, at: 0)
        // 教育部 | 财政部关于…: two bodies, not one name
        let parts: [Unicode.Scalar] = Bodies.isBody(lines[start].scalars) && !title.scalars.starts(with: "关于".unicodeScalars) ? [" "] : []
        title.scalars.insert(contentsOf: lines[start].scalars + parts, at: 0)
      }
      addBeginning(to: &title, from: start, lines)
      addEnding(to: &title, lines)
      addQualifier(to: &title, lines)
      return title
    }
    return nil
  }

  /// 行政长官2018年施政报告 坚定前行: an address with its motto behind a blank.
  private func isWithMotto(_ line: [Unicode.Scalar]) -> Bool {
    guard let blank = line.firstIndex(where: { CharacterForms.isBlank($0) }), blank >= 8, line.count <= 60 else { return false }
    return ["施政报告", "施政纲领", "财政预算案"].contains { line[..<blank].elementsEqual(line[..<(blank - $0.unicodeScalars.count)] + $0.unicodeScalars) }
  }

  /// No sentence, addressee or list.
  private func isPossible(_ line: FrontPage.Line) -> Bool {
    let scalars = line.scalars
    if scalars.contains(":"), StatedFacts.isLabelled(scalars[...]) { return false }
    if let head = Self.runOnHead(scalars) { return DocumentNumber.find(in: head) != nil }
    guard line.range.count <= 200, let last = scalars.last else { return false }
    if scalars.contains("。") || scalars.contains(";") {
      return DocumentNumber.find(in: scalars) != nil && line.range.count <= 120
    }
    for word in ["日前", "近日", "记者", "根据", "附件", "附:", "现将", "为", "按照", "关联", "来源", "(来源"] where scalars.starts(with: word.unicodeScalars) {
      return false
    }
    if last == ":" { return DocumentNumber.find(in: scalars) != nil }
    return true
  }

  /// Title, number and addressees at the start of a line that runs on into the text.
  static func runOnHead(_ line: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    guard line.count > 60, let colon = line.prefix(200).firstIndex(of: ":"), line.count > colon + 1 else { return nil }
    let head = Array(line[..<colon])
    guard !head.contains("。"), !head.contains(";"), let number = DocumentNumber.find(in: head), number.lowerBound >= 6 else { return nil }
    return head
  }

  /// The line in front of the document's number or, where they run on, of the addressees.
  static func cut(_ line: FrontPage.Line) -> (range: Range<Int>, scalars: [Unicode.Scalar]) {
    var end = line.scalars.count
    let head = runOnHead(line.scalars) ?? line.scalars
    var start = 0
    if let number = DocumentNumber.find(in: head) {
      if number.lowerBound >= 4 {
        end = number.lowerBound
      } else if number.lowerBound == 0, number.upperBound + 8 < end {
        // 清政办发〔2016〕26号《清河市人民政府办公厅关于印发…的通知》
        start = number.upperBound
      }
    }
    end = min(end, sectionStart(line.scalars) ?? end)
    while end > 0, CharacterForms.isBlank(line.scalars[end - 1]) || line.scalars[end - 1] == "(" { end -= 1 }
    while start < end, CharacterForms.isBlank(line.scalars[start]) { start += 1 }
    let lower = line.range.lowerBound
    return (lower + start..<lower + end, Array(line.scalars[start..<max(start, end)]))
  }

  /// 2021年施政报告— 一、2020年工作回顾: where the first heading starts that shares the line of the title.
  private static func sectionStart(_ line: [Unicode.Scalar]) -> Int? {
    guard line.count <= 120, let mark = line.position(of: "一、"), mark >= 6 else { return nil }
    var end = mark
    while end > 0, CharacterForms.isBlank(line[end - 1]) || line[end - 1] == "—" || line[end - 1] == "-" { end -= 1 }
    return end < mark ? end : nil
  }

  /// Whether the title lacks its beginning, which `line` gives.
  private func needs(_ line: FrontPage.Line, before title: [Unicode.Scalar]) -> Bool {
    let scalars = line.scalars
    guard let last = scalars.last, let first = title.first, scalars.count <= 60, scalars.count >= 2 else {
      return false
    }
    if FrontPage.squeeze(title).elementsEqual("政府工作报告".unicodeScalars) { return false }
    if "。:;,".unicodeScalars.contains(last) || DocumentNumber.find(in: scalars) != nil { return false }
    if PlanDate.find(in: scalars[...]) != nil || scalars.starts(with: "附件".unicodeScalars) { return false }
    if scalars.ends(with: Array("文件".unicodeScalars)) || scalars.ends(with: Array("要闻".unicodeScalars)) { return false }
    if Self.isUnbalanced(title) || Self.isOpen(scalars) { return true }
    // 二零三一至三二财政年度 | 政府财政预算案
    if scalars.ends(with: Array("年度".unicodeScalars)), !first.isDigit, title.count <= 20 { return true }
    if genres.kind(of: scalars) != nil { return false }
    let hasAbout = title.position(of: "关于") != nil
    if !hasAbout, scalars.holds(Array("关于".unicodeScalars)) { return true }
    let isBody = Bodies.isBody(scalars) || Bodies.names(in: scalars).count > 1
    // 中共清河市委 | 清河市人民政府关于…: bodies that issue it together, a line each
    if let about = title.position(of: "关于"), about >= 3, isBody, !Bodies.names(in: Array(title[..<about])).isEmpty { return true }
    for word in ["关于", "贯彻", "落实", "印发"] where title.starts(with: word.unicodeScalars) { return isBody }
    if first.isDigit || first == "“" || first == "(" { return isBody || startsWithPlace(scalars) }
    return !startsWithPlace(title) && !isBody && startsWithPlace(scalars) && !scalars.contains(" ")
      && scalars.count >= 6
  }

  /// 关于印发清河市 | 进一步支持…发展的 | 实施方案的通知: the lines from the one with 关于 on, where nothing but parts of a title stands between.
  private func addBeginning(to title: inout Title, from start: Int, _ lines: [FrontPage.Line]) {
    guard title.scalars.position(of: "关于") == nil, title.scalars.ends(with: Array("通知".unicodeScalars)) || title.scalars.ends(with: Array("意见".unicodeScalars))
    else { return }
    var at = start
    while at > 0, start - at < 3 {
      at -= 1
      let line = lines[at].scalars
      guard (4...40).contains(line.count), line.allSatisfy({ CharacterForms.isHan($0) || $0.isDigit || "《》“”()".unicodeScalars.contains($0) }),
        genres.kind(of: line) == nil
      else { return }
      guard line.position(of: "关于") != nil else { continue }
      for piece in lines[at..<start].reversed() {
        title.pieces.insert(piece.range, at: 0)
        title.scalars.insert(contentsOf: piece.scalars, at: 0)
      }
      return
    }
  }

  /// 关于印发…规划纲要 | 实施方案的通知: a line that sends something ends with the word for what sends it.
  private func addEnding(to title: inout Title, _ lines: [FrontPage.Line]) {
    let next = title.last + 1
    guard next < lines.count, lines[next].scalars.count <= 60, SendingTitle(title.scalars) == nil else { return }
    // 国务院关于落实《…》 | 重点工作部门分工的意见: what is done about a named paper stands behind it.
    let isOpen = title.scalars.last == "》" && title.scalars.first != "《" && title.scalars.position(of: "关于") != nil && genres.kind(of: lines[next].scalars) != nil
      && Marker.parse(lines[next].scalars, at: 0, limit: lines[next].scalars.count) == nil
    guard isOpen ||
      ["印发", "转发", "批转"].contains(where: { title.scalars.position(of: $0) != nil }),
      isOpen || SendingTitle(title.scalars + lines[next].scalars) != nil, DocumentNumber.find(in: lines[next].scalars) == nil
    else { return }
    title.pieces.append(lines[next].range)
    title.scalars += lines[next].scalars
    title.last = next
  }

  /// A closing mark without its opening one.
  private static func isUnbalanced(_ s: [Unicode.Scalar]) -> Bool {
    for (open, close) in [("《", "》"), ("“", "”")] as [(Unicode.Scalar, Unicode.Scalar)] {
      var depth = 0
      for c in s {
        if c == open { depth += 1 }
        if c == close { depth -= 1 }
        if depth < 0 { return true }
      }
    }
    return false
  }

  /// An opening mark that is not closed.
  private static func isOpen(_ s: [Unicode.Scalar]) -> Bool {
    s.count(where: { $0 == "《" }) > s.count(where: { $0 == "》" })
      || s.count(where: { $0 == "“" }) > s.count(where: { $0 == "”" })
  }

  /// `(2023—2025年)` or `(试行)` on the line behind; who gave it in which month is none (清河市科协2026年3月).
  private func addQualifier(to title: inout Title, _ lines: [FrontPage.Line]) {
    let next = title.last + 1
    guard next < lines.count else { return }
    let scalars = lines[next].scalars
    guard scalars.first == "(", scalars.last == ")", scalars.count <= 24, PlanDate.find(in: scalars[...]) == nil,
      !scalars.contains("月") || PeriodLine.whole(FrontPage.squeeze(scalars)) != nil
    else {
      return
    }
    let text = FrontPage.string(scalars)
    guard ["年", "试行", "暂行", "草案", "修订", "征求意见", "送审", "报批", "节选", "摘要"].contains(where: text.contains) else { return }
    title.pieces.append(lines[next].range)
    title.scalars += scalars
    title.last = next
  }
}

/// A title that only sends something else: 关于印发《…规划》的通知.
struct SendingTitle {
  /// Range of what is sent, in the title.
  let sent: Range<Int>
  /// Range of the bodies in front of 关于; may be empty.
  let senders: Range<Int>

  init?(_ title: [Unicode.Scalar]) {
    let core = Genres.core(title)
    guard
      core.ends(with: Array("通知".unicodeScalars)) || core.ends(with: Array("决定".unicodeScalars))
        || core.ends(with: Array("公告".unicodeScalars)),
      let (about, verbEnd) = Self.verb(in: core)
    else { return nil }
    var end = core.count - 2
    if end > verbEnd, core[end - 1] == "的" { end -= 1 }
    var start = verbEnd
    if start < end, core[start] == "《", let close = core[..<end].lastIndex(of: "》"), !Self.goesOn(core[(close + 1)..<end]) {
      start += 1
      end = close
    }
    guard end - start >= 4 else { return nil }
    sent = start..<end
    senders = 0..<about
  }

  /// 《政府工作报告》重点工作任务分工: what follows the name makes another one of it.
  private static func goesOn(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    rest.count >= 4 && rest.allSatisfy(CharacterForms.isHan) && Genres.bundled.kind(of: rest) != nil
  }

  private static func verb(in core: [Unicode.Scalar]) -> (about: Int, verbEnd: Int)? {
    for word in ["关于印发", "关于转发", "关于公布", "关于发布", "关于颁布", "关于下达", "关于批转", "关于颁发", "关于下发", "关于印送"] {
      if let at = core.position(of: word) { return (at, at + word.unicodeScalars.count) }
    }
    if core.starts(with: "印发".unicodeScalars) { return (0, 2) }
    // 清河市人民政府印发《…》的通知, 国务院办公厅转发…部门关于…意见的通知.
    for word in ["印发《", "印发关于", "转发", "批转"] {
      guard let at = core.position(of: word), at >= 3, at <= 40, Bodies.isBody(FrontPage.squeeze(core[..<at])) else { continue }
      return (at, at + 2)
    }
    return nil
  }
}
