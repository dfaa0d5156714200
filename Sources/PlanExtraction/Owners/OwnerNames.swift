import PlanText

/// Splits a list of bodies into whole names.
///
/// 、 and , separate names outside of brackets; 及, 和 and 与 do where both sides are names of bodies, so that
/// 人力资源和社会保障局 stays whole. A bare 省、市 in front of 市科协 is completed from it. 等 and what only repeats “bodies” behind it
/// are dropped; 等有关部门 keeps 有关部门.
struct OwnerNames {
  let text: [Unicode.Scalar]
  let words: WordLexicon

  /// The longest name taken for one.
  private static let longest = 40

  /// The names in `range`, in order, each once.
  func names(in range: Range<Int>) -> [String] {
    var pieces: [Range<Int>] = []
    let marks = split(range) { $0 == "、" || $0 == "," || $0 == "\t" || $0 == "/" || $0 == ";" || $0 == "\n" || $0 == "|" }
    for piece in marks.flatMap(cutAtBlanks) {
      pieces += cutAtEtCetera(piece).flatMap { cutAtConjunctions($0) }
    }
    var names: [String] = []
    for name in completed(pieces.map(trimmed).filter { !$0.isEmpty }) where !names.contains(name) {
      if isName(name) { names.append(name) }
    }
    return names
  }

  /// Whether every name in `range` is that of an office: known to the tables, or a noun of place or rank with the last
  /// word of an office behind it (省教育厅, 各县人民政府). 高校, 企业 and 县(市、区) are none; places such as 各县(市、区) may stand
  /// beside offices.
  func areOffices(in range: Range<Int>) -> Bool {
    let pieces = pieces(of: range)
    let offices = pieces.count(where: isOffice)
    guard let first = pieces.first, let last = pieces.last, isOffice(last) || (isPlaces(last) || isInstitution(last)) && offices > 0 else { return false }
    let allowsHouses = isOffice(first) && offices * 2 >= pieces.count
    return pieces.allSatisfy {
      isOffice($0) || bareScope($0) || isRestOfOffices($0) || isPlaces($0) || allowsHouses && isInstitution($0)
    }
  }

  private func pieces(of range: Range<Int>) -> [Range<Int>] {
    split(range, at: { $0 == "、" || $0 == "," || $0 == ";" || $0 == " " }).flatMap { cutAtEtCetera($0) }
      .flatMap { cutAtConjunctions($0) }.map(trimmed).filter { !$0.isEmpty }
  }

  /// Whether `range` lists names rather than anything else, for places where a list of names assigns: none holds a figure or a verb, and
  /// most read as bodies, one of them surely.
  func areLikelyNames(in range: Range<Int>) -> Bool {
    let pieces = pieces(of: range)
    let isList = pieces.allSatisfy { piece in
      (2...16).contains(piece.count) && !opensPhrase(piece) && !text[piece].contains(where: { $0.isDigit })
        && (endsWithBody(piece) || !words.startsWithAction(text, in: piece))
    }
    let bodies = pieces.count { endsWithBody($0) || isPlaces($0) || isRestOfOffices($0) }
    return isList && pieces.count >= 2 && bodies * 2 > pieces.count && pieces.contains { isOffice($0) || isInstitution($0) && Self.divisions.contains(text[$0.lowerBound]) }
  }

  /// 质量发展科, 消保科、12315中心: the sections of a bureau, one of them surely.
  func areSections(in range: Range<Int>) -> Bool {
    let pieces = pieces(of: range)
    let names = pieces.map { string($0) }
    func isSection(_ name: String) -> Bool {
      (3...10).contains(name.count) && Self.sections.contains(where: name.hasSuffix) && !Self.subjects.contains(where: name.hasSuffix)
    }
    return names.contains(where: isSection)
      && zip(pieces, names).allSatisfy { isSection($1) || isPlaces($0) || $1.count <= 10 && endsWithBody($0) && !opensPhrase($0) }
  }

  private static let sections = ["科", "股", "科室", "支队", "大队"]
  private static let subjects = WordLists.words(.nameSubjects)

  /// The first name in `range` that is none of an office, nor may stand beside some.
  func firstThatIsNoOffice(in range: Range<Int>) -> Range<Int>? {
    pieces(of: range).first { !isOffice($0) && !bareScope($0) && !isRestOfOffices($0) && !isPlaces($0) && !isInstitution($0) }
  }

  /// 区科技馆, 区融媒体中心, 有关企业: bodies that are no offices, but may answer beside some.
  private func isInstitution(_ piece: Range<Int>) -> Bool {
    piece.count >= 3 && piece.count <= 16 && endsWithBody(piece) && !words.startsWithAction(text, in: piece) && !opensPhrase(piece)
  }

  /// 各县(市、区), 各镇(街道), 有关县市, 高新区: places that answer for themselves.
  private func isPlaces(_ piece: Range<Int>) -> Bool {
    let name = outsideBrackets(piece)
    if Self.zones.contains(name) || isZone(name) { return true }
    if name.hasPrefix("各"), piece.count <= 9, endsWithBody(piece), !words.startsWithAction(text, in: piece) { return true }
    if name.hasPrefix("各"), piece.count <= 9, Self.townEnds.contains(where: name.hasSuffix) { return true }
    guard let opener = Self.pointers.first(where: name.hasPrefix) else { return false }
    let rest = name.dropFirst(opener.count)
    return !rest.isEmpty && rest.count <= 8 && rest.unicodeScalars.allSatisfy { Self.divisions.contains($0) }
  }

  /// 东湖高新区, 长江新区, 龙华区: the name of a zone or a district.
  private func isZone(_ name: String) -> Bool {
    guard (3...10).contains(name.count) else { return false }
    return Self.zoneEnds.contains(where: name.hasSuffix) || name.count <= 4 && ["区", "县", "旗"].contains(where: name.hasSuffix)
  }

  private static let townEnds = WordLists.words(.nameTownEnds)
  private static let zoneEnds = WordLists.words(.nameZoneEnds)

  private static let pointers = ["各有关", "各相关", "各", "有关", "相关"]
  private static let divisions: ScalarSet = "省市县区州盟旗镇乡街道村社自治直辖设地级开发园新功能团场垦"
  private static let zones = Set(WordLists.words(.nameZones))

  /// The characters of `piece` outside of brackets: 各县(市、区)政府 → 各县政府.
  private func outsideBrackets(_ piece: Range<Int>) -> String {
    var depth = 0
    var kept: [Unicode.Scalar] = []
    for at in piece {
      if text[at] == "(" { depth += 1 }
      if depth == 0 { kept.append(text[at]) }
      if text[at] == ")" { depth -= 1 }
    }
    return String(scalars: kept)
  }

  private func isOffice(_ piece: Range<Int>) -> Bool {
    if isRegistered(piece) { return true }
    guard piece.count >= 3, piece.count <= 24, endsWithBody(piece), !words.startsWithAction(text, in: piece), !opensPhrase(piece)
    else { return false }
    let name = outsideBrackets(piece)
    if let last = name.unicodeScalars.last, OwnerNames.officeEnds.contains(last) { return true }
    return OwnerNames.officeWords.contains { name.hasSuffix($0) }
  }

  /// 以下简称市科协, 在市教育局: words in front that make it no list of names.
  private func opensPhrase(_ piece: Range<Int>) -> Bool { Self.isPhrase(string(piece), words: words) }

  /// 以下简称…, 在…: a phrase in front; 经信局 and 经开区管委会 are names.
  static func isPhrase(_ name: String, words: WordLexicon) -> Bool {
    guard let opener = phrases.first(where: name.hasPrefix) else { return false }
    let scalars = Array(name.unicodeScalars)
    guard let word = words.word(scalars, at: 0, end: scalars.count) else { return true }
    // 经济开发区 opens with a word of its own.
    return word.length <= opener.unicodeScalars.count || !word.classes.has([.body, .head, .guard, .scope]) || bounds.contains(where: name.hasPrefix)
  }

  private static let bounds = ["以上", "以下", "以外", "以内"]

  static let phrases = WordLists.words(.namePhrases)

  /// 有关部门, 各有关单位 behind offices.
  private func isRestOfOffices(_ piece: Range<Int>) -> Bool {
    let name = string(piece)
    return ["有关部门", "相关部门", "有关单位", "相关单位", "各有关部门", "各相关部门", "各有关单位", "各相关单位"].contains(name)
  }

  private static let officeEnds: ScalarSet = "部委局厅办署处"
  private static let officeWords = WordLists.words(.nameOfficeWords)

  // MARK: Cutting

  private func split(_ range: Range<Int>, at isSeparator: (Unicode.Scalar) -> Bool) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = range.lowerBound
    var at = range.lowerBound
    while at < range.upperBound {
      if let end = SentenceClauses.closing(of: text, at: at, end: range.upperBound) {
        at = end
        continue
      }
      if isSeparator(text[at]) {
        pieces.append(start..<at)
        start = at + 1
      }
      at += 1
    }
    pieces.append(start..<range.upperBound)
    return pieces
  }

  /// 市教育局 市财政局: blanks part names if a body stands on both sides of each; 王 一 stays whole.
  private func cutAtBlanks(_ piece: Range<Int>) -> [Range<Int>] {
    let parts = split(piece) { $0 == " " || $0 == "\u{3000}" }.map(trimmed).filter { !$0.isEmpty }
    return parts.count > 1 && (parts.allSatisfy(endsWithBody) || parts.allSatisfy(isPerson)) ? parts : [piece]
  }

  /// 李强: two or three characters that begin with a common surname.
  private func isPerson(_ piece: Range<Int>) -> Bool {
    (2...3).contains(piece.count) && Self.surnames.contains(text[piece.lowerBound]) && !endsWithBody(piece)
  }

  private static let surnames = WordLists.characters(.surname)

  /// 教育局等有关部门 → 教育局, 有关部门; 教育局等部门 → 教育局.
  private func cutAtEtCetera(_ piece: Range<Int>) -> [Range<Int>] {
    guard let at = piece.dropFirst().first(where: { text[$0] == "等" && !isInsideWord($0, piece) }) else {
      return [piece]
    }
    let rest = (at + 1)..<piece.upperBound
    return [piece.lowerBound..<at] + (isBareGeneric(rest) ? [] : cutAtEtCetera(rest))
  }

  /// 高等学校, 中等职业学校 hold 等 without meaning “and so on”.
  private func isInsideWord(_ at: Int, _ piece: Range<Int>) -> Bool {
    let before = text[at - 1]
    return before == "高" || before == "中" || before == "初" || before == "平" || before == "同"
  }

  private func isBareGeneric(_ range: Range<Int>) -> Bool {
    let name = string(trimmed(range))
    return name.isEmpty || OwnerNames.generic.contains(name)
  }

  private static let generic = Set(WordLists.words(.nameGeneric))

  /// Cuts at 及, 和, 与 between two names; 部门和单位 stays with what stands before it.
  private func cutAtConjunctions(_ piece: Range<Int>) -> [Range<Int>] {
    var names: [Range<Int>] = []
    for part in rawCuts(piece) {
      if let last = names.last, isBareGeneric(part) {
        names[names.count - 1] = last.lowerBound..<part.upperBound
      } else {
        names.append(part)
      }
    }
    return names
  }

  private func rawCuts(_ piece: Range<Int>) -> [Range<Int>] {
    for at in piece where text[at] == "及" || text[at] == "和" || text[at] == "与" {
      let left = piece.lowerBound..<(text[at] == "及" && at > piece.lowerBound && text[at - 1] == "以" ? at - 1 : at)
      let right = (at + 1)..<piece.upperBound
      guard !left.isEmpty, !right.isEmpty, isOutsideBrackets(at, piece) else { continue }
      if endsWithBody(trimmed(left)), endsWithBody(trimmed(right)), !isRegistered(piece), !isPartyAndGovernment(left, right) {
        return [left] + rawCuts(right)
      }
    }
    return [piece]
  }

  /// 各级党委和政府 is one name.
  private func isPartyAndGovernment(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    string(left).hasSuffix("党委") && ["政府", "人民政府"].contains(string(right))
  }

  private func isOutsideBrackets(_ at: Int, _ piece: Range<Int>) -> Bool {
    let open = (piece.lowerBound..<at).filter { text[$0] == "(" }.count
    return open == (piece.lowerBound..<at).filter { text[$0] == ")" }.count
  }

  /// Without blanks and marks at both ends and without 由, 及, 以及 in front.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high, OwnerNames.isEdge(text[low]) { low += 1 }
    while high > low, OwnerNames.isEdge(text[high - 1]) { high -= 1 }
    high = withoutNote(low..<high)
    for opener in OwnerNames.openers where high - low > opener.count + 1 && text[low..<high].starts(with: opener) {
      low += opener.count
    }
    return low..<high
  }

  /// 市卫生健康委(下同), 市财政局(除注明外均为牵头单位): the end of the name in front of a note in brackets.
  private func withoutNote(_ name: Range<Int>) -> Int {
    guard name.count > 4, text[name.upperBound - 1] == ")", let open = name.last(where: { text[$0] == "(" }), open > name.lowerBound + 1,
      Self.notes.starts(text[(open + 1)..<(name.upperBound - 1)]) || Self.notes.ends(text[(open + 1)..<(name.upperBound - 1)])
    else { return name.upperBound }
    return open
  }

  private static let notes = WordLists.phrases(.nameNotes)

  private static let openers = WordLists.words(.nameOpeners).map { Array($0.unicodeScalars) }

  private static func isEdge(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "|" || scalar == "。" || scalar == ";" || scalar == "," || scalar == "、" || scalar == ":" || scalar == "\t"
      || scalar == "\u{3000}"
  }

  // MARK: Knowing names

  private func isRegistered(_ range: Range<Int>) -> Bool {
    guard let word = words.word(text, at: range.lowerBound, end: range.upperBound) else { return false }
    return word.length == range.count && word.classes.contains(.body)
  }

  /// Whether the piece ends with a word for a body, with a letter that ends names, or with a bracket behind one.
  func endsWithBody(_ range: Range<Int>) -> Bool {
    var end = range.upperBound
    if end > range.lowerBound, text[end - 1] == ")" {
      while end > range.lowerBound, text[end - 1] != "(" { end -= 1 }
      end -= 1
    }
    guard end > range.lowerBound else { return false }
    let from = max(range.lowerBound, end - 16)
    for start in from..<end {
      guard let word = words.word(text, at: start, end: end), start + word.length == end else { continue }
      if word.classes.has([.body, .head]) { return true }
      if word.classes.has([.letter, .weakLetter]), end - range.lowerBound >= 2 { return true }
    }
    return false
  }

  /// 省, 市, 县(区), 各市: a place word that waits for the noun of the next name.
  private func bareScope(_ range: Range<Int>) -> Bool { OwnerNames.scopes.contains(string(range)) }

  private static let scopes = Set(WordLists.words(.nameScopes))

  /// Completes bare scopes: 省、市科协 → 省科协, 市科协.
  private func completed(_ pieces: [Range<Int>]) -> [String] {
    var out: [String] = []
    var waiting: [String] = []
    for (at, piece) in pieces.enumerated() {
      let name = string(piece)
      if let last = out.last, isRestOfPlaces(name, last, next: at + 1 < pieces.count ? pieces[at + 1] : nil) {
        // 各县(市)、区 and 各级学会、协会: one name.
        out[out.count - 1] = last + "、" + name
        continue
      }
      if bareScope(piece) {
        waiting.append(name)
        continue
      }
      if let last = out.last, last.hasSuffix("党委"), name == "政府" || name == "人民政府" {
        // 各县党委、政府 is one name.
        out[out.count - 1] = last + "、" + name
        continue
      }
      if let from = waiting.lastIndex(where: { $0.hasPrefix("各") }), OwnerNames.governments.contains(where: plain(name).hasSuffix), !name.hasPrefix("各"),
        restBehindScope(name) != nil || name.hasPrefix("自治") || name.hasPrefix("直辖市") || Self.zones.contains(where: { name.hasPrefix($0) && name.hasSuffix("管委会") })
      {
        // 各区、县(市)人民政府, 各省、自治区、直辖市人民政府: 各 holds for all, so it is one name.
        out += waiting[..<from] + [(waiting[from...] + [name]).joined(separator: "、")]
        waiting = []
        continue
      }
      if !waiting.isEmpty, let rest = restBehindScope(name) { out += waiting.map { $0 + rest } } else { out += waiting }
      waiting = []
      out.append(name)
    }
    return out + waiting
  }

  /// Whether 区 or 协会 only goes on what 各 opened: 各县(市)、区, 各级学会、协会.
  private func isRestOfPlaces(_ name: String, _ last: String, next: Range<Int>?) -> Bool {
    guard last.hasPrefix("各") else { return false }
    if Self.societies.contains(name) { return Self.societies.contains { last.hasSuffix($0) } }
    guard Self.restOfPlaces.contains(name), last.hasSuffix(")") || last.hasSuffix("县") || last.hasSuffix("市"), last.count <= 6 else { return false }
    return next.map { restBehindScope(string($0)) == nil && !bareScope($0) } ?? true
  }

  private static let restOfPlaces: Set<String> = ["区", "县(市)", "县(区)", "自治县"]
  private static let societies: Set<String> = ["学会", "协会", "研究会"]

  /// A name without the bracket at its end: 区人民政府(管委会).
  private func plain(_ name: String) -> String {
    guard name.hasSuffix(")"), let open = name.lastIndex(of: "("), open > name.startIndex else { return name }
    return String(name[..<open])
  }

  /// How the names of governments of places end.
  private static let governments = ["人民政府", "政府", "管委会", "行署"]

  /// What follows the scope of a name: 科协 in 市科协, 教育局 in 区(县)教育局.
  private func restBehindScope(_ name: String) -> String? {
    for scope in ["省级", "市级", "县级", "区级", "县(市、区)", "县(市)", "县(区)", "省", "市", "县", "区", "镇", "乡", "街道"]
    where name.hasPrefix(scope) {
      let rest = String(name.dropFirst(scope.count))
      return rest.unicodeScalars.count >= 2 ? rest : nil
    }
    return nil
  }

  private func isName(_ name: String) -> Bool {
    let count = name.unicodeScalars.count
    // 9部门, 2026年11月底前完成: a number of bodies, or a date
    if name.first?.isNumber == true, OwnerNames.nobody.contains(where: name.hasSuffix) || name.contains("年") || name.contains("月") { return false }
    return count >= 1 && count <= OwnerNames.longest && name.contains(where: \.isLetter) && !OwnerNames.blanks.contains(name) && !OwnerNames.nobody.contains(name)
  }

  /// What 等 leaves of a list, alone.
  private static let nobody: Set<String> = ["部门", "单位", "部门(单位)", "单位(部门)"]

  /// What stands for no name.
  private static let blanks: Set<String> = ["无", "待定", "同上", "略", "暂无"]

  private func string(_ range: Range<Int>) -> String {
    String(scalars: text[range])
  }
}
