import PlanText

/// Nouns that hold a verb, or stand before one without acting.
extension ObligationSubject {
  /// 教育统筹局会推出…, 应急管理部门应…: within a few characters a letter that ends names of offices, in front of what such an office
  /// does.
  func opensOffice(from start: Int) -> Bool {
    let limit = min(start + ObligationSubject.longestOffice, clauses.range.upperBound - 1)
    guard let end = (start..<max(start, limit)).first(where: { !CharacterForms.isHan(clauses.text[$0]) || "局署厅".unicodeScalars.contains(clauses.text[$0]) }),
      end >= start + 2, CharacterForms.isHan(clauses.text[end])
    else { return false }
    return ObligationSubject.officeActs.starts(clauses.text[(end + 1)..<clauses.range.upperBound])
  }

  /// 财经事务局亦会…, 清洁队将…: a name without marks that ends like that of an office, in front of what such an office does,
  /// whatever words are in the name.
  func office(from start: Int, in clause: SentenceClauses.Clause) -> Range<Int>? {
    let first = clauses.words(clause).first { $0.start == start }
    if let first, first.classes.has([.prep, .person, .pronoun, .condition, .adverb, .lead, .marker, .causing, .join]) { return nil }
    // 组织服务队每季度下乡
    if let first, clauses.string(first.start..<first.end) == "组织" { return nil }
    if let first, first.classes.has(.verb), !first.classes.contains(.nominal) { return nil }
    let limit = min(start + ObligationSubject.longestOffice, clause.range.upperBound - 1)
    var at = start
    while at < limit, CharacterForms.isHan(clauses.text[at]), clauses.text[at] != "的" {
      if at >= start + 2, ObligationSubject.officeEnds.contains(clauses.text[at]), !isInGuard(at, of: clause),
        ObligationSubject.officeActs.starts(clauses.text[(at + 1)..<clauses.range.upperBound])
      {
        return start..<(at + 1)
      }
      at += 1
    }
    return nil
  }

  /// 发展格局: the letter belongs to another word.
  private func isInGuard(_ at: Int, of clause: SentenceClauses.Clause) -> Bool {
    clauses.words(clause).contains { $0.start <= at && $0.end > at && $0.classes.contains(.guard) }
  }

  private static let officeEnds: ScalarSet = "局署厅处队"

  /// 市区, 石头汤社区, 全市每千人居家社区: a place that something is in, not who acts.
  func isTopic(_ subject: Range<Int>) -> Bool {
    let name = clauses.string(subject)
    // 项目竣工后一个月内组织验收
    if name.hasSuffix("组织"), let before = name.unicodeScalars.dropLast(2).last, "内后前时".unicodeScalars.contains(before) { return true }
    if isCutOff(subject) || name.hasSuffix("个单位") || name.contains("将有") || name.contains("方案奉") || name.contains("计划奉") { return true }
    if ObligationSubject.topics.contains(name) || name.contains("每千人") || name.contains("每万人") { return true }
    return name.hasSuffix("社区") && !name.hasPrefix("各") && subject.count > 4
  }

  /// 第一期计划, 第三个平台: a name that begins in the middle of an ordinal.
  private func isCutOff(_ subject: Range<Int>) -> Bool {
    guard subject.lowerBound > clauses.range.lowerBound, "期个届号批区县市校所家".unicodeScalars.contains(clauses.text[subject.lowerBound]) else { return false }
    let before = clauses.text[subject.lowerBound - 1]
    return before.isDigit || before.chineseDigitOrPlace
  }

  private static let topics = Set(WordLists.words(.nounTopics))

  /// 县委督查室, 县考核办: the verb and a letter behind it end the name of an office.
  func endsOffice(_ word: SentenceToken) -> Bool {
    guard word.classes.contains(.act), word.end < clauses.range.upperBound, "室办科局处部组".unicodeScalars.contains(clauses.text[word.end]) else { return false }
    let next = word.end + 1 < clauses.range.upperBound ? clauses.text[word.end + 1] : "、"
    return "、,和及与要应将须会负牵组每".unicodeScalars.contains(next)
  }

  /// 收集运输单位应当…: verbs name what the unit right in front of the modal does.
  func opensUnit(from word: SentenceToken) -> Bool {
    guard !word.classes.has([.causing, .encouraged]), let modal = clauses.tokens.first(where: { $0.start > word.start && $0.classes.has(.modal) }), modal.classes.has([.mandatory, .prohibition]),
      modal.start - word.start <= 10, let unit = clauses.tokens.first(where: { $0.end == modal.start })
    else { return false }
    return Self.units.holds(clauses.text[unit.start..<unit.end]) && !(word.start..<unit.start).contains { "的、把将对,".unicodeScalars.contains(clauses.text[$0]) }
  }

  private static let units = WordLists.phrases(.nounUnits)

  static let longestOffice = 14
  static let officeActs = WordLists.phrases(.nounOfficeActs)

  /// 城市新建住宅应…: what is built has the modal, not the place.
  func namesObject(_ subject: Range<Int>, _ words: [SentenceToken], _ number: Int) -> Bool {
    let verb = words[number]
    guard ObligationSubject.areas.contains(clauses.string(subject)), verb.classes.contains(.act), !verb.classes.has([.modal, .firm, .aspirational]) else { return false }
    guard let modal = words[(number + 1)...].first(where: { $0.classes.has(.verb) || $0.classes.has(.modal) }), modal.classes.has([.mandatory, .prohibition]),
      modal.start > verb.end, modal.start - verb.end <= 10
    else { return false }
    return !(verb.end..<modal.start).contains { clauses.text[$0] == "时" || clauses.text[$0] == "、" }
  }

  private static let areas = Set(WordLists.words(.nounAreas))

  /// 示范企业达到12家: what stands before an outcome with its figure is counted and does not act.
  func isCounted(_ subject: Range<Int>, in clause: SentenceClauses.Clause) -> Bool {
    // 居民将获安排入住: who is given something does not act.
    if Self.given.starts(clauses.text[subject.upperBound..<clause.range.upperBound]) { return true }
    if measures(subject, in: clause) || grows(subject, in: clause) || moves(subject, in: clause) || isOpened(subject, in: clause) || reaches(subject, in: clause) || isServed(subject, in: clause) { return true }
    guard let word = clauses.words(clause).first(where: { $0.start >= subject.upperBound }), word.start == subject.upperBound,
      word.end + 1 < clauses.range.upperBound
    else { return false }
    // 偏远山区应达14日份: the stretch is supplied and does not act.
    if let next = clauses.words(clause).first(where: { $0.start == word.end }), word.classes.has([.mandatory]), next.classes.contains(.result), Self.stretches.ends(clauses.text[subject]),
      next.end < clause.range.upperBound, clauses.text[next.end].isDigit
    {
      return true
    }
    // 参展企业力争达到800家
    if word.classes.contains(.aspirational), let next = clauses.words(clause).first(where: { $0.start == word.end }), next.classes.contains(.result), next.end < clause.range.upperBound,
      clauses.text[next.end].isDigit
    {
      return true
    }
    // 增加至1,200班
    let isReached = "至到".unicodeScalars.contains(clauses.text[word.end])
    guard isReached || word.classes.contains(.result) else { return false }
    let next = clauses.text[word.end + (isReached ? 1 : 0)]
    return next == "约" || ("0"..."9").contains(next)
  }

  /// 照顾中心今年达到98家, 幼儿园将于2028学年度达到70园, 规范化建设达标率90%: nothing but a time or the name of a rate stands before the figure.
  private func reaches(_ subject: Range<Int>, in clause: SentenceClauses.Clause) -> Bool {
    guard let figure = (subject.upperBound..<clause.range.upperBound).first(where: { clauses.text[$0].isDigit && !isYear($0, clause.range.upperBound) }), figure > subject.upperBound + 1 else { return false }
    if clauses.text[figure - 1] == "率", !clauses.words(clause).contains(where: { $0.start >= subject.upperBound && $0.end <= figure && $0.classes.has([.modal, .will, .pledge, .lead]) }) { return true }
    guard Self.houses.ends(clauses.text[subject]) else { return false }
    let between = clauses.words(clause).filter { $0.start >= subject.upperBound && $0.end <= figure }
    return between.last.map { $0.end == figure && $0.classes.contains(.result) } == true && between.dropLast().allSatisfy { $0.classes.has([.lead, .adverb, .will, .planned, .pledge, .prep, .join]) && !$0.classes.contains(.act) }
  }

  /// 小巨人企业奖励100万元, 托育机构按每月300元给予补贴, 服务机构全覆盖, 港区疏浚12万立方米: money goes to it, or work is done on it.
  private func isServed(_ subject: Range<Int>, in clause: SentenceClauses.Clause) -> Bool {
    let rest = clauses.text[subject.upperBound..<clause.range.upperBound]
    if Self.spread.starts(rest) { return true }
    guard let last = clauses.text[subject].last, !"府局署厅部委".unicodeScalars.contains(last), !Self.payers.ends(clauses.text[subject]) else { return false }
    if Self.paid.starts(rest), rest.count > 2, rest[rest.startIndex + 2].isDigit { return true }
    if "按对".unicodeScalars.contains(rest.first ?? " "), Self.giving.isIn(rest), Self.paid.ends(rest) { return true }
    guard Self.waters.ends(clauses.text[subject]), let figure = rest.firstIndex(where: \.isDigit), figure - rest.startIndex <= 4 else { return false }
    return Self.volumes.isIn(rest[figure...].prefix(12))
  }

  private static let spread: PhraseSet = ["全覆盖", "实现全覆盖", "应建尽建"]
  private static let payers = WordLists.phrases(.nounPayers)
  private static let paid: PhraseSet = ["奖励", "补助", "补贴", "奖补", "资助"]
  private static let giving: PhraseSet = ["给予", "发放"]
  private static let waters = WordLists.phrases(.nounWaters)
  private static let volumes: PhraseSet = ["立方", "公里", "平方", "公顷", "亩"]

  /// 2028学年度, 117年: the figures of a date.
  private func isYear(_ at: Int, _ end: Int) -> Bool {
    var next = at
    while next < end, clauses.text[next].isDigit { next += 1 }
    return next < end && "年学月日".unicodeScalars.contains(clauses.text[next]) || at > 0 && clauses.text[at - 1].isDigit
  }

  /// 公立医院设置康复科的比例达到70%: a share or a sum of the subject reaches a figure.
  private func measures(_ subject: Range<Int>, in clause: SentenceClauses.Clause) -> Bool {
    let words = clauses.words(clause, from: subject.upperBound)
    guard let reached = words.firstIndex(where: { $0.classes.contains(.result) && $0.end < clause.range.upperBound && isFigure($0.end) }), reached > 0 || words[reached].start > subject.upperBound
    else { return false }
    let between = clauses.text[subject.upperBound..<words[reached].start]
    return !words[..<reached].contains { $0.classes.has([.modal, .firm, .will, .pledge]) } && Self.measured.isIn(between)
  }

  /// 社区服务券会由12000张增加到20000张: what goes from one number to another is counted, as is what 维持18处.
  private func moves(_ subject: Range<Int>, in clause: SentenceClauses.Clause) -> Bool {
    let rest = subject.upperBound..<clause.range.upperBound
    if rest.count > 2, Self.kept.starts(clauses.text[rest]), isFigure(rest.lowerBound + 2) { return true }
    // 政府会把目标由30%提高至35%
    if rest.prefix(3).contains(where: { clauses.text[$0] == "把" }) { return false }
    guard let from = rest.prefix(Self.longestMove).first(where: { "由从".unicodeScalars.contains(clauses.text[$0]) }),
      // 教育处将辅导幼儿园由46园增加至60园
      isPeople(subject) || !clauses.words(clause).contains(where: { $0.start >= subject.upperBound && $0.end <= from && $0.classes.contains(.act) })
    else { return false }
    return clauses.text[from..<rest.upperBound].contains(where: { $0.isDigit || $0.chineseDigitOrPlace }) && Self.changes.isIn(clauses.text[from..<rest.upperBound])
  }

  /// 民众申请文件由3日缩短为1日: people apply, and something else gets shorter.
  private func isPeople(_ subject: Range<Int>) -> Bool {
    clauses.tokens.contains { $0.end == subject.upperBound && $0.classes.contains(.group) }
  }

  /// 新图书馆将于118年启用, “蓝图”将于年内公布: what opens or is published does not act.
  private func isOpened(_ subject: Range<Int>, in clause: SentenceClauses.Clause) -> Bool {
    guard Self.opened.ends(clauses.text[clause.range]), subject.upperBound < clause.range.upperBound else { return false }
    let isQuoted = subject.lowerBound > clause.range.lowerBound && clauses.text[subject.lowerBound - 1] == "“"
    return isQuoted || Self.buildings.ends(clauses.text[subject])
  }

  private static let opened = WordLists.phrases(.nounOpened)
  private static let buildings = WordLists.phrases(.nounBuildings)
  private static let longestMove = 14
  private static let kept: PhraseSet = ["维持", "保持"]
  private static let changes = WordLists.phrases(.nounChanges)

  /// 公共化幼儿园增设12班: a house with a verb and its figure is what is made bigger.
  private func grows(_ subject: Range<Int>, in clause: SentenceClauses.Clause) -> Bool {
    guard Self.houses.ends(clauses.text[subject]), !"各每所".unicodeScalars.contains(clauses.text[subject.lowerBound]),
      let verb = clauses.words(clause).first(where: { $0.start >= subject.upperBound }), verb.start == subject.upperBound, verb.classes.contains(.act),
      verb.end < clause.range.upperBound
    else { return false }
    // 园区新签约项目20个
    let isNew = clauses.text[verb.start] == "新" && clauses.text[verb.end...].prefix(6).contains(where: \.isDigit)
    return isNew || clauses.text[verb.end].isDigit
  }

  private static let houses = WordLists.phrases(.nounHouses)

  private static let given: PhraseSet = ["将获", "会获", "将被", "会被"]
  private static let stretches = WordLists.phrases(.nounStretches)

  private func isFigure(_ at: Int) -> Bool { ("0"..."9").contains(clauses.text[at]) || "约到至".unicodeScalars.contains(clauses.text[at]) }
  private static let measured = WordLists.phrases(.nounMeasured)

  /// Whether a phrase that ends like an actor is none. 缺水地区, 海岛地区: where, not who; in front of a modal, and as 各地区 or 有关地区, it is who.
  func isStretch(_ subject: Range<Int>) -> Bool {
    let name = clauses.string(subject)
    // 建成区50%以上的面积达到…, 与邻市每年…
    // 2026-27年度安排5000名学生…
    if name.contains("年度"), name.unicodeScalars.first?.isDigit == true { return true }
    // 失业人数控制在市下达指标以内: the phrase holds its verb
    if clauses.tokens.contains(where: { $0.start > subject.lowerBound && $0.end < subject.upperBound && $0.classes == .result }) { return true }
    if name.contains("%") || ["与", "到", "供", "让", "令", "使", "补助", "奖助", "首批"].contains(where: name.hasPrefix) { return true }
    return name.hasSuffix("地区") && name.count >= 4 && !["各", "有关", "相关", "其他", "所有", "本", "全", "试点", "重点"].contains(where: name.hasPrefix)
  }

  /// 山西、内蒙古、陕西三省(区): places in a list act together, unless they only tell of what (三省的企业).
  func territories(from start: Int, in clause: SentenceClauses.Clause) -> Range<Int>? {
    guard start < clause.range.upperBound, !"在与同向对从和跟联".unicodeScalars.contains(clauses.text[start]), let end = TerritoryList.end(in: clauses.text, from: start, limit: clause.range.upperBound) else { return nil }
    let isQualifying = end < clause.range.upperBound && "的、和及".unicodeScalars.contains(clauses.text[end])
    return isQualifying ? nil : start..<end
  }

  /// 住宅单位竣工量: behind the verb stands what makes it a quantity.
  func namesQuantity(_ word: SentenceToken) -> Bool {
    guard word.classes.contains(.act), word.end < clauses.range.upperBound else { return false }
    return "量率额数".unicodeScalars.contains(clauses.text[word.end])
      && !["字据量化目"].contains { $0.unicodeScalars.contains(word.end + 1 < clauses.range.upperBound ? clauses.text[word.end + 1] : " ") }
  }
}
