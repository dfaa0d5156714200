import PlanText

/// Subjects that no word for an actor ends: what a duty is laid upon, and institutions that open a longer phrase.
extension ObligationSubject {
  /// What a duty is laid upon right before its modal: 所有新建项目都要…, 新建建筑物应…, 省、市、县级要…, 雇主给付工资不得….
  func bound(from start: Int, in clause: SentenceClauses.Clause) -> Range<Int>? {
    let words = clauses.words(clause, from: start)
    guard let number = words.firstIndex(where: { $0.classes.has([.mandatory, .prohibition]) && $0.start > start }) else { return nil }
    let end = trimAdverbs(words, before: number, start: start)
    guard (2...16).contains(end - start), !clauses.holds("的", in: start..<end) else { return nil }
    let levels = clauses.text[start..<end].starts(with: "地方".unicodeScalars) ? start + 2 : start
    let isLevels = clauses.text[levels..<end].allSatisfy { "省市县区乡镇村级各两三、和".unicodeScalars.contains($0) }
    // 县级要…: at that level somebody must.
    if isLevels { return levels > start || clauses.text[start..<end].contains { "、两三和".unicodeScalars.contains($0) } ? start..<end : nil }
    if words[0].start == start, words[0].classes.contains(.group), words[number].classes.contains(.prohibition), number == 1 {
      return start..<words[0].end
    }
    let name = clauses.string(start..<end)
    let acts = words[..<number].contains {
      $0.start > start + 2 && $0.end < end && $0.classes.has([.act, .prep]) && !$0.classes.contains(.nominal)
    }
    // 新建和改建小区应…: what is built, by whatever verbs.
    let isBuilt = name.hasPrefix("新建") && ["和", "、", "及"].contains { name.hasPrefix("新建" + $0) }
    return ObligationSubject.bounds.contains { name.hasPrefix($0) } && (!acts || isBuilt) ? start..<end : nil
  }

  private static let bounds = ["所有", "任何", "新建"]

  /// The institution that a longer phrase starts with: 县区科协 in 县区科协会员注册率.
  func institutionPrefix(_ words: [SentenceToken], before number: Int, start: Int) -> Int? {
    var at = start
    for word in words[..<number] {
      guard word.start - at <= 4 else { return nil }
      if word.classes.contains(.body) { return word.end }
      if word.classes.contains(.head), word.end - start >= 3 {
        let next = words[..<number].first { $0.start == word.end }
        if next?.classes.has(.actor) == true, next?.classes.has(.group) != true { at = word.end; continue }
        return word.end
      }
      // 各校, 本馆: a letter that names a kind of house behind 各.
      if word.classes.contains(.weakLetter), word.start == at, at == start + 1, word.end - at == 1,
        "各本每".unicodeScalars.contains(clauses.text[start])
      {
        return word.end
      }
      guard word.classes.has([.scope, .head, .letter]) else { return nil }
      at = word.end
    }
    return nil
  }
}
