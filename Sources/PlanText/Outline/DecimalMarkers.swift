/// Numbers at the start of a line whose marks do not tell where they end: 5．65岁以上…, 2.1 以2016年….
extension MarkerScanner {
  /// The marker that a paragraph starts with.
  func opening(_ p: Int, before: [Candidate]) -> Marker? {
    let range = text.paragraphs[p].range
    let plain = Marker.parse(text.scalars, at: range.lowerBound, limit: range.upperBound)
    guard text.scalars[range.lowerBound].isDigit else { return plain }
    return single(plain, p, before) ?? plain ?? spacedLevels(range)
  }

  /// 5．65岁以上老年人…, 8.90%以上的村卫生室…, 4.3D打印…: the full stop of a single number in front of a figure, where the numbering goes on so.
  private func single(_ marker: Marker?, _ p: Int, _ before: [Candidate]) -> Marker? {
    let range = text.paragraphs[p].range
    guard marker == nil || marker?.style == .decimalTwo, let (value, end) = Marker.decimalNumber(text.scalars, range.lowerBound, range.upperBound), end + 1 < range.upperBound,
      text.scalars[end] == ".", let (figure, after) = Marker.decimalNumber(text.scalars, end + 1, range.upperBound), figure > 1, after < range.upperBound,
      text.starts[after] == text.ends[after - 1]
    else { return nil }
    let isSigned = text.scalars[after] == "%" || text.scalars[after] == "‰" || (UInt32(0x61)...0x7A).contains(text.scalars[after].value | 0x20)
    guard isSigned || CharacterForms.isHan(text.scalars[after]) || "—-至".unicodeScalars.contains(text.scalars[after]) else { return nil }
    let last = before.last { $0.isStart && $0.marker.style >= .decimal && $0.marker.style <= .decimalThree }
    let goesOn = last.map { $0.marker.style == .decimal && $0.marker.value + 1 == value } ?? false
    let isOpen = last.map { $0.marker.ordinal == "1" || $0.marker.ordinal.hasPrefix("1.") } ?? false
    guard goesOn || value == 1 && !isOpen && isGoneOnWith(p, 2) else { return nil }
    // 2.5% behind item 1 may be a number that a line end cut off.
    guard !isSigned || value > 2 || isGoneOnWith(p, value + 1) else { return nil }
    return Marker(style: .decimal, value: value, ordinal: "\(value)", length: end + 1 - range.lowerBound)
  }

  /// Whether the number `value` heads one of the next lines.
  private func isGoneOnWith(_ p: Int, _ value: Int) -> Bool {
    text.paragraphs[(p + 1)...].prefix(Self.nearby).contains { paragraph in
      let next = Marker.parse(text.scalars, at: paragraph.range.lowerBound, limit: paragraph.range.upperBound)
      return next?.style == .decimal && next?.value == value
    }
  }

  private static let nearby = 6

  /// `2.1 以2016年…`: a blank of the source behind two or three levels, whatever follows it.
  private func spacedLevels(_ range: Range<Int>) -> Marker? {
    var levels: [Int] = []
    var at = range.lowerBound
    while let (value, end) = Marker.decimalNumber(text.scalars, at, range.upperBound), (1...99).contains(value) {
      levels.append(value)
      at = end
      guard at + 1 < range.upperBound, text.scalars[at] == ".", text.scalars[at + 1].isDigit else { break }
      at += 1
    }
    guard (2...3).contains(levels.count), let last = levels.last, at < range.upperBound, CharacterForms.isHan(text.scalars[at]), text.starts[at] > text.ends[at - 1] else { return nil }
    return Marker(
      style: levels.count == 2 ? .decimalTwo : .decimalThree, value: last, ordinal: levels.map(String.init).joined(separator: "."), length: at - range.lowerBound)
  }
}
