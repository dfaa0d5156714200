import Foundation
import PlanLibrary

/// The targets matrix: indicators down, places across, every figure with its source, every blank with its reason.
struct MatrixTable {
  let words: Wording
  let matrix: TargetMatrix
  let request: CompareRequest

  /// Cells on a page, so that it stays small.
  static let mostCells = 600
  private var most: Int { MatrixView.rows(cells: Self.mostCells, columns: matrix.places.count) }

  var nodes: [Node] {
    [
      CompareToolbar(words: words, request: request, count: count).node,
      merged,
      proposals,
      matrix.rows.isEmpty ? nil : orders,
      matrix.rows.isEmpty ? el(.p, .class("notice")) { words("compare.none") } : table,
      Pager(
        words: words, page: request.page, size: most, total: matrix.total,
        address: { request.address(page: $0) }
      ).node,
      matrix.rows.isEmpty ? nil : legend,
    ].compactMap(\.self)
  }

  private var count: String {
    words(
      "compare.count", ["rows": words.number(matrix.total), "documents": words.number(matrix.places.count)])
  }

  private var orders: Node {
    el(.ul, .class("switch"), .label(words("matrix.order"))) {
      for order in MatrixOrder.allCases {
        el(.li) {
          el(.a, .href(request.address(order: order)), order == request.order ? Attribute(.ariaCurrent, "true") : nil) {
            words("matrix.order." + order.rawValue)
          }
        }
      }
    }
  }

  private var table: Node {
    el(
      .div, .class("scroll"), Attribute(.tabindex, "0"), Attribute(.role, "group"), .label(words("compare.by.targets"))
    ) {
      el(.table, .class("matrix")) {
        el(.thead) {
          el(.tr) {
            el(.th, Attribute(.scope, "col")) { words("compare.row.targets") }
            for place in matrix.places { head(place) }
          }
        }
        el(.tbody) { matrix.rows.map(row) }
      }
    }
  }

  private func head(_ place: TargetMatrix.PlaceColumn) -> Node {
    el(.th, Attribute(.scope, "col")) {
      place.label
      for document in place.documents {
        el(.span, .class("facts")) { el(.a, .href(DocumentList.address(document))) { document.name } }
      }
    }
  }

  private func row(_ row: TargetMatrix.Row) -> Node {
    let isRanked = row.cells.count { $0.figures?.ranks.isEmpty == false } > 1
    return el(.tr) {
      el(.th, Attribute(.scope, "row")) {
        if isRanked { el(.a, .href(request.address(indicator: row.title))) { row.title } } else { row.title }
        if row.names.count > 1 { MatrixNames(words: words, row: row).node }
        if proposed.contains(row.indicator) {
          el(.a, .class("tag"), .href(fragment: "proposals")) { words("matrix.maybe") }
        }
        if !row.reversals.isEmpty { el(.span, .class("tag")) { words("matrix.reversed") } }
      }
      row.cells.map { MatrixCellNode(words: words, cell: $0).node }
    }
  }

  private var legend: Node {
    el(.dl, .class("legend")) {
      for kind in MatrixBlank.Kind.allCases {
        el(.div) {
          el(.dt) { words.language.choose(kind.words) }
          el(.dd) { words("blank." + kind.rawValue) }
        }
      }
    }
  }

  // MARK: names that may be one

  private static let mostProposals = 30

  /// Names of rows that another row may belong to.
  private var proposed: Set<String> { Set(matrix.proposals.flatMap { [$0.canonical, $0.alias] }) }

  /// Says that the address merges names, and how to keep that.
  private var merged: Node? {
    if request.aliases.isEmpty { return nil }
    return el(.div, .class("notice")) {
      el(.p) {
        words("matrix.merged")
        " "
        el(.a, .href(request.withoutAliases)) { words("matrix.unmerge") }
      }
      for pair in request.aliases {
        el(.pre) { el(.code) { "gangmu aliases accept " + Self.quoted(pair) } }
      }
    }
  }

  private static func quoted(_ pair: String) -> String {
    pair.split(separator: "\t").prefix(2).map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
  }

  private var proposals: Node? {
    if matrix.proposals.isEmpty { return nil }
    return el(.details, .class("panel"), .id("proposals")) {
      el(.summary) { words("matrix.proposals", ["n": words.number(matrix.proposals.count)]) }
      el(.p) { words("matrix.proposals.how") }
      el(.ul) {
        for proposal in matrix.proposals.prefix(Self.mostProposals) {
          el(.li) {
            proposal.canonical + " ＝ " + proposal.alias + "？"
            el(.span, .class("quiet")) {
              " " + proposal.columns.joined(separator: "、") + " ／ " + proposal.otherColumns.joined(separator: "、")
                + "； "
                + words.language.choose(proposal.reason) + " "
            }
            el(.a, .href(request.address(merging: proposal))) { words("matrix.merge") }
          }
        }
      }
    }
  }
}

/// What a link to a source says before it is followed: the beginning of the quote.
enum QuoteTitle {
  private static let most = 160

  static func of(_ witness: MatrixWitness) -> Attribute {
    let quote = witness.quote.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return Attribute(.title, quote.count > most ? quote.prefix(most) + "…" : quote)
  }
}

/// The names that a row holds, and by which line of an alias file each came in.
struct MatrixNames {
  let words: Wording
  let row: TargetMatrix.Row

  var node: Node {
    el(.span, .class("facts")) {
      for (i, name) in row.names.filter({ $0.text != row.indicator }).enumerated() {
        if i > 0 { " · " }
        name.text
        if let alias = name.alias {
          el(.span, .class("tag"), Attribute(.title, alias.canonical + " " + alias.note)) { words("matrix.alias") }
        }
      }
    }
  }
}

/// What one place says about one indicator.
struct MatrixCellNode {
  let words: Wording
  let cell: MatrixCell
  /// Whether strength and certainty stand below each statement, and the derived figures in columns of their own.
  var hasFields = false

  var node: Node {
    switch cell {
    case .blank(let blank): self.blank(blank)
    case .figures(let figures):
      el(.td) {
        if !figures.contradictions.isEmpty { el(.span, .class("tag wrong")) { words("matrix.contradiction") } }
        figures.statements.map(statement)
        if !hasFields { derived(figures) }
      }
    }
  }

  private func statement(_ statement: MatrixStatement) -> Node {
    el(.div, .class("statement")) {
      for (i, witness) in statement.witnesses.enumerated() {
        if i > 0 { " " }
        el(.a, .href(Permalink.address(witness.document, witness.span)), QuoteTitle.of(witness)) {
          i == 0 ? statement.text : words("matrix.again", ["n": String(i + 1)])
        }
      }
      if let witness = statement.baseline?.witness {
        " "
        el(.a, .href(Permalink.address(witness.document, witness.span)), QuoteTitle.of(witness)) {
          words("matrix.baseline")
        }
      }
      if hasFields { el(.span, .class("facts")) { fields(statement) } }
    }
  }

  private func fields(_ statement: MatrixStatement) -> String {
    [statement.strength.map { words.value("strength", $0) }, words.value("certainty", statement.certainty)]
      .compactMap(\.self).joined(separator: " · ")
  }

  private func derived(_ figures: MatrixFigures) -> Node? {
    let unit = figures.chosen.flatMap { figures.statements[$0].unit }
    let parts = [Measure.change, .ratio].compactMap { measure -> String? in
      figures.number(measure).map { MeasureText.text($0, measure, points: unit == "%" ? words("matrix.points") : "") }
    }
    if parts.isEmpty { return nil }
    return el(.span, .class("facts")) { parts.joined(separator: " · ") }
  }

  private func blank(_ blank: MatrixBlank) -> Node {
    let text = words.language.choose(blank.kind.words)
    return el(.td, .class("blank blank-" + blank.kind.rawValue)) {
      if let mention = blank.mentions.first {
        el(.a, .href(Permalink.address(mention.document, mention.span)), QuoteTitle.of(mention)) { text }
      } else {
        text
      }
      for name in blank.alternatives {
        el(.span, .class("facts")) { words("matrix.alternative", ["name": name]) }
      }
    }
  }
}

/// Figures of the derived columns as text.
enum MeasureText {
  /// With two decimals at most.
  /// - Parameter points: what a change is counted in, behind its figure.
  static func text(_ number: Decimal, _ measure: Measure, points: String = "") -> String {
    let rounded = Figures.rounded(number, 2)
    let plain = CellText.grouped(Figures.text(rounded))
    return switch measure {
    case .change, .linearPerYear: (rounded > 0 ? "+" : "") + plain + points
    case .ratio: "×" + plain
    case .compoundPerYear: plain + "%"
    case .value, .valuePerYear: plain
    }
  }
}
