import PlanText

/// The alignment written out: one line a task.
extension SectionAlignment: ComparisonReport {
  package var basis: ComparisonBasis { .sections }

  package func table(_ language: Language) -> ComparisonTable {
    let states = State.allCases.map { $0.words.label(language == .both ? .zh : language) }
    var table = ComparisonTable(header: ["sections", ""] + states, rows: [])
    for pair in pairs {
      let name = "\(pair.left.label) ↔ \(pair.right.label)"
      table.rows.append([name, ""] + State.allCases.map { String(pair.count($0)) })
      for row in pair.rows {
        table.rows.append(
          ["  " + Self.title(row.left), Self.title(row.right)]
            + State.allCases.map { row.count($0) == 0 ? "" : String(row.count($0)) })
        let notes = row.items.filter { $0.state == .adapted }.map { "~ " + Self.marked($0.runs) }
        if !notes.isEmpty { table.notes[table.rows.count - 1] = notes }
      }
    }
    return table
  }

  static func title(_ section: Section?) -> String {
    guard let section else { return "—" }
    return section.heading.isEmpty ? section.path : section.path + " " + section.heading
  }

  /// `新建基地[-12-]{+30+}座`: numbers in ⟨12→30⟩.
  package static func marked(_ runs: [DifferenceRun]) -> String {
    runs.map { run in
      switch run.kind {
      case .same: run.left
      case .removed: "[-\(run.left)-]"
      case .added: "{+\(run.right)+}"
      case .changed: "[-\(run.left)-]{+\(run.right)+}"
      case .number: "⟨\(run.left)→\(run.right)⟩"
      }
    }.joined()
  }

  package var columns: [Column] {
    [
      .text("left_section"), .text("left_heading"), .text("right_section"), .text("right_heading"),
      .number("section_similarity"), .text("state"), .number("similarity"), .boolean("moved"), .text("difference"),
      .text("left_document"), .text("left_source"), .integer("left_start"), .integer("left_end"), .text("left_quote"),
      .text("right_document"), .text("right_source"), .integer("right_start"), .integer("right_end"),
      .text("right_quote"),
    ]
  }

  /// A pair of sections without tasks has a line without a state.
  package var records: [[Cell]] {
    pairs.flatMap { pair in
      pair.rows.flatMap { row in row.items.isEmpty ? [line(pair, row, nil)] : row.items.map { line(pair, row, $0) } }
    }
  }

  private func line(_ pair: Pair, _ row: Row, _ item: Item?) -> [Cell] {
    let head: [Cell] = [
      .text(row.left?.path), .text(row.left?.heading), .text(row.right?.path), .text(row.right?.heading),
      .ratio(row.similarity), .text(item?.state.rawValue), item.map { .ratio($0.similarity) } ?? .null,
      item.map { .boolean($0.isMoved) } ?? .null, .text(item.flatMap { $0.runs.isEmpty ? nil : Self.marked($0.runs) }),
    ]
    return head + Self.side(pair.left, item?.left) + Self.side(pair.right, item?.right)
  }

  private static func side(_ document: DocumentSummary, _ task: Task?) -> [Cell] {
    [
      .text(document.id), .text(document.source), .integer(task?.span.start), .integer(task?.span.end),
      .text(task?.quote),
    ]
  }

  package var jsonValue: JSON {
    .fields([
      "by": .text(basis.rawValue), "documents": .array(documents.map(\.json)), "pairs": .array(pairs.map(Self.json)),
    ])
  }

  private static func json(_ pair: Pair) -> JSON {
    .fields([
      "left": pair.left.json, "right": pair.right.json,
      "counts": .object(State.allCases.map { JSON.Field(name: $0.rawValue, value: .whole(pair.count($0))) }),
      "rows": .array(
        pair.rows.map { row in
          .fields([
            "left": json(row.left), "right": json(row.right), "similarity": .ratio(row.similarity),
            "items": .array(row.items.map(json)),
          ])
        }),
    ])
  }

  private static func json(_ section: Section?) -> JSON {
    guard let s = section else { return .null }
    return .fields([
      "section": .text(s.path), "heading": .text(s.heading), "start": .whole(s.span.start), "end": .whole(s.span.end),
    ])
  }

  private static func json(_ item: Item) -> JSON {
    .fields([
      "state": .text(item.state.rawValue), "similarity": .ratio(item.similarity), "moved": .boolean(item.isMoved),
      "left": json(item.left), "right": json(item.right),
      "runs": .array(
        item.runs.map { run in
          .fields(["kind": .text(run.kind.rawValue), "left": .text(run.left), "right": .text(run.right)])
        }),
    ])
  }

  private static func json(_ task: Task?) -> JSON {
    guard let t = task else { return .null }
    return .fields([
      "section": .text(t.section), "start": .whole(t.span.start), "end": .whole(t.span.end), "quote": .text(t.quote),
      "strength": .text(t.strength),
    ])
  }

  package func htmlFragment(_ language: Language) -> String {
    pairs.map { pair in
      var out = "<h2>\(HTMLText.escaped(pair.left.name)) ↔ \(HTMLText.escaped(pair.right.name))</h2>\n"
      out +=
        "<p>" + State.allCases.map { "\($0.words.label(language)) \(pair.count($0))" }.joined(separator: " · ")
        + "</p>\n"
      out += "<table>\n<tbody>\n"
      for row in pair.rows {
        out += "<tr><th scope=\"row\">\(HTMLText.escaped(Self.title(row.left)))</th>"
        out += "<th scope=\"row\">\(HTMLText.escaped(Self.title(row.right)))</th></tr>\n"
        for item in row.items {
          out += "<tr class=\"\(item.state.rawValue)\"><td>\(Self.html(item, left: true))</td>"
          out += "<td>\(Self.html(item, left: false))</td></tr>\n"
        }
      }
      return out + "</tbody>\n</table>\n"
    }.joined()
  }

  /// One side of a task with its differences marked.
  package static func html(_ item: Item, left: Bool) -> String {
    if item.runs.isEmpty { return HTMLText.escaped((left ? item.left : item.right)?.quote ?? "") }
    return item.runs.map { run in
      let text = HTMLText.escaped(left ? run.left : run.right)
      if text.isEmpty || run.kind == .same { return text }
      let tag = left ? "del" : "ins"
      return run.kind == .number ? "<\(tag) class=\"number\">\(text)</\(tag)>" : "<\(tag)>\(text)</\(tag)>"
    }.joined()
  }
}

extension Cell {
  /// To three decimals.
  static func ratio(_ value: Double) -> Cell { .number(Export.plain((value * 1000).rounded() / 1000)) }
}

extension JSON {
  /// To three decimals.
  static func ratio(_ value: Double) -> JSON { .number(Export.plain((value * 1000).rounded() / 1000)) }
}
