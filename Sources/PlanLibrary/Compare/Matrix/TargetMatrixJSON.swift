import Foundation
import PlanText

extension TargetMatrix {
  /// `{"by", "columns", "rows": [{"indicator", …, "cells": [{"state", "text", "statements" | "mentions", …}]}], "proposals",
  /// "aliases"}`.
  package var jsonValue: JSON {
    .fields([
      "by": .text(basis.rawValue), "columns": .array(places.map(\.json)), "rows": .array(rows.map(\.json)),
      "proposals": .array(proposals.map(\.json)),
      "aliases": .array(aliases.map { .fields(["name": .text($0.name), "version": .whole($0.version)]) }),
    ])
  }
}

extension DocumentSummary {
  /// How reports name a document.
  var json: JSON {
    .fields(["document": .text(id), "source": .text(source), "title": .text(title)])
  }
}

extension TargetMatrix.PlaceColumn {
  var json: JSON {
    .fields([
      "name": .text(name), "place": .text(place), "label": .text(label), "period_start": .whole(periodStart),
      "period_end": .whole(periodEnd), "documents": .array(documents.map(\.json)),
    ])
  }
}

extension TargetMatrix.Row {
  var json: JSON {
    .fields([
      "indicator": .text(indicator), "names": .array(names.map(Self.json)), "unit_class": .text(unitClass),
      "unit": .text(unit), "is_change": .boolean(isChange), "cells": .array(cells.map(\.json)),
      "reversals": .array(
        reversals.map { r in
          .fields([
            "first": .text(r.first.rawValue), "second": .text(r.second.rawValue), "ahead": .whole(r.ahead),
            "behind": .whole(r.behind),
          ])
        }),
    ])
  }

  private static func json(_ name: TargetMatrix.Name) -> JSON {
    .fields(["name": .text(name.text), "alias_of": .text(name.alias?.canonical), "note": .text(name.alias?.note)])
  }
}

extension MatrixCell {
  var json: JSON {
    switch self {
    case .blank(let blank):
      return .fields(["state": .text(state), "text": .text(text(.zh)), "mentions": .array(blank.mentions.map(\.json)),
        "alternatives": .texts(blank.alternatives),
      ])
    case .figures(let f):
      let d = f.derived
      return .fields([
        "state": .text(state), "text": .text(text(.zh)), "statements": .array(f.statements.map(\.json)),
        "chosen": .whole(f.chosen),
        "contradictions": .array(f.contradictions.map { .array($0.map { JSON.integer($0) }) }),
        "change": .decimal(d.change), "ratio": .decimal(d.ratio), "years": .whole(d.years),
        "linear_per_year": .decimal(d.linearPerYear), "compound_per_year": .decimal(d.compoundPerYear),
        "value_per_year": .decimal(d.valuePerYear),
        "ranks": .object(Measure.allCases.map { JSON.Field(name: $0.rawValue, value: .whole(f.ranks[$0])) }),
      ])
    }
  }
}

extension MatrixStatement {
  var json: JSON {
    .fields([
      "text": .text(text), "op": .text(op), "value": .decimal(value), "high": .decimal(high), "unit": .text(unit),
      "common_value": .decimal(commonValue), "common_high": .decimal(commonHigh), "baseline": baseline?.json ?? .null,
      "deadline": .whole(deadline), "deadline_explicit": .boolean(deadlineExplicit), "recurrence": .text(recurrence),
      "actor": .text(actor), "strength": .text(strength), "certainty": .text(certainty), "kind": .text(kind),
      "witnesses": .array(witnesses.map(\.json)),
    ])
  }
}

extension MatrixBaseline {
  var json: JSON {
    .fields([
      "value": .decimal(value), "unit": .text(unit), "common_value": .decimal(commonValue), "year": .whole(year),
      "origin": .text(origin.rawValue), "witness": witness?.json ?? .null,
    ])
  }
}

extension MatrixWitness {
  var json: JSON {
    .fields([
      "document": .text(document), "source": .text(source), "section": .text(section), "start": .whole(span.start),
      "end": .whole(span.end), "quote": .text(quote), "indicator": .text(indicator), "op": .text(op),
      "strength": .text(strength), "certainty": .text(certainty), "reasons": .texts(reasons),
    ])
  }
}

extension MergeProposal {
  var json: JSON {
    .fields([
      "canonical": .text(canonical), "alias": .text(alias), "unit_class": .text(unitClass),
      "similarity": .number(Export.plain((similarity * 1000).rounded() / 1000)), "reason": .text(reason.zh),
      "reason_en": .text(reason.en), "columns": .texts(columns), "other_columns": .texts(otherColumns),
    ])
  }
}

extension JSON {
  static func decimal(_ value: Decimal?) -> JSON { value.map { JSON.number(Figures.text($0)) } ?? .null }
}
