import PlanText

/// Figures that pair up one by one with names or with years.
extension TargetRuleReader {
  /// A、B分别增长x、y: two indicators, two figures. 到2025年、2030年分别达到x、y: one indicator, two years.
  func respectively(
    _ reading: TargetReading, _ indices: [Int], _ figures: [Figure], _ site: FigureSite
  ) -> [TargetReading] {
    let figures = Self.sharingUnit(figures, indices)
    let shared = indices.last.flatMap { figures[$0].comparator }
    let parts = parts(of: Self.townAndCountry(reading.indicator, indices.count), indices.count)
    if parts.count == indices.count {
      return zip(parts, indices).map { reading.of(figures[$1], named: $0, comparator: shared) }
    }
    let run = Self.yearRun(site.marks, before: figures[indices[0]].range.lowerBound)
    var years = run.count == indices.count ? run : run.last.map { yearSpan($0) } ?? []
    if years.count != indices.count, reading.rule.hasSuffix("in-turn"), let all = planYears, all.count == indices.count {
      years = all.map { TimeMark(range: figures[indices[0]].range, kind: .by($0)) }
    }
    // 到2022年和2030年，…提高。甲率分别达到70%和80%: the years of the sentence before
    if years.count != indices.count, site.stages.count == indices.count { years = site.stages }
    if years.count != indices.count, !site.isRegional, let names = sharingStems(site.recent, indices.count, measure: reading.indicator) {
      return zip(names, indices).map { reading.of(figures[$1], named: $0, comparator: shared) }
    }
    guard years.count == indices.count else { return indices.count == 1 ? [reading] : [] }
    return zip(years, indices).map { mark, index in
      var one = reading.of(figures[index], named: Self.withoutYear(reading.indicator), comparator: shared)
      one.mark = mark
      return one
    }
  }

  /// 覆盖率 of 覆盖率2025、2026年分别达到70%、80%.
  private static func withoutYear(_ name: String) -> String {
    let tail = name.suffix(4)
    return name.count > 5 && tail.count == 4 && tail.allSatisfy { ("0"..."9").contains($0) } && tail.hasPrefix("20") ? String(name.dropLast(4)) : name
  }

  /// 果蔬、肉类低温处理率分别为20%、80%；冷链流通率分别提高到35%、57%: the things of the list before, each with the measure at hand. Nil where
  /// the names before have no such list, or the measure says itself of what it is. 食品抽检3000批次，药品抽检400批次，合格率分别达到…: a bare
  /// measure is one of each.
  private func sharingStems(_ recent: [String], _ count: Int, measure: String) -> [String]? {
    guard count > 1, recent.count >= count, measure.unicodeScalars.count <= 8 else { return nil }
    let names = recent.suffix(count).map { Array($0.unicodeScalars) }
    let shortest = names.map(\.count).min() ?? 0
    let shared = (0..<max(0, shortest)).prefix { k in names.allSatisfy { $0[$0.count - 1 - k] == names[0][names[0].count - 1 - k] } }.count
    let stems = names.map { $0.dropLast(shared) }
    let scalars = Array(measure.unicodeScalars)
    let isBare = names.allSatisfy { (2...10).contains($0.count) } && self.names.bare.word(in: scalars, at: 0, end: scalars.count)?.scalars.count == scalars.count
    if isBare, shared < 3 { return Set(recent.suffix(count)).count == count ? recent.suffix(count).map { self.names.withoutKeep($0) + measure } : nil }
    guard shared > 2, Set(stems.map { String(scalars: $0) }).count == count, stems.allSatisfy({ (2...8).contains($0.count) }) else { return nil }
    return stems.map { String(scalars: $0) + measure }
  }

  /// 4个、5个工作日, 5、8万人: the unit of the last of the figures is that of all, where theirs is none or only opens it.
  static func sharingUnit(_ figures: [Figure], _ indices: [Int]) -> [Figure] {
    guard let last = indices.last.map({ figures[$0] }), let unit = last.unit, unit != "个" else { return figures }
    var figures = figures
    for index in indices.dropLast() where figures[index].unit == "个" && unit.hasPrefix("个") {
      figures[index].unit = unit
      figures[index].dimension = last.dimension
    }
    return figures
  }

  /// The names joined in `name`. 城镇和工业用水、农业灌溉用水计量率 is two where two figures follow: 和 joins less than 、 does.
  func parts(of name: String, _ count: Int) -> [String] {
    let all = names.sharingHead(Self.split(name))
    guard all.count != count, let last = name.split(separator: "、").last, last.count < name.count, Self.split(String(last)).count == 1 else { return all }
    let few = names.sharingHead(name.split(separator: "、").map(String.init))
    return few.count == count ? few : all
  }

  /// A、B分别从a、b提高到x、y: the first half are baselines.
  func respectivelyFrom(
    _ reading: TargetReading, _ indices: [Int], _ figures: [Figure], _ site: FigureSite
  ) -> [TargetReading] {
    let half = indices.count / 2
    var readings = respectively(reading, Array(indices[half...]), figures, site)
    for k in readings.indices where k < half { readings[k].baseline = figures[indices[k]] }
    return readings
  }

  /// 城乡居民收入分别增长a、b is about 城镇 and 农村; so is 广播电视覆盖率 about two.
  static func townAndCountry(_ name: String, _ count: Int) -> String {
    if count == 3, name.hasPrefix("三次产业") { return ["一", "二", "三"].map { "第\($0)产业\(name.dropFirst(4))" }.joined(separator: "、") }
    guard count == 2, name.count > 5 || name.count > 3 && name.hasPrefix("城乡") else { return name }
    if name.hasPrefix("广播电视") { return "广播\(name.dropFirst(4))、电视\(name.dropFirst(4))" }
    guard name.hasPrefix("城乡") else { return name }
    let rest = name.dropFirst(2)
    return "城镇\(rest)、农村\(rest)"
  }
}
