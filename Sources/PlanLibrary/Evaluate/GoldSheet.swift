/// One gold document with what was found in it, marked kind by kind.
struct GoldSheet {
  let name: String
  let gold: GoldValue
  let isText: Bool
  let source: GoldSource
  var found: [ExportKind: [GoldValue]] = [:]
  private(set) var marks = Marks()
  private(set) var log: [String] = []
  var misses: [String] = []

  init(name: String, gold: GoldValue, isText: Bool, source: GoldSource) {
    self.name = name
    self.gold = gold
    self.isText = isText
    self.source = source
  }

  typealias Placed = (range: Range<Int>, entry: GoldValue)

  mutating func evaluate() {
    metadata()
    if gold.has("sections") { sections() }
    if gold.has("targets") { targets() }
    if gold.has("obligations") { obligations() }
    if gold.has("owners") { owners() }
  }

  mutating func note(_ kind: String, _ change: (inout Tally) -> Void) { change(&marks.kinds[kind]) }

  /// Counts for the certainty class of a record that was found.
  mutating func note(_ kind: String, class entry: GoldValue, _ change: (inout Tally) -> Void) {
    guard let name = entry["certainty"].string else { return }
    change(&marks.classes["\(kind) \(name)"])
  }

  mutating func confuse(_ matrix: String, _ want: String, _ got: String) { marks.confusions[matrix].add(want, got) }

  mutating func error(_ kind: String, _ example: String) { marks.errors.add(kind, "\(name): \(example)") }

  /// Whether `got` agrees with the gold value of `key` or with one of its listed alternatives.
  func accepts(
    _ entry: GoldValue, _ key: String, _ got: GoldValue, _ same: (GoldValue, GoldValue) -> Bool
  ) -> Bool {
    ([entry[key]] + entry[key + "_alt"].elements).contains { same($0, got) }
  }

  static func equal(_ a: GoldValue, _ b: GoldValue) -> Bool {
    (a.isTrue ? a : .null) == (b.isTrue ? b : .null)
  }

  // MARK: metadata

  private mutating func metadata() {
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
      note("metadata") { tally in
        tally.mark(key, ok)
        tally.add(ok ? 1 : 0, ok ? 0 : 1, ok ? 0 : 1)
      }
      if !ok {
        misses.append("\(name) metadata \(key): want \(want.shown), got \(got.shown)")
        error("metadata \(key)", "want \(want.shown), got \(got.shown)")
      }
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

  private mutating func sections() {
    let want = gold["sections"].elements.map(resolved)
      .filter { isJudged("sections", $0["start"], $0["end"]) }.map { (path: GoldText.path($0["path"]), entry: $0) }
    let got = (found[.sections] ?? []).filter { isJudged("sections", $0["start"], $0["end"]) }
      .map { (path: GoldText.path($0["section"]), entry: $0) }
    var free: [[String]: [Int]] = [:]
    for (j, section) in got.enumerated() { free[section.path, default: []].append(j) }
    var right = 0
    var taken = Set<Int>()
    for (path, entry) in want {
      let isOptional = entry["optional"].isTrue
      guard let j = free[path]?.first else {
        if !isOptional {
          misses.append("\(name) section MISSED \(path.joined(separator: "/")) \(entry["heading"].shown)")
          error("section missed", path.joined(separator: "/"))
        }
        continue
      }
      free[path]?.removeFirst()
      taken.insert(j)
      if isOptional { continue }
      right += 1
      if entry["heading"].isTrue { heading(entry, got[j].entry, path) }
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
    note("sections") { $0.add(right, extra.count, need - right) }
    for (_, section) in extra { error("section extra", section.path.joined(separator: "/")) }
    misses += extra.map { "\(name) section EXTRA \($1.entry["section"].shown) \($1.entry["heading"].shown.prefix(40))" }
  }

  private mutating func heading(_ want: GoldValue, _ got: GoldValue, _ path: [String]) {
    let mine = got["heading_simplified"].isTrue ? got["heading_simplified"] : got["heading"]
    let ok = accepts(want, "heading", mine) { GoldText.squeeze($0.string) == GoldText.squeeze($1.string) }
    note("sections") { $0.mark("heading", ok) }
    if !ok {
      error("heading", "\(path.joined(separator: "/")): want \(want["heading"].shown), got \(mine.shown)")
      misses.append("\(name) heading \(path.joined(separator: "/")): want \(want["heading"].shown), got \(mine.shown)")
    }
  }

  // MARK: spans

  /// By offsets where an entry has them, else by its quote. Entries outside of what is judged do not count.
  mutating func locateGold(_ kind: String) -> [Placed] {
    var after = 0
    var out: [Placed] = []
    for entry in gold[kind].elements {
      guard isJudged(kind, entry["start"], entry["end"]) else { continue }
      let quote = entry["quote"].string
      if let start = entry["start"].integer, let end = entry["end"].integer {
        guard 0 <= start, start < end, end <= source.text.count else {
          log.append("\(name) \(kind): gold offsets [\(start), \(end)] are not in the source of \(source.text.count) characters")
          continue
        }
        if let quote, !source.holds(quote, start, end) {
          log.append("\(name) \(kind): gold quote does not stand at [\(start), \(end)]: \(quote.prefix(40))")
          continue
        }
        out.append((source.flatRange(start, end), shown(entry, start, end)))
        continue
      }
      guard let range = source.find(quote ?? "", after: after) else {
        log.append("\(name) \(kind): gold quote not in source: \((quote ?? "").prefix(40))")
        continue
      }
      after = range.lowerBound
      out.append((range, entry))
    }
    return out
  }

  /// The entry with a quote to show.
  private func shown(_ entry: GoldValue, _ start: Int, _ end: Int) -> GoldValue {
    entry.has("quote") ? entry : entry.setting("quote", .string(source.slice(start, end)))
  }

  /// Whether a place is among what the annotators judged: half of it or more lies in a range of `judged`.
  func isJudged(_ kind: String, _ start: GoldValue, _ end: GoldValue) -> Bool {
    guard gold["judged"].has(kind), let start = start.integer, let end = end.integer else { return true }
    return gold["judged"][kind].elements.contains { range in
      let bounds = range.elements.compactMap(\.integer)
      guard bounds.count == 2, bounds[0] <= bounds[1] else { return false }
      return Tally.overlap(start..<max(start + 1, end), bounds[0]..<bounds[1]) >= 0.5
    }
  }

  /// A section whose heading and unnumbered path elements are given as offsets, with the texts that stand there.
  private func resolved(_ section: GoldValue) -> GoldValue {
    var out = section
    let path = section["path"].elements.map { source.reading($0) ?? $0 }
    if section.has("path") { out = out.setting("path", .array(path)) }
    if !section.has("heading"), let heading = source.reading(section) { out = out.setting("heading", heading) }
    let others = section["heading_alt"].elements.map { source.reading($0) ?? $0 }
    return others.isEmpty ? out : out.setting("heading_alt", .array(others))
  }

  mutating func locateFound(_ kind: ExportKind) -> [Placed] {
    var out: [Placed] = []
    var cursor: [String: Int] = [:]
    for entry in found[kind] ?? [] where isJudged(kind.rawValue, entry["start"], entry["end"]) {
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
  mutating func match(
    _ gold: [Placed], _ found: [Placed], _ kind: String, _ label: String, score: (Placed, Placed) -> Double
  ) -> [(gold: GoldValue, found: GoldValue)] {
    let pairs = Tally.pairs(gold.count, found.count, floor: 0.5) { score(gold[$0], found[$1]) }
    let counted = pairs.filter { !gold[$0.gold].entry["optional"].isTrue }
    let (usedGold, usedFound) = (Set(pairs.map(\.gold)), Set(pairs.map(\.found)))
    let missed = gold.indices.filter { !usedGold.contains($0) && !gold[$0].entry["optional"].isTrue }
    let optional = gold.filter { $0.entry["optional"].isTrue }
    let extra = found.indices.filter { j in
      !usedFound.contains(j) && !optional.contains { Tally.overlap($0.range, found[j].range) >= 0.5 }
    }
    note(kind) { $0.add(counted.count, extra.count, missed.count) }
    for pair in counted { note(kind, class: found[pair.found].entry) { $0.add(1, 0, 0) } }
    for j in extra { note(kind, class: found[j].entry) { $0.add(0, 1, 0) } }
    for i in missed { error("\(label) missed", "\((gold[i].entry["quote"].string ?? "").prefix(40))") }
    for j in extra {
      let rule = found[j].entry["rule"].string ?? "?"
      error("\(label) extra, rule \(rule)", "\((found[j].entry["quote"].string ?? "").prefix(40))")
    }
    misses += missed.map { "\(name) \(label) MISSED  \((gold[$0].entry["quote"].string ?? "").prefix(70))" }
    misses += extra.map { "\(name) \(label) EXTRA   \((found[$0].entry["quote"].string ?? "").prefix(70))" }
    return counted.map { (gold[$0.gold].entry, found[$0.found].entry) }
  }
}
