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
    guard let head = measure.word(in: scalars, endingAt: scalars.count, start: 0), head.scalars.count < scalars.count else { return parts }
    var tail = String.UnicodeScalarView()
    tail.append(contentsOf: head.scalars)
    return parts.map { part in
      let own = Array(part.unicodeScalars)
      return measure.word(in: own, endingAt: own.count, start: 0) == nil ? part + String(tail) : part
    }
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
}
