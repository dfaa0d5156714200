import PlanText

/// Reuse written out: one line a block.
extension ReuseReport: ComparisonReport {
  package var basis: ComparisonBasis { .reuse }

  package func table(_ language: Language) -> ComparisonTable {
    let kinds = Kind.allCases.map { $0.words.label(language == .both ? .zh : language) }
    var table = ComparisonTable(header: ["reuse"] + kinds + ["weight"], rows: [])
    for pair in pairs {
      table.rows.append(
        ["\(pair.left.label) ↔ \(pair.right.label)"] + Kind.allCases.map { String(pair.characters($0)) }
          + [Keyness.plain(pair.weight, 1)])
      let notes = pair.blocks.filter { $0.kind != .formula }.map { block in
        let numbers = block.numbers.map { "⟨\($0.left)→\($0.right)⟩" }.joined(separator: " ")
        return "[\(block.left.start)–\(block.left.end) ↔ \(block.right.start)–\(block.right.end)] \(numbers) "
          + block.leftQuote.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
      if !notes.isEmpty { table.notes[table.rows.count - 1] = notes }
    }
    return table
  }

  package var columns: [Column] {
    [
      .text("kind"), .integer("characters"), .integer("documents"), .number("weight"), .list("numbers"),
      .text("left_document"), .text("left_source"), .integer("left_start"), .integer("left_end"), .text("left_quote"),
      .text("right_document"), .text("right_source"), .integer("right_start"), .integer("right_end"),
      .text("right_quote"),
    ]
  }

  package var records: [[Cell]] {
    pairs.flatMap { pair in
      pair.blocks.map { block in
        [
          .text(block.kind.rawValue), .integer(block.characters), .integer(block.documents),
          .number(Keyness.plain(block.weight, 1)), .list(block.numbers.map { "\($0.left)→\($0.right)" }),
          .text(pair.left.id), .text(pair.left.source), .integer(block.left.start), .integer(block.left.end),
          .text(block.leftQuote), .text(pair.right.id), .text(pair.right.source), .integer(block.right.start),
          .integer(block.right.end), .text(block.rightQuote),
        ]
      }
    }
  }

  package var jsonValue: JSON {
    .fields(["by": .text(basis.rawValue), "pairs": .array(pairs.map(Self.json))])
  }

  private static func json(_ pair: Pair) -> JSON {
    .fields([
      "left": pair.left.json, "right": pair.right.json,
      "characters": .object(Kind.allCases.map { JSON.Field(name: $0.rawValue, value: .whole(pair.characters($0))) }),
      "weight": .number(Keyness.plain(pair.weight, 1)), "blocks": .array(pair.blocks.map(json)),
    ])
  }

  private static func json(_ block: Block) -> JSON {
    .fields([
      "kind": .text(block.kind.rawValue), "characters": .whole(block.characters), "documents": .whole(block.documents),
      "weight": .number(Keyness.plain(block.weight, 1)), "left_start": .whole(block.left.start),
      "left_end": .whole(block.left.end), "left_quote": .text(block.leftQuote),
      "right_start": .whole(block.right.start), "right_end": .whole(block.right.end),
      "right_quote": .text(block.rightQuote),
      "numbers": .array(block.numbers.map { .fields(["left": .text($0.left), "right": .text($0.right)]) }),
    ])
  }
}
