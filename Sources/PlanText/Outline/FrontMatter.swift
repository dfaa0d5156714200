/// Short lines in front of and behind a plan's text, by their shape.
package enum FrontMatter {
  /// 现将《…》印发给你们, 现予印发, 现转发给你们.
  package static func isIssuing(_ line: ArraySlice<Unicode.Scalar>) -> Bool { issuing.isIn(line) }

  private static let issuing: PhraseSet = [
    "印发给你们", "印发你们", "现予印发", "转发给你们", "转发你们", "下发给你们", "现予以印发", "予以印发", "现印发", "现将《", "现予公布", "印发至你们",
  ]

  /// A date on a line of its own: 2021年5月24日, 二○○七年十一月二十二日; what stands in front of it may be a signature.
  package static func isDate(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let last = line.last(where: { !CharacterForms.isBlank($0) }), last == "日" || last == "月" else { return false }
    let scalars = line.lazy.filter { !CharacterForms.isBlank($0) }.prefix(41)
    guard scalars.count <= 40, scalars.contains("年"), scalars.contains("月") else { return false }
    return !scalars.contains(where: { $0 == "。" || $0 == ";" || $0 == ":" })
  }

  /// Lines that may follow the date of a notice.
  static func isNoticeTail(_ line: ArraySlice<Unicode.Scalar>) -> Bool { line.count <= 60 && noticeTails.starts(line) }

  private static let noticeTails: PhraseSet = ["(此件", "此件", "抄送", "附件:", "附:", "(联系", "联系人", "联系电话", "印发"]

  /// A line that could be the title of a plan: no sentence, named by its genre.
  package static func isTitle(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    guard line.count >= 4, line.count <= 80, !line.contains("。"), !line.contains(";") else { return false }
    return genres.ends(line) || line.last == ")" && genres.ends(line.dropLast()) || plan.isIn(line)
  }

  private static let genres: PhraseSet = [
    "规划", "纲要", "要点", "计划", "方案", "意见", "办法", "细则", "措施", "规定", "条例", "报告", "清单", "通知", "年)", "稿)", "试行)",
  ]
  private static let plan: PhraseSet = ["规划("]

  /// 附件, 附件1, 名词解释.
  static func isAnnexTitle(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    let scalars = line.filter { !CharacterForms.isBlank($0) }
    if scalars.count <= 16, glossaries.ends(line) { return true }
    guard annexes.starts(scalars[...]) else { return false }
    let rest = scalars.dropFirst(2).drop { $0.isDigit || numerals.contains($0) }
    // 附件:1.… lists annexes; a title of an annex has nothing or its name behind the number.
    return rest.isEmpty || (rest.count == 1 && rest.first == "." && scalars.count > 3)
  }

  private static let glossaries: PhraseSet = ["名词解释", "名词说明", "名词注释"]
  private static let annexes: PhraseSet = ["附件", "附表", "附录"]
  private static let numerals: ScalarSet = "一二三四五六七八九十"
}
