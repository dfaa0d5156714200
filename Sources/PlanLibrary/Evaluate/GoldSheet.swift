/// One gold document with what was found in it, marked kind by kind.
struct GoldSheet {
  let name: String
  let gold: GoldValue
  let isText: Bool
  let source: GoldSource
  var found: [ExportKind: [GoldValue]] = [:]
  private(set) var tallies = Tallies()
  private(set) var log: [String] = []
  private(set) var misses: [String] = []

  init(name: String, gold: GoldValue, isText: Bool, source: GoldSource) {
    self.name = name
    self.gold = gold
    self.isText = isText
    self.source = source
  }

  private typealias Placed = (range: Range<Int>, entry: GoldValue)

  mutating func evaluate(_ total: inout Tallies) {
    metadata(&total)
    if gold.has("sections") { sections(&total) }
    if gold.has("targets") { targets(&total) }
    if gold.has("obligations") { obligations(&total) }
    if gold.has("owners") { owners(&total) }
  }

  private mutating func note(_ total: inout Tallies, _ kind: String, _ change: (inout Tally) -> Void) {
    change(&total[kind])
    change(&tallies[kind])
  }

  /// Whether `got` agrees with the gold value of `key` or with one of its listed alternatives.
  private func accepts(
    _ entry: GoldValue, _ key: String, _ got: GoldValue, _ same: (GoldValue, GoldValue) -> Bool
  ) -> Bool {
    ([entry[key]] + entry[key + "_alt"].elements).contains { same($0, got) }
  }

  private static func equal(_ a: GoldValue, _ b: GoldValue) -> Bool {
    (a.isTrue ? a : .null) == (b.isTrue ? b : .null)
  }

  // MARK: metadata

  private mutating func metadata(_ total: inout Tallies) {
    guard gold.has("metadata") else { return }
    let document = found[.documents]?.first
    let m = gold["metadata"]
    let optional = gold["metadata_optional"].elements.compactMap(\.string)
    let keys = ["title", "document_number", "issuer", "issued_on", "kind", "province", "city", "level", "period"]
    for key in keys where !optional.contains(key) {
      let isPeriod = key == "period"
      let period = m["period"].elements
      let want = isPeriod ? Self.period(period.first ?? .null, period.count > 1 ? period[1] : .null) : m[key]
      let got =
        isPeriod
        ? Self.period(document?["period_start"] ?? .null, document?["period_end"] ?? .null) : document?[key] ?? .null
      let ok = document != nil && ([want] + m[key + "_alt"].elements).contains { Self.plain($0) == Self.plain(got) }
      note(&total, "metadata") { tally in
        tally.mark(key, ok)
        tally.add(ok ? 1 : 0, ok ? 0 : 1, ok ? 0 : 1)
      }
      if !ok { misses.append("\(name) metadata \(key): want \(want.shown), got \(got.shown)") }
    }
  }

  private static func period(_ start: GoldValue, _ end: GoldValue) -> GoldValue {
    .string("\(start.shown)-\(end.shown)")
  }

  private static func plain(_ value: GoldValue) -> [Unicode.Scalar] {
    switch value {
    case .null: []
    case .string(let s): s.contains("None") ? [] : GoldText.squeeze(s)
    default: GoldText.squeeze(value.shown)
    }
  }

  // MARK: sections

  private mutating func sections(_ total: inout Tallies) {
    let want = gold["sections"].elements.map { (path: GoldText.path($0["path"]), entry: $0) }
    let got = (found[.sections] ?? []).map { (path: GoldText.path($0["section"]), entry: $0) }
    var free: [[String]: [Int]] = [:]
    for (j, section) in got.enumerated() { free[section.path, default: []].append(j) }
    var right = 0
    var taken = Set<Int>()
    for (path, entry) in want {
      let isOptional = entry["optional"].isTrue
      guard let j = free[path]?.first else {
        if !isOptional {
          misses.append("\(name) section MISSED \(path.joined(separator: "/")) \(entry["heading"].shown)")
        }
        continue
      }
      free[path]?.removeFirst()
      taken.insert(j)
      if isOptional { continue }
      right += 1
      if entry["heading"].isTrue { heading(entry, got[j].entry, path, &total) }
    }
    let need = want.count { !$0.entry["optional"].isTrue }
    let optional = Set(
      want.filter { $0.entry["optional"].isTrue }.map { _, entry in
        GoldText.squeeze(entry["heading"].isTrue ? entry["heading"].string : entry["path"].elements.last?.string)
      })
    let extra = got.enumerated().filter { j, section in
      !taken.contains(j) && !optional.contains(GoldText.squeeze(section.entry["heading"].string))
        && !section.path.contains { optional.contains(GoldText.squeeze($0)) }
    }
    note(&total, "sections") { $0.add(right, extra.count, need - right) }
    misses += extra.map { "\(name) section EXTRA \($1.entry["section"].shown) \($1.entry["heading"].shown.prefix(40))" }
  }

  private mutating func heading(_ want: GoldValue, _ got: GoldValue, _ path: [String], _ total: inout Tallies) {
    let mine = got["heading_simplified"].isTrue ? got["heading_simplified"] : got["heading"]
    let ok = accepts(want, "heading", mine) { GoldText.squeeze($0.string) == GoldText.squeeze($1.string) }
    note(&total, "sections") { $0.mark("heading", ok) }
    if !ok {
      misses.append("\(name) heading \(path.joined(separator: "/")): want \(want["heading"].shown), got \(mine.shown)")
    }
  }

  // MARK: spans

  private mutating func locateGold(_ kind: String) -> [Placed] {
    var after = 0
    var out: [Placed] = []
    for entry in gold[kind].elements {
      guard let range = source.find(entry["quote"].string ?? "", after: after) else {
        log.append("\(name) \(kind): gold quote not in source: \((entry["quote"].string ?? "").prefix(40))")
        continue
      }
      after = range.lowerBound
      out.append((range, entry))
    }
    return out
  }

  private mutating func locateFound(_ kind: ExportKind) -> [Placed] {
    var out: [Placed] = []
    var cursor: [String: Int] = [:]
    for entry in found[kind] ?? [] {
      let quote = entry["quote"].string ?? ""
      if isText, let start = entry["start"].integer, let end = entry["end"].integer {
        if !source.slice(start, end).unicodeScalars.elementsEqual(quote.unicodeScalars) {
          log.append(
            "\(name) \(kind.rawValue): provenance: source[\(start):\(end)] is not the quote \(quote.prefix(30))")
        }
        out.append((source.flatRange(start, end), entry))
      } else if let range = source.find(quote, after: cursor[quote] ?? 0) {
        cursor[quote] = range.lowerBound + 1
        out.append((range, entry))
      } else {
        log.append("\(name) \(kind.rawValue): quote not in source: \(quote.prefix(40))")
        out.append((-1..<(-1), entry))
      }
    }
    return out
  }

  /// Matches by spans and counts; further findings inside an optional gold entry are neither right nor wrong.
  /// - Returns: the pairs that count.
  private mutating func match(
    _ gold: [Placed], _ found: [Placed], _ kind: String, _ label: String, _ total: inout Tallies,
    score: (Placed, Placed) -> Double
  ) -> [(gold: GoldValue, found: GoldValue)] {
    let pairs = Tally.pairs(gold.count, found.count, floor: 0.5) { score(gold[$0], found[$1]) }
    let counted = pairs.filter { !gold[$0.gold].entry["optional"].isTrue }
    let (usedGold, usedFound) = (Set(pairs.map(\.gold)), Set(pairs.map(\.found)))
    let missed = gold.indices.filter { !usedGold.contains($0) && !gold[$0].entry["optional"].isTrue }
    let optional = gold.filter { $0.entry["optional"].isTrue }
    let extra = found.indices.filter { j in
      !usedFound.contains(j) && !optional.contains { Tally.overlap($0.range, found[j].range) >= 0.5 }
    }
    note(&total, kind) { $0.add(counted.count, extra.count, missed.count) }
    misses += missed.map { "\(name) \(label) MISSED  \((gold[$0].entry["quote"].string ?? "").prefix(70))" }
    misses += extra.map { "\(name) \(label) EXTRA   \((found[$0].entry["quote"].string ?? "").prefix(70))" }
    return counted.map { (gold[$0.gold].entry, found[$0.found].entry) }
  }

  // MARK: targets

  private mutating func targets(_ total: inout Tallies) {
    let want = locateGold("targets")
    let got = locateFound(.targets)
    let pairs = match(want, got, "targets", "target", &total) { a, b in
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
      note(&total, "targets") { tally in
        for (key, ok) in checks { tally.mark(key, ok) }
        tally.mark("strict", strict)
      }
      let bad = checks.filter { !$0.1 }.map { "\($0.0) want \(a[$0.0].shown) got \(b[$0.0].shown)" }
      if !bad.isEmpty {
        misses.append("\(name) target \((a["quote"].string ?? "").prefix(36)): " + bad.joined(separator: "; "))
      }
    }
  }

  // MARK: obligations

  private mutating func obligations(_ total: inout Tallies) {
    let want = locateGold("obligations")
    let got = locateFound(.obligations)
    let pairs = match(want, got, "obligations", "obligation", &total) { a, b in
      Tally.intersectionOverUnion(a.range, b.range)
    }
    for (a, b) in pairs {
      let strength = accepts(a, "strength", b["strength"]) { $0 == $1 }
      let owner = accepts(a, "owner", b["owner"], GoldText.similar)
      note(&total, "obligations") { tally in
        tally.mark("strength", strength)
        tally.mark("owner", owner)
      }
      let quote = (a["quote"].string ?? "").prefix(30)
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

  private mutating func owners(_ total: inout Tallies) {
    let entries = gold["owners"].elements
    let want = Self.duties(entries.filter { !$0["optional"].isTrue })
    let maybe = Self.duties(entries.filter { $0["optional"].isTrue })
    let got = Self.duties(found[.owners] ?? [])
    let missed = want.subtracting(got)
    let extra = got.subtracting(want).subtracting(maybe)
    note(&total, "owners") { $0.add(want.intersection(got).count, extra.count, missed.count) }
    misses += missed.map { "\(name) owner MISSED \($0.text)" }.sorted()
    misses += extra.map { "\(name) owner EXTRA \($0.text)" }.sorted()
  }
}
