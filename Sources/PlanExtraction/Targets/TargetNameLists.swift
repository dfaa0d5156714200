import Foundation
import PlanText

/// Names that several figures or several parts of a list share.
extension IndicatorReader {
  /// 煤炭、电力产量: the measure behind the last of several names holds for all.
  func sharingHead(_ parts: [String]) -> [String] {
    guard parts.count > 1, let last = parts.last else { return parts }
    let scalars = Array(last.unicodeScalars)
    if let rest = behindRank(scalars, Array(parts[0].unicodeScalars)) {
      return parts.dropLast().map { $0 + String(scalars: rest) } + [last]
    }
    if let (name, rest) = behindEtcetera(scalars) {
      return (parts.dropLast() + [String(scalars: name)]).map { $0 + String(scalars: rest) }
    }
    if !isRegional, let names = ofIndustries(parts.map { Array($0.unicodeScalars) }) ?? ofKind(parts, scalars) { return names }
    guard let length = sharedLength(scalars, Array(parts[0].unicodeScalars)) ?? measureLength(scalars), length < scalars.count else { return parts }
    let tail = scalars.suffix(length)
    return parts.map { part in
      let own = Array(part.unicodeScalars)
      return part == last || measureLength(own) != nil && !isPaid(tail) || !isRegional && Self.countedOnItsOwn.ends(own[...]) ? part : Self.joined(own, tail)
    }
  }

  /// 一、二、三产业增加值: the industries by their numbers.
  private func ofIndustries(_ parts: [[Unicode.Scalar]]) -> [String]? {
    let numbers = parts.map { $0.first == "第" ? $0.dropFirst() : $0[...] }
    guard let last = numbers.last, last.count > 2, last.dropFirst().starts(with: "产业".unicodeScalars), numbers.dropLast().allSatisfy({ $0.count == 1 }),
      numbers.allSatisfy({ $0.first.map("一二三".unicodeScalars.contains) ?? false })
    else { return nil }
    return numbers.map { "第" + String(scalars: $0.prefix(1)) + String(scalars: last.dropFirst()) }
  }

  /// 城市、农村生活污水处理率, 小学、初中班额: where all are groups, places or substances, what stands behind the last of them is of each.
  private func ofKind(_ parts: [String], _ last: [Unicode.Scalar]) -> [String]? {
    guard let word = listed.word(in: last, at: 0, end: last.count), word.scalars.count < last.count else { return nil }
    let isKind = parts.dropLast().allSatisfy { part in
      let own = Array(part.unicodeScalars)
      return listed.word(in: own, at: 0, end: own.count)?.scalars.count == own.count
    }
    // 城镇居民 is said of persons, 城市化 and 平原县 are other words
    let rest = last[word.scalars.count...]
    guard let next = rest.first, !"化县队".unicodeScalars.contains(next), !(rest.starts(with: "居民".unicodeScalars) && parts.contains("农民")) else { return nil }
    return isKind ? parts.dropLast().map { $0 + String(scalars: last[word.scalars.count...]) } + [String(scalars: last)] : nil
  }

  /// 城镇居民 with 居民收入 is 城镇居民收入: what both have is said once.
  private static func joined(_ head: [Unicode.Scalar], _ tail: ArraySlice<Unicode.Scalar>) -> String {
    let overlap = (0...min(head.count, tail.count)).last { $0 != 1 && head.suffix($0).elementsEqual(tail.prefix($0)) } ?? 0
    return String(scalars: head) + String(scalars: tail.dropFirst(overlap))
  }

  /// How long the part of `last` is that the names before it share: behind the word that opens it (果蔬、肉类产后损失率) or behind what
  /// matches the end of `first` (铁路、水路货运量).
  private func sharedLength(_ last: [Unicode.Scalar], _ first: [Unicode.Scalar]) -> Int? {
    guard !isRegional, last.count > 3, let end = first.last else { return nil }
    let alike = last.indices.dropLast(2).first { at in
      last[at] == end && at > 0 && (at + 1 == first.count || first.count > 1 && last[at - 1] == first[first.count - 2])
    }
    if let alike { return last.count - alike - 1 }
    return last.indices.dropFirst(2).dropLast(2).first { sharedTail.word(in: last, at: $0, end: last.count) != nil }.map { last.count - $0 }
  }

  /// 接待游客、旅游收入分别增长: what is counted itself takes no measure of another noun.
  private static let countedOnItsOwn: PhraseSet = ["游客", "贷款", "存款"]

  /// Whether a tail such as 发放率 tells how far sums of money are paid: 生活补贴和护理补贴发放率.
  private func isPaid(_ tail: ArraySlice<Unicode.Scalar>) -> Bool {
    tail.count == 3 && tail.last == "率" && sharedTail.word(in: Array(tail), at: 0, end: 3)?.scalars.count == 3
  }

  /// How long the measure is that `name` ends in; a rate that is no known one has a verb in front (应用率).
  private func measureLength(_ name: [Unicode.Scalar]) -> Int? {
    if let word = measure.word(in: name, endingAt: name.count, start: 0), word.scalars.count > 1 { return word.scalars.count }
    return name.last == "率" && name.count > 3 ? 3 : measure.word(in: name, endingAt: name.count, start: 0)?.scalars.count
  }

  /// The measures that share a figure, of the `parts` of `name`: 高血压、糖尿病患者管理率 are two of one kind, 代表建议、政协提案办复率和满意率 two
  /// of the same things. Parts that are no measures by themselves stay joined (县、区的覆盖率).
  func measures(_ parts: [String], of name: String) -> [String] {
    let ends = parts.map { part in
      let own = Array(part.unicodeScalars)
      return own.last == "率" || measure.word(in: own, endingAt: own.count, start: 0) != nil
    }
    guard parts.count > 1, let last = ends.last, last else { return parts }
    let isShort = parts.contains { $0.unicodeScalars.count < 2 || $0.hasSuffix("市") || $0.hasSuffix("县") || $0.hasSuffix("区") || $0.hasSuffix("级") }
    if !isRegional, let paid = parts.last?.unicodeScalars.suffix(3), isPaid(ArraySlice(Array(paid))) { return sharingHead(parts) }
    if ends.allSatisfy({ $0 }) { return isShort ? [name] : parts }
    guard ends.dropLast().contains(true) else { return isShort || parts.count > 4 ? [name] : withSharedTail(parts) }
    return zip(parts, ends).reduce(into: (done: [String](), open: "")) { state, part in
      if part.1 {
        state.done.append(state.open + part.0)
        state.open = ""
      } else {
        state.open += part.0 + "、"
      }
    }.done
  }

  /// 高血压、糖尿病患者规范管理率: what stands behind the last thing, told by the word for persons or the measure, holds for all.
  private func withSharedTail(_ parts: [String]) -> [String] {
    guard let last = parts.last else { return parts }
    let kinds = ["患者", "人员", "儿童", "学生", "职工", "居民", "企业", "单位", "机构", "学校"]
    guard let kind = kinds.first(where: { last.contains($0) }), let at = last.range(of: kind), at.lowerBound > last.startIndex else {
      return sharingHead(parts)
    }
    return parts.dropLast().map { $0 + last[at.lowerBound...] } + [last]
  }

  /// What stands behind 三类 in `last` where the first name is 一类: the names of the list are ranks or kinds of it.
  private func behindRank(_ last: [Unicode.Scalar], _ first: [Unicode.Scalar]) -> ArraySlice<Unicode.Scalar>? {
    guard first.count <= 4, let end = first.last, "类级区档型".unicodeScalars.contains(end),
      let at = last.prefix(5).firstIndex(of: end), last.count > at + 3
    else { return nil }
    return last[(at + 1)...]
  }

  /// The last place and the measure of 珠三角等区域细颗粒物浓度.
  private func behindEtcetera(_ last: [Unicode.Scalar]) -> (name: ArraySlice<Unicode.Scalar>, rest: ArraySlice<Unicode.Scalar>)? {
    guard let at = last.dropFirst().firstIndex(of: "等"),
      let kind = ["区域", "地区", "城市", "省份", "领域", "行业", "流域", "地"].first(where: { last[(at + 1)...].starts(with: $0.unicodeScalars) }),
      at + 1 + kind.unicodeScalars.count + 1 < last.count
    else { return nil }
    return (last[..<at], last[(at + 1 + kind.unicodeScalars.count)...])
  }

  /// 廉租住房 of 廉租住房开工: how far works are to come, behind their name.
  func withoutStage(_ name: String, _ isThere: Bool) -> String {
    let scalars = Array(name.unicodeScalars)
    guard !isThere, let word = stage.word(in: scalars, endingAt: scalars.count, start: 0), word.scalars.count + 2 <= scalars.count else { return name }
    return String(scalars: scalars.dropLast(word.scalars.count))
  }

  /// 高标准农田 of 新建和|改造提升高标准农田: a second verb of change behind the first.
  private func withoutSecond(_ name: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    var rest = name
    if !isRegional, let first = rest.first, "和、及与".unicodeScalars.contains(first) { rest = rest.dropFirst() }
    let scalars = Array(rest)
    let word = isRegional ? nil : keep.word(in: scalars, at: 0, end: scalars.count)
    if let word, word.scalars.count + 2 <= scalars.count { rest = rest.dropFirst(word.scalars.count) }
    if !isRegional, rest.count > 3, rest.starts(with: "提升".unicodeScalars) { return rest.dropFirst(2) }
    return word == nil && rest.count < name.count ? name : rest
  }

  /// 新建高标准农田 without 新建, 园区新签约项目 without 新签约.
  func withoutKeep(_ name: String) -> String {
    let scalars = Array(name.unicodeScalars)
    if let word = keep.word(in: scalars, at: 0, end: scalars.count), word.scalars.count + 2 <= scalars.count {
      return String(scalars: withoutSecond(scalars.dropFirst(word.scalars.count)))
    }
    guard !isRegional, let at = scalars.indices.dropFirst(2).first(where: { scalars[$0] == "新" }),
      let word = keep.word(in: scalars, at: at, end: scalars.count), word.scalars.count > 1, at + word.scalars.count + 2 <= scalars.count
    else { return name }
    return String(scalars: scalars[..<at]) + String(scalars: scalars[(at + word.scalars.count)...])
  }
}
