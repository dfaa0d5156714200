/// The kinds of record that are matched by their place.
extension GoldSheet {
  // MARK: targets

  mutating func targets() {
    let want = locateGold("targets")
    let got = locateFound(.targets)
    let pairs = match(want, got, "targets", "target") { a, b in
      Tally.overlap(a.range, b.range) + (GoldText.sameNumber(a.entry["value"], b.entry["value"]) ? 1 : 0)
    }
    for (a, b) in pairs {
      func agrees(_ key: String, _ same: (GoldValue, GoldValue) -> Bool = Self.equal) -> Bool {
        accepts(a, key, b[key], same)
      }
      let value = GoldText.sameNumber(a["value"], b["value"]) && GoldText.sameNumber(a["high"], b["high"])
      let checks = [
        ("value", value), ("unit", agrees("unit", GoldText.sameUnit)), ("op", agrees("op")),
        ("deadline", agrees("deadline")), ("recurrence", agrees("recurrence")),
        ("indicator", agrees("indicator", GoldText.similar)), ("actor", agrees("actor", GoldText.similar)),
        ("kind", agrees("kind")),
      ]
      let strict = checks.allSatisfy { $0.1 || $0.0 == "actor" || $0.0 == "kind" }
      note("targets") { tally in
        for (key, ok) in checks { tally.mark(key, ok) }
        tally.mark("strict", strict)
      }
      note("targets", class: b) { $0.mark("strict", strict) }
      for key in ["kind", "op"] { confuse("target \(key)", wanted(a, key, b[key]), b[key].string ?? "—") }
      for (key, ok) in checks where !ok {
        let rule = b["rule"].string ?? "?"
        error("target \(key), rule \(rule)", "want \(a[key].shown) got \(b[key].shown): \((a["quote"].string ?? "").prefix(30))")
      }
      let bad = checks.filter { !$0.1 }.map { "\($0.0) want \(a[$0.0].shown) got \(b[$0.0].shown)" }
      if !bad.isEmpty {
        misses.append("\(name) target \((a["quote"].string ?? "").prefix(36)): " + bad.joined(separator: "; "))
      }
    }
  }

  // MARK: obligations

  mutating func obligations() {
    let want = locateGold("obligations")
    let got = locateFound(.obligations)
    let pairs = match(want, got, "obligations", "obligation") { a, b in
      Tally.intersectionOverUnion(a.range, b.range)
    }
    for (a, b) in pairs {
      let strength = accepts(a, "strength", b["strength"]) { $0 == $1 }
      let owner = accepts(a, "owner", b["owner"], GoldText.similar)
      note("obligations") { tally in
        tally.mark("strength", strength)
        tally.mark("owner", owner)
      }
      note("obligations", class: b) { $0.mark("strength", strength) }
      confuse("obligation strength", wanted(a, "strength", b["strength"]), b["strength"].string ?? "—")
      let quote = (a["quote"].string ?? "").prefix(30)
      if !strength { error("obligation strength", "want \(a["strength"].shown) got \(b["strength"].shown): \(quote)") }
      if !owner { error("obligation owner", "want \(a["owner"].shown) got \(b["owner"].shown): \(quote)") }
      if !strength {
        misses.append("\(name) strength \(quote): want \(a["strength"].shown) got \(b["strength"].shown)")
      }
      if !owner { misses.append("\(name) owner \(quote): want \(a["owner"].shown) got \(b["owner"].shown)") }
    }
  }

  // MARK: owners

  /// Every section, role and name.
  private struct Duty: Hashable {
    let path: [String]
    let role: String?
    let name: [Unicode.Scalar]
    var text: String { "\(path.joined(separator: "/")) \(role ?? "") " + String(String.UnicodeScalarView(name)) }
  }

  private static func duties(_ entries: [GoldValue]) -> Set<Duty> {
    Set(
      entries.flatMap { entry in
        entry["names"].elements.map { name in
          Duty(path: GoldText.path(entry["section"]), role: entry["role"].string, name: GoldText.squeeze(name.string))
        }
      })
  }

  mutating func owners() {
    let entries = gold["owners"].elements.filter { isJudged("owners", $0["start"], $0["end"]) }
    let want = Self.duties(entries.filter { !$0["optional"].isTrue })
    let maybe = Self.duties(entries.filter { $0["optional"].isTrue })
    let mine = (found[.owners] ?? []).filter { isJudged("owners", $0["start"], $0["end"]) }
    let got = Self.duties(mine)
    let missed = want.subtracting(got)
    let extra = got.subtracting(want).subtracting(maybe)
    note("owners") { $0.add(want.intersection(got).count, extra.count, missed.count) }
    var counted: Set<Duty> = []
    for entry in mine {
      let own = Self.duties([entry]).subtracting(counted)
      counted.formUnion(own)
      note("owners", class: entry) { $0.add(own.intersection(want).count, own.intersection(extra).count, 0) }
    }
    for duty in missed.sorted(by: { $0.text < $1.text }) { error("owner missed", duty.text) }
    for duty in extra.sorted(by: { $0.text < $1.text }) { error("owner extra", duty.text) }
    misses += missed.map { "\(name) owner MISSED \($0.text)" }.sorted()
    misses += extra.map { "\(name) owner EXTRA \($0.text)" }.sorted()
  }

  /// What a confusion matrix takes as wanted: the value found where it is as good as the gold value.
  private func wanted(_ entry: GoldValue, _ key: String, _ got: GoldValue) -> String {
    (accepts(entry, key, got, Self.equal) ? got : entry[key]).string ?? "—"
  }
}
