/// Names of bodies that issue plans, told by their endings.
enum Bodies {
  /// Endings of names, longest first where one ends another.
  private static let endings: [[Unicode.Scalar]] = [
    "人民政府办公厅", "人民政府办公室", "人民政府", "办公厅", "办公室", "委员会", "管委会", "国务院", "行政院", "政府", "协会", "科协", "党组", "党委", "省委", "市委",
    "县委",
    "区委", "工委", "州委", "旗委", "党工委", "总工会", "工商联", "联合会", "妇联", "残联", "团委", "学会", "研究会", "总局", "总署", "总公司", "公司", "集团",
    "大学", "学院", "医院",
    "研究院", "科学院", "工程院", "法院", "检察院", "中心", "指挥部", "领导小组", "联席会议", "人大常委会", "常委会", "局", "厅", "部", "署", "处", "委", "院",
    "行", "办", "府", "会",
    "中共中央", "中央军委", "基金会", "合作社", "商会", "公所",
  ].map { Array($0.unicodeScalars) }

  /// Endings that may stand in the middle of a title: 广元市科学技术协会 in 广元市科学技术协会事业发展规划.
  private static let strong: [[Unicode.Scalar]] = [
    "人民政府办公厅", "人民政府办公室", "人民政府", "科学技术协会", "协会", "科协", "联合会", "委员会", "管委会", "总工会", "妇联", "残联", "工商联", "党组", "局", "厅",
    "办公室", "办公厅",
    "大学", "学院", "医院", "公司", "集团", "研究院", "国务院", "行政院", "县政府", "市政府", "省政府", "公所",
  ].map { Array($0.unicodeScalars) }

  /// Whether `name` reads as the name of a body: no marks, and one of the endings.
  static func isBody(_ name: some Collection<Unicode.Scalar>) -> Bool {
    guard name.count >= 3, name.count <= 40 else { return false }
    let scalars = Array(name)
    if scalars.ends(with: Array("社会".unicodeScalars)) { return false }
    guard scalars.allSatisfy({ CharacterForms.isHan($0) || "()·“”".unicodeScalars.contains($0) }) else { return false }
    return endings.contains { scalars.ends(with: $0) }
  }

  /// Whether what follows a short name of a place belongs to the name of a body (科协, 省委) rather than to a phrase.
  static func startsLikeBody(_ rest: [Unicode.Scalar]) -> Bool {
    let head = Array(rest.prefix(12))
    return strong.contains { head.holds($0) } || head.starts(with: "省".unicodeScalars)
      || head.starts(with: "市".unicodeScalars)
  }

  /// The names in a line of signatures: separated by blanks or 、, or run together with the place repeated.
  static func names(in line: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    let pieces = line.split { CharacterForms.isBlank($0) || $0 == "、" || $0 == "," }.map(Array.init)
    // 国 务 院 spaced out is one name.
    let whole = pieces.contains { $0.count < 3 } ? [pieces.flatMap { $0 }] : pieces
    let names = whole.flatMap(splitRunTogether)
    return !names.isEmpty && names.allSatisfy(isBody) ? names : []
  }

  /// 临江市水务局临江市财政局 → two names: a new one starts where an ending is followed by the first two characters.
  private static func splitRunTogether(_ name: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    guard name.count >= 10 else { return [name] }
    // 中共清河县委清河县人民政府: the party is named for its place, too.
    let place = Array(PlaceResolver.withoutPrefix(name).prefix(2))
    var names: [[Unicode.Scalar]] = []
    var start = 0
    var at = 4
    while let next = name.position(of: place, from: at) {
      let front = Array(name[start..<next])
      if front.count >= 4, isBody(front) {
        names.append(front)
        start = next
      }
      at = next + 2
    }
    return names + [Array(name[start...])]
  }

  /// The body that a title starts with: 清河市水务局 of 清河市水务局2024年工作要点; nil when the title names only a place.
  static func leading(in title: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    let stop = title.firstIndex { $0.isDigit || "“《(—".unicodeScalars.contains($0) } ?? title.count
    // 清河市政府承诺今年再办…: a headline says what the body does.
    let end = (["关于"] + news).compactMap { title.position(of: $0, from: 3) }.min().map { min($0, stop) } ?? stop
    let region = Array(title[..<end])
    if isBody(region), region.count >= 4 { return region }
    if let reported = reporting(region) { return reported }
    var best: Int?
    for end in 3..<max(3, min(region.count, 26) + 1) {
      let front = Array(region.prefix(end))
      guard strong.contains(where: { front.ends(with: $0) }) else { continue }
      // 人民政府 may go on as 人民政府办公室, 协会 as 协会党组.
      // 行政院 as 行政院农业委员会.
      if let best, !isChained(Array(region[best..<end])), !isBureau(Array(region[best..<end]), of: region[..<best]), FrontPage.string(region[..<best]) != "行政院" { break }
      best = end
    }
    return best.map { Array(region.prefix($0)) }
  }

  /// 某事务部 in 某事务部业务概况报告.
  private static func reporting(_ title: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    guard let at = ["业务概况报告", "业务报告"].compactMap({ title.position(of: $0) }).min(), at >= 4 else { return nil }
    let body = Array(title[..<at])
    return isBody(body) ? body : nil
  }

  /// 社会局 behind 清河市政府, as the bureaus of Taiwan are named.
  private static func isBureau(_ more: [Unicode.Scalar], of government: ArraySlice<Unicode.Scalar>) -> Bool {
    guard government.suffix(2).elementsEqual("政府".unicodeScalars), (3...10).contains(more.count), let last = more.last else { return false }
    return "局处".unicodeScalars.contains(last) && !more.contains { "的和及与推".unicodeScalars.contains($0) }
  }

  private static let news = ["承诺", "发布", "出台", "公布", "启动", "召开", "部署", "力争"]

  private static func isChained(_ more: [Unicode.Scalar]) -> Bool {
    ["办公室", "办公厅", "党组", "委员会", "党委"].contains { more == Array($0.unicodeScalars) }
  }
}
