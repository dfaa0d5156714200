package import Foundation
package import PlanText

/// Indicator × place × period: what each place says about each indicator, with its evidence, and what follows from it
/// by arithmetic.
package struct TargetMatrix: Sendable {
  /// A place in one period, with the plans that speak for it; a plan named on its own has a column of its own.
  package struct PlaceColumn: Sendable {
    /// As the user named it; the place where a query chose the plans.
    package let name: String
    package let place: String
    package let periodStart: Int?
    package let periodEnd: Int?
    /// Empty: there is no document to ask.
    package let documents: [DocumentSummary]
    /// What tells it from columns of the same place and period: kind or title of its plan.
    package var distinction: String?

    /// Place and period, and what else it takes to tell it from the others.
    package var label: String {
      let more = distinction.map { " " + $0 } ?? ""
      guard let start = periodStart ?? periodEnd else { return place + more }
      let end = periodEnd ?? start
      return place + " " + (start == end ? "\(start)" : "\(start)—\(end)") + more
    }
  }

  package struct Row: Sendable {
    /// The canonical name where an alias file has one, else the name as most plans write it.
    package let indicator: String
    /// Every name that is counted here, in order of first mention, with the alias line that brought it in.
    package let names: [Name]
    /// Class of the unit (`unit-scale.tsv`).
    package let unitClass: String
    /// The unit that the figures of the row are compared in.
    package let unit: String?
    /// Whether the figures are changes (增长5%) or levels.
    package let isChange: Bool
    /// One for each column.
    package internal(set) var cells: [MatrixCell]
    /// Pairs of measures under which the places stand in another order.
    package let reversals: [Reversal]
  }

  package struct Name: Sendable, Hashable {
    package let text: String
    /// Nil where only small words, scope or the place's own name were taken off.
    package let alias: AliasTable.Line?
  }

  package let places: [PlaceColumn]
  package let rows: [Row]
  /// How many rows there are on all pages of the view.
  package let total: Int
  package let proposals: [MergeProposal]
  package let aliases: [AliasTable.Origin]
}

/// What one place says on one row.
package enum MatrixCell: Sendable {
  case figures(MatrixFigures)
  case blank(MatrixBlank)

  package var figures: MatrixFigures? {
    if case .figures(let figures) = self { return figures }
    return nil
  }
}

package struct MatrixFigures: Sendable {
  /// Each different statement once, in order of first mention.
  package let statements: [MatrixStatement]
  /// The statement that is measured and ranked; nil where statements contradict each other.
  package let chosen: Int?
  /// Groups of statements about the same year, repetition and actor that give different figures.
  package let contradictions: [[Int]]
  package let derived: DerivedFigures
  /// Rank among the places of the row, 1 for the largest number; equal numbers share a rank (1, 2, 2, 4).
  package var ranks: [Measure: Int] = [:]
}

/// A commitment with all places that state it.
package struct MatrixStatement: Sendable {
  package let op: String
  package let value: Decimal?
  package let high: Decimal?
  /// As written (万 and 亿 multiplied out).
  package let unit: String?
  /// In the unit of the row.
  package let commonValue: Decimal?
  package let commonHigh: Decimal?
  package let baseline: MatrixBaseline?
  package let deadline: Int?
  package let deadlineExplicit: Bool
  package let recurrence: String?
  /// Who must reach it: 每个县区.
  package let actor: String?
  /// The strongest of its witnesses.
  package let strength: String?
  /// The surest of its witnesses.
  package let certainty: String
  package let kind: String
  /// At least one, in reading order; more than one for a statement that the plans repeat.
  package let witnesses: [MatrixWitness]
}

/// The starting point of a statement.
package struct MatrixBaseline: Sendable, Hashable {
  package enum Origin: String, Sendable { case target, review }

  package let value: Decimal
  package let unit: String?
  package let commonValue: Decimal?
  package let year: Int?
  /// `target`: the extraction found it. `review`: the plan reports it of the same indicator elsewhere.
  package let origin: Origin
  /// Where it stands, if it was found by comparing.
  package let witness: MatrixWitness?
}

/// Characters of a document.
package struct MatrixWitness: Sendable, Hashable {
  package let document: String
  package let source: String
  package let section: String?
  package let span: SourceSpan
  package let quote: String
  package let indicator: String
  package let op: String
  package let strength: String?
  package let certainty: String
  package let reasons: [String]
}

package struct MatrixBlank: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// There is no document of this place and period.
    case noDocument = "no_document"
    /// No document of the column speaks of the indicator.
    case notMentioned = "not_mentioned"
    /// A document speaks of it without a figure to reach.
    case withoutFigure = "without_figure"
    /// A document says that the figure is set elsewhere or later.
    case withheld
    /// A document has a figure, which the query that chooses the records leaves out.
    case leftOut = "left_out"

    package var words: Localized {
      switch self {
      case .noDocument: Localized(zh: "无文件", en: "no document")
      case .notMentioned: Localized(zh: "未提及", en: "not mentioned")
      case .withoutFigure: Localized(zh: "提及而无目标值", en: "mentioned without a figure")
      case .withheld: Localized(zh: "另行确定", en: "set elsewhere")
      case .leftOut: Localized(zh: "筛选未取", en: "left out by the query")
      }
    }
  }

  package let kind: Kind
  /// Sentences that speak of it, at most `MatrixMentions.most`.
  package let mentions: [MatrixWitness]
  /// Rows that may be the same indicator (`MergeProposal`) and have a figure here.
  package var alternatives: [String] = []
}

/// What is reckoned from the chosen statement of a cell. Formulas: `Documentation/Comparison.md`.
package struct DerivedFigures: Sendable, Hashable {
  /// Target less baseline: percentage points where the unit is %, else the row's unit.
  package var change: Decimal?
  /// Target over baseline.
  package var ratio: Decimal?
  /// Years from baseline to deadline.
  package var years: Int?
  /// Change over years.
  package var linearPerYear: Decimal?
  /// Yearly rate that compounds to the ratio, in percent.
  package var compoundPerYear: Decimal?
  /// A total over the plan's years, or what is due every year.
  package var valuePerYear: Decimal?

  package static let none = DerivedFigures()
}

/// What places can be ranked by.
package enum Measure: String, Sendable, CaseIterable {
  case value, change, ratio
  case linearPerYear = "linear_per_year"
  case compoundPerYear = "compound_per_year"
  case valuePerYear = "value_per_year"

  package var words: Localized {
    switch self {
    case .value: Localized(zh: "目标值", en: "target")
    case .change: Localized(zh: "增减", en: "change")
    case .ratio: Localized(zh: "倍数", en: "ratio")
    case .linearPerYear: Localized(zh: "年均增减（算术）", en: "change a year (linear)")
    case .compoundPerYear: Localized(zh: "年均增速（复合）%", en: "yearly rate (compound) %")
    case .valuePerYear: Localized(zh: "年均量", en: "value a year")
    }
  }
}

/// Two places that stand in one order under one measure and in the other under another.
package struct Reversal: Sendable, Hashable {
  package let first: Measure
  package let second: Measure
  /// Numbers of the columns: `ahead` is before `behind` under `first`, behind it under `second`.
  package let ahead: Int
  package let behind: Int
}

/// Two names that may be one indicator, for the user to decide.
package struct MergeProposal: Sendable, Hashable {
  package let canonical: String
  package let alias: String
  package let unitClass: String
  /// Dice's coefficient of the pairs of characters of both cores.
  package let similarity: Double
  package let reason: Localized
  /// Columns (labels) that have the one and the other.
  package let columns: [String]
  package let otherColumns: [String]
}
