/// Where a name lies: the part of it that is known from GB/T 2260 or can be read off its endings.
struct Whereabouts: Hashable, Sendable {
  var province: String?
  var city: String?
  var level: AdministrativeLevel?
  var adcode: String?
}

/// Resolves the places that names of bodies and titles begin with.
///
/// 广州市天河区教育局 → 天河区 below 广州市. A name that several places share (朝阳区) counts only where the place above it
/// is named in front of it or, alone among its namesakes, somewhere in the context.
struct PlaceResolver {
  let places: Places
  /// Text in which places above may be named: head, signature and site of the document.
  let context: [Unicode.Scalar]

  /// What `name` begins with, 中共 and the like left aside.
  func resolve(_ name: some Collection<Unicode.Scalar>) -> Whereabouts? {
    let text = Self.withoutPrefix(Array(name))
    var at = 0
    var known: Place?
    var lost: Whereabouts?
    for _ in 0..<3 {
      let rest = text[at...]
      let candidates = places.named(at: rest, inside: known)
      if let place = choose(candidates) {
        known = place
        at += place.name.unicodeScalars.count
      } else if known == nil, let place = spoken(rest) {
        known = place
        at += place.short.unicodeScalars.count
      } else if let unknown = Self.shaped(rest) {
        lost = Self.add(unknown, to: lost ?? known.map(whereabouts))
        known = nil
        at += unknown.length
        if candidates.isEmpty { continue } else { break }
      } else {
        break
      }
    }
    return lost ?? known.map(whereabouts)
  }

  /// The first place inside of a title that opens with something else: 关于推进清河市乡村建设的实施意见, 质量强国建设纲要云川省实施方案.
  func inside(_ title: [Unicode.Scalar]) -> Whereabouts? {
    for at in title.indices.dropFirst(2) {
      let isBehindWord = Self.leads.contains { title[..<at].suffix($0.count).elementsEqual($0) }
      guard isBehindWord || "”》".unicodeScalars.contains(title[at - 1]), let part = Self.shaped(title[at...]), part.level != .county || part.name.hasSuffix("县") || !places.named(at: title[at...], inside: nil).isEmpty,
        // 规划纲要云川省: the place starts behind the last of such words
        !Self.leads.contains(where: { Array(part.name.unicodeScalars).holds($0) })
      else { continue }
      return resolve(title[at...])
    }
    return nil
  }

  /// Words in front of the place that a plan is of.
  private static let leads = ["关于", "推进", "加快", "促进", "推动", "加强", "支持", "完善", "深化", "纲要", "规划", "计划", "行动", "方案", "战略"].map { Array($0.unicodeScalars) }

  /// 清河县政府, 清河市议会 in a text of Taiwan: a namesake on the mainland, whose bodies are called 人民政府, is not meant.
  func outsideTable(_ name: [Unicode.Scalar], _ found: Whereabouts) -> Whereabouts {
    guard found.adcode != nil, let part = Self.shaped(name[...]), part.level == .county || part.level == .prefecture, name.count > part.length else { return found }
    let rest = name[part.length...]
    guard ["政府", "议会", "府", "公所"].contains(where: { rest.starts(with: $0.unicodeScalars) }) else { return found }
    var place = Self.add(part, to: nil)
    place.province = "台湾省"
    return place
  }

  /// Province, city and code of a known place. Districts of a municipality have no city.
  func whereabouts(_ place: Place) -> Whereabouts {
    let province = places.province(of: place)
    var city: String?
    if place.level == .prefecture { city = place.name }
    if place.level == .county, let above = places.parent(of: place), above.level == .prefecture { city = above.name }
    return Whereabouts(province: province.name, city: city, level: place.level, adcode: place.adcode)
  }

  private func choose(_ candidates: [Place]) -> Place? {
    if candidates.count <= 1 { return candidates.first }
    let named = candidates.filter { candidate in
      var at = candidate
      while let up = places.parent(of: at) {
        if mentions(up.name) || mentions(up.short) { return true }
        at = up
      }
      return false
    }
    return named.count == 1 ? named[0] : nil
  }

  /// A short name counts where a body follows: 青海科协, not 海南风光.
  private func spoken(_ rest: ArraySlice<Unicode.Scalar>) -> Place? {
    let candidates = places.spoken(at: rest)
    // 吉林 is the province unless 市 follows, in which case the full name has matched.
    let place = candidates.first { $0.level == .province } ?? (candidates.count == 1 ? candidates[0] : nil)
    guard let place else { return nil }
    let behind = Array(rest.dropFirst(place.short.unicodeScalars.count))
    // 朝阳区 is a district of some city, not 朝阳市.
    if let next = behind.first, "区县旗镇乡".unicodeScalars.contains(next) { return nil }
    return Bodies.startsLikeBody(behind) ? place : nil
  }

  private func mentions(_ word: String) -> Bool { context.holds(Array(word.unicodeScalars)) }

  static func withoutPrefix(_ name: [Unicode.Scalar]) -> [Unicode.Scalar] {
    for prefix in ["中国共产党", "中共", "共青团", "民革", "民盟", "九三学社"] where name.starts(with: prefix.unicodeScalars) {
      return Array(name.dropFirst(prefix.unicodeScalars.count))
    }
    return name
  }

  // MARK: Places that the table lacks

  /// 云川省 at the start of `text`: two to seven characters with the ending of a division.
  private static func shaped(_ text: ArraySlice<Unicode.Scalar>)
    -> (name: String, level: AdministrativeLevel, length: Int)?
  {
    let ends: [(word: String, level: AdministrativeLevel)] = [
      ("特别行政区", .province), ("自治区", .province), ("省", .province), ("自治州", .prefecture), ("地区", .prefecture),
      ("盟", .prefecture), ("市", .prefecture), ("自治县", .county), ("县", .county), ("旗", .county), ("区", .county),
    ]
    let scalars = Array(text.prefix(12))
    for length in 3...12 where length <= scalars.count {
      let name = Array(scalars.prefix(length))
      guard name.allSatisfy(CharacterForms.isHan) else { return nil }
      for end in ends where name.ends(with: Array(end.word.unicodeScalars)) {
        let stem = name.dropLast(end.word.unicodeScalars.count)
        guard stem.count >= 2, stem.count <= 7, !Self.isCommon(stem) || taiwan.contains(string(name)) else { continue }
        return (string(name), end.level, length)
      }
    }
    return nil
  }

  /// 全市, 各县, 高新区 and the like are no names.
  private static func isCommon(_ stem: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = stem.first else { return true }
    if "全各我本该市省县区国关印推加建在对第委".unicodeScalars.contains(first) { return true }
    // 文化强省, 示范县: what a place wants to be.
    if stem.last == "强" || ["示范", "模范", "先进", "特色", "样板"].contains(where: { string(stem).hasSuffix($0) }) { return true }
    return ["年", "日前", "近日", "荣获", "全省", "全市", "政府", "都市", "城市", "高新", "经开", "开发", "示范", "试验", "新型", "社", "园", "城", "农业", "智慧", "文明", "低碳", "无废", "偏远", "边远", "山地", "农村", "沿海", "贫困", "欠发达", "都会"].contains {
      string(stem).contains($0)
    }
  }

  private static func add(_ part: (name: String, level: AdministrativeLevel, length: Int), to found: Whereabouts?)
    -> Whereabouts
  {
    var result = found ?? Whereabouts()
    result.level = part.level
    result.adcode = nil
    if part.level == .province { result.province = part.name }
    if part.level == .prefecture { result.city = part.name }
    if taiwan.contains(part.name) { result.province = "台湾省" }
    return result
  }

  /// Cities and counties of Taiwan, which GB/T 2260 lists no codes of.
  private static let taiwan: Set<String> = [
    "台北市", "新北市", "桃园市", "台中市", "台南市", "高雄市", "基隆市", "新竹市", "嘉义市", "新竹县", "苗栗县", "彰化县", "南投县", "云林县", "嘉义县", "屏东县",
    "宜兰县", "花莲县", "台东县", "澎湖县", "金门县",
  ]

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    String(scalars: Array(scalars))
  }
}

extension Array where Element == Unicode.Scalar {
  /// Whether `needle` occurs.
  func holds(_ needle: [Unicode.Scalar]) -> Bool { position(of: needle) != nil }

  /// Where `needle` first occurs at or behind `start`.
  func position(of needle: [Unicode.Scalar], from start: Int = 0) -> Int? {
    guard let first = needle.first, count - needle.count >= start else { return nil }
    for i in start...(count - needle.count) where self[i] == first && self[i..<i + needle.count].elementsEqual(needle) {
      return i
    }
    return nil
  }

  func position(of needle: String, from start: Int = 0) -> Int? {
    position(of: Array(needle.unicodeScalars), from: start)
  }
}
