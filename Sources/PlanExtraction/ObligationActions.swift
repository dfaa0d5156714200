import PlanText

/// The verb and object pairs of a sentence, as `verb|object`: 完善|监管制度. Verbs that share an object and objects that
/// share a verb give a pair each; a long object keeps its head noun behind `…`.
struct ObligationActions {
  let clauses: SentenceClauses

  /// An object up to this many characters is given whole.
  private static let whole = 16
  /// Lengths of the members of a list that stand for themselves; shorter ones share the noun of the last.
  private static let member = 4...14

  /// A verb and its object as places in the text; they become a string only once.
  private struct Pair {
    let verb: Range<Int>
    /// Nil for a verb without an object.
    let object: Range<Int>?
    /// The front of the object was left out.
    var isCut = false
  }

  func actions() -> [String] {
    var found: [Pair] = []
    for clause in clauses.clauses where !isAside(clause) {
      for pair in pairs(of: clause) where !found.contains(where: { isSame($0, pair) }) { found.append(pair) }
    }
    if found.isEmpty, let pair = anyPair { found.append(pair) }
    return found.map(string)
  }

  private func isSame(_ a: Pair, _ b: Pair) -> Bool {
    guard a.isCut == b.isCut, clauses.text[a.verb].elementsEqual(clauses.text[b.verb]) else { return false }
    guard let first = a.object, let second = b.object else { return a.object == b.object }
    return clauses.text[first].elementsEqual(clauses.text[second])
  }

  private func string(_ pair: Pair) -> String {
    var scalars = Array(clauses.text[pair.verb])
    if let object = pair.object {
      scalars.append("|")
      if pair.isCut { scalars.append("…") }
      scalars += clauses.text[object]
    }
    return String(scalars: scalars)
  }

  /// 公示无异议的, 在编制过程中, 如有违反: a clause that acts not.
  private func isAside(_ clause: SentenceClauses.Clause) -> Bool {
    guard let last = clauses.words(clause).last else { return false }
    if clauses.text[clause.range.upperBound - 1] == "的" { return true }
    if last.classes.contains(.close), last.end == clause.range.upperBound { return true }
    return clauses.words(clause).first.map { $0.start == clause.range.lowerBound && $0.classes.contains(.condition) } ?? false
  }

  private func pairs(of clause: SentenceClauses.Clause) -> [Pair] {
    guard let first = governingVerb(of: clause) else { return [] }
    if let disposed = disposal(before: first, in: clause) { return pairs([verbRange(first)], disposed) }
    var found: [Pair] = []
    var next: Int? = first
    while let index = next {
      let run = verbs(from: index, in: clause)
      next = followingVerb(behind: run.last, in: clause)
      var end = next.map { clauses.tokens[$0].start } ?? clause.range.upperBound
      while end > run.end, isJoin(clauses.text[end - 1]) { end -= 1 }
      found += pairs(run.verbs, run.end..<max(run.end, end))
    }
    return found
  }

  // MARK: Verbs

  /// A verb at the head of the clause, else the first one behind a modal, a subject or the phrase at the head.
  private func governingVerb(of clause: SentenceClauses.Clause) -> Int? {
    if let head = clauses.headToken(clause) {
      let token = clauses.tokens[head]
      if token.classes.has(.verb), !token.classes.contains(.prep) {
        return namesThing(head, in: clause) ? nil : mainVerb(at: head, in: clause)
      }
      if token.classes.contains(.prep), !token.classes.has(.marker) { return verb(behindPhraseAt: head, in: clause) }
    }
    let markers: WordClass = [.prohibition, .mandatory, .firm, .aspirational, .will, .pledge]
    let marker = clause.tokens.last { clauses.tokens[$0].classes.has(markers) && !clauses.tokens[$0].classes.contains(.act) }
    let subject = ObligationSubject(clauses: clauses).subject(of: clause)?.upperBound
    guard let from = marker.map({ clauses.tokens[$0].end }) ?? subject else { return nil }
    return firstVerb(from: from, in: clause)
  }

  /// 加快推进…, 严格规范…: in front of another verb with an object the first is an adverb.
  private func mainVerb(at head: Int, in clause: SentenceClauses.Clause) -> Int {
    guard clauses.tokens[head].classes.contains(.adverb), head + 1 < clause.tokens.upperBound else { return head }
    let next = clauses.tokens[head + 1]
    let acts = next.start == clauses.tokens[head].end && next.classes.contains(.act) && next.end + 1 < clause.range.upperBound
    return acts && !isJoin(clauses.text[next.end]) ? head + 1 : head
  }

  private func firstVerb(from start: Int, in clause: SentenceClauses.Clause) -> Int? {
    let verbs = clause.tokens.filter { at in
      let token = clauses.tokens[at]
      return token.start >= start && token.classes.has(.verb) && !token.classes.contains(.prep)
    }
    return verbs.first { $0 == verbs.first && clauses.tokens[$0].start == start || !clauses.tokens[$0].classes.contains(.nominal) }
      ?? verbs.first
  }

  /// 在有条件的地区推行…, 对企业开展…: behind the end of the phrase. 为加强管理 and 围绕… only say what for.
  private func verb(behindPhraseAt head: Int, in clause: SentenceClauses.Clause) -> Int? {
    let token = clauses.tokens[head]
    let next = head + 1 < clause.tokens.upperBound ? clauses.tokens[head + 1] : nil
    let opensPurpose = clauses.text[token.start] == "为" && next.map { $0.start == token.end && $0.classes.has(.verb) } ?? false
    if opensPurpose || token.end - token.start > 1 && !ObligationActions.places.holds(clauses.text[token.start..<token.end]) { return nil }
    if isDisposal(token), let last = disposingVerb(behind: head, in: clause) { return last }
    // 在…中, 以…为基础 end with a word of their own; 对内镜… does not.
    let isFramed = ObligationActions.framing.contains(clauses.text[token.start])
    let close = clause.tokens.last { isFramed && clauses.tokens[$0].classes.contains(.close) && $0 > head }
    return firstVerb(from: close.map { clauses.tokens[$0].end } ?? token.end, in: clause)
  }

  private func isDisposal(_ token: SentenceToken) -> Bool {
    token.end - token.start == 1 && (clauses.text[token.start] == "把" || clauses.text[token.start] == "将")
  }

  /// 把…作为…, 把…层层分解: 作为, else the last verb, for the object may hold others.
  private func disposingVerb(behind sign: Int, in clause: SentenceClauses.Clause) -> Int? {
    let rest = (sign + 1)..<clause.tokens.upperBound
    return rest.first { ObligationActions.appointing.holds(clauses.text[verbRange($0)]) }
      ?? rest.last { clauses.tokens[$0].classes.contains(.act) && !clauses.tokens[$0].classes.has([.nominal, .prep]) }
  }

  /// Prepositions of two characters behind whose phrase the verb of the clause stands.
  private static let places: PhraseSet = ["通过", "依托", "透过", "借助", "利用", "对于", "面向", "经由"]
  private static let framing: ScalarSet = "在以从通"
  private static let appointing: PhraseSet = ["作为"]

  /// 申请家庭, 报名方式: a verb right in front of these names a thing.
  private func namesThing(_ index: Int, in clause: SentenceClauses.Clause) -> Bool {
    let end = clauses.tokens[index].end
    guard end < clause.range.upperBound else { return clauses.tokens[index].classes.contains(.nominal) }
    return ObligationActions.thingEnds.contains(clauses.text[end]) || ObligationActions.things.starts(clauses.text[end..<clause.range.upperBound])
  }

  private static let thingEnds: ScalarSet = "者率量费期"
  private static let things: PhraseSet = [
    "家庭", "方式", "环节", "过程", "条件", "时间", "材料", "程序", "对象", "情况", "期间", "期限", "人员",
  ]

  /// 引进和培养, 加强、改进: verbs that share the object; 遴选发布: verbs in one word.
  private func verbs(from index: Int, in clause: SentenceClauses.Clause) -> (verbs: [Range<Int>], last: Int, end: Int) {
    var found = [verbRange(index)]
    var last = index
    while last + 1 < clause.tokens.upperBound {
      let next = clauses.tokens[last + 1]
      guard next.start == clauses.tokens[last].end else { break }
      if isBareVerb(next, in: clause), !clauses.tokens[last].classes.contains(.light), !next.classes.contains(.light) {
        found[found.count - 1] = found[found.count - 1].lowerBound..<next.end
        last += 1
      } else if last + 2 < clause.tokens.upperBound, isJoin(clauses.text[next.start]), next.end == clauses.tokens[last + 2].start,
        mayShareObject(clauses.tokens[last + 2], in: clause)
      {
        found.append(verbRange(last + 2))
        last += 2
      } else {
        break
      }
    }
    return (found, last, clauses.tokens[last].end)
  }

  /// A verb with an object behind it, which is no noun itself.
  private func isBareVerb(_ token: SentenceToken, in clause: SentenceClauses.Clause) -> Bool {
    token.classes.contains(.act) && !token.classes.has([.nominal, .prep, .actor]) && token.end + 1 < clause.range.upperBound
      && !isJoin(clauses.text[token.end]) && clauses.text[token.end] != "的"
  }

  /// 新建和改造…: behind a join also a verb that may be a noun.
  private func mayShareObject(_ token: SentenceToken, in clause: SentenceClauses.Clause) -> Bool {
    token.classes.contains(.act) && !token.classes.has([.prep, .actor]) && token.end + 1 < clause.range.upperBound
      && !isJoin(clauses.text[token.end]) && clauses.text[token.end] != "的"
  }

  /// …并推进…, …、妥善处理…: the next verb of the clause behind 并, or a light verb behind 、 and 和.
  private func followingVerb(behind last: Int, in clause: SentenceClauses.Clause) -> Int? {
    var at = last + 2
    while at < clause.tokens.upperBound {
      let token = clauses.tokens[at]
      var link = at - 1
      while link > last, clauses.tokens[link].end == clauses.tokens[link + 1].start,
        clauses.tokens[link].classes.contains(.adverb), !clauses.tokens[link].classes.contains(.join)
      {
        link -= 1
      }
      let join = clauses.tokens[link]
      if link > last, join.end == clauses.tokens[link + 1].start, join.classes.contains(.join), token.classes.contains(.act),
        !token.classes.has([.nominal, .prep]), !namesThing(at, in: clause),
        clauses.text[join.start] == "并" || token.classes.contains(.light)
      {
        return at
      }
      at += 1
    }
    return nil
  }

  /// 把…纳入…, 将…下放至…: what stands between 把 and the verb.
  private func disposal(before verb: Int, in clause: SentenceClauses.Clause) -> Range<Int>? {
    let sign = clause.tokens.last { at in
      let token = clauses.tokens[at]
      guard at < verb, isDisposal(token) else { return false }
      return clauses.text[token.start] == "把" || clauses.tokens[at + 1].start > token.end
    }
    guard let sign else { return nil }
    let start = clauses.tokens[sign].end
    var end = clauses.tokens[verb].start
    for token in clauses.tokens[(sign + 1)..<verb].reversed() where token.end == end && token.classes.contains(.adverb) {
      end = token.start
    }
    return end - start >= 2 ? start..<end : nil
  }

  /// A sentence whose clauses show no verb at their heads: its first verb, with an unknown word of two characters that
  /// may stand before it (维修养护…).
  private var anyPair: Pair? {
    for clause in clauses.clauses where !isAside(clause) {
      guard let at = firstVerb(from: clause.range.lowerBound, in: clause), !namesThing(at, in: clause) else { continue }
      let token = clauses.tokens[at]
      let start = at == clause.tokens.lowerBound && token.start - clause.range.lowerBound == 2 ? clause.range.lowerBound : token.start
      return pairs([start..<token.end], token.end..<clause.range.upperBound).first
    }
    return nil
  }

  private func verbRange(_ index: Int) -> Range<Int> { clauses.tokens[index].start..<clauses.tokens[index].end }

  private func isJoin(_ scalar: Unicode.Scalar) -> Bool { ObligationActions.joining.contains(scalar) }

  private static let joining: ScalarSet = "、和与及并"

  // MARK: Objects

  private func pairs(_ verbs: [Range<Int>], _ object: Range<Int>) -> [Pair] {
    let object = trimmed(object)
    // 支持学会和企业申报…: the object is a clause of its own.
    let isClause = verbs.contains { verb in clauses.tokens.contains { $0.start == verb.lowerBound && $0.classes.contains(.causing) } }
    let objects = isClause && !object.isEmpty ? [object] : members(of: object)
    return verbs.flatMap { verb -> [Pair] in
      let word = withNegation(plain(verb))
      return objects.isEmpty ? [Pair(verb: word, object: nil)] : objects.map { short($0, of: word) }
    }
  }

  /// The verb without 进一步, 基本 in front.
  private func plain(_ verb: Range<Int>) -> Range<Int> {
    for extra in ObligationActions.extras where verb.count > extra.count && clauses.text[verb].starts(with: extra) {
      return verb.lowerBound + extra.count..<verb.upperBound
    }
    return verb
  }

  /// 不得挪用, 不再核发: without the word in front the pair would say the opposite.
  private func withNegation(_ verb: Range<Int>) -> Range<Int> {
    for word in ObligationActions.negations where verb.lowerBound >= word.count {
      let front = verb.lowerBound - word.count..<verb.lowerBound
      if clauses.text[front].elementsEqual(word) { return front.lowerBound..<verb.upperBound }
    }
    return verb
  }

  private static let negations = ["不得再", "不得", "不再", "不予", "不准", "不可", "严禁", "禁止", "不"].map { Array($0.unicodeScalars) }
  private static let extras = ["进一步", "基本", "全面", "明显", "显著", "更加"].map { Array($0.unicodeScalars) }

  /// Without brackets at the end, and without 一批, 了 at the start.
  private func trimmed(_ object: Range<Int>) -> Range<Int> {
    var low = object.lowerBound
    var high = object.upperBound
    while high > low, clauses.text[high - 1] == " " { high -= 1 }
    if high > low, clauses.text[high - 1] == ")", let open = (low..<high).last(where: { clauses.text[$0] == "(" }) { high = open }
    while low < high, ObligationActions.particles.contains(clauses.text[low]) { low += 1 }
    if high - low > 3, ObligationActions.vague.starts(clauses.text[low..<high]) { low += 2 }
    return low..<high
  }

  private static let particles: ScalarSet = "了起 "
  private static let vague: PhraseSet = ["一批", "一些", "若干", "各类", "各项"]

  /// The members of a list of whole things: 监管制度、考核机制. One member if they share a noun or a phrase with 的 or 等.
  private func members(of object: Range<Int>) -> [Range<Int>] {
    guard !object.isEmpty, !isJoin(clauses.text[object.lowerBound]) || object.count > 2 && clauses.text[object.lowerBound] != "、"
    else { return [] }
    var found: [Range<Int>] = []
    var start = object.lowerBound
    for cut in joins(in: object) {
      found.append(start..<cut.lowerBound)
      start = cut.upperBound
    }
    found.append(start..<object.upperBound)
    let stand = found.allSatisfy {
      ObligationActions.member.contains($0.count) && !clauses.holds("的", in: $0) && !clauses.holds("等", in: $0)
    }
    return stand && haveHeads(found) ? found : [object]
  }

  /// Whether each member has a noun of its own: 监管制度、考核机制. In 垃圾分类和资源化利用水平 the noun of the last is that of
  /// all, and the other would be no object without it.
  private func haveHeads(_ members: [Range<Int>]) -> Bool {
    let heads = members.map { clauses.text[($0.upperBound - 2)..<$0.upperBound] }
    return heads.allSatisfy { $0.elementsEqual(heads[0]) } || heads.allSatisfy(ObligationActions.heads.holds)
  }

  /// Nouns that a member of a list ends with when it stands for itself.
  private static let heads: PhraseSet = [
    "制度", "机制", "体系", "平台", "标准", "方案", "预案", "办法", "规划", "计划", "名录", "目录", "清单", "台账", "网络", "中心", "基地", "园区",
    "队伍", "工程", "项目", "行动", "活动", "政策", "措施", "意见", "条例", "规定", "规范", "细则", "系统", "模式", "格局", "学校", "医院", "公园",
    "设施", "场所", "设备", "企业", "产业", "产品", "品牌", "基金", "资金", "补贴", "补助", "奖励", "培训", "竞赛", "论坛", "讲座", "展览", "会议",
    "人才", "专家", "组织", "机构", "法规", "规章", "任务", "责任", "职责", "问题", "风险", "隐患",
  ]

  /// 、 和 与 及 以及 outside of marks.
  private func joins(in range: Range<Int>) -> [Range<Int>] {
    clauses.tokens.filter {
      $0.start > range.lowerBound && $0.end < range.upperBound && $0.classes.contains(.join)
        && ObligationActions.listing.contains(clauses.text[$0.start])
    }.map { $0.start..<$0.end }
  }

  private static let listing: ScalarSet = "、和与及以"

  /// A long object cut where a word starts: behind its last 的, else behind its last 、 or 和.
  private func short(_ object: Range<Int>, of verb: Range<Int>) -> Pair {
    guard object.count > ObligationActions.whole else { return Pair(verb: verb, object: object) }
    var start = object.lowerBound
    if let of = lastOf(in: object), object.upperBound - of > 2 { start = of + 1 }
    if object.upperBound - start > ObligationActions.whole, let cut = joins(in: start..<object.upperBound).last,
      object.upperBound - cut.upperBound >= 2
    {
      start = cut.upperBound
    }
    return Pair(verb: verb, object: start..<object.upperBound, isCut: start > object.lowerBound)
  }

  /// The last 的 outside of marks.
  private func lastOf(in range: Range<Int>) -> Int? {
    var at = range.lowerBound
    var found: Int?
    while at < range.upperBound {
      if let end = SentenceClauses.closing(of: clauses.text, at: at, end: range.upperBound) { at = end; continue }
      if clauses.text[at] == "的" { found = at }
      at += 1
    }
    return found
  }
}
