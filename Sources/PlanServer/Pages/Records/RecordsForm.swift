import PlanExtraction
import PlanLibrary

/// The filter of a list of records, and the choice of its columns.
struct RecordsForm {
  let words: Wording
  let settings: RecordSettings

  var node: Node {
    el(.form, .class("filter"), .action(Address(path: [settings.kind.rawValue]))) {
      el(.div, .class("searchbox")) {
        el(.label, .class("unseen"), Attribute(.for, "filter")) { words("records.filter") }
        el(
          .input, .id("filter"), Attribute(.type, "search"), Attribute(.name, "q"),
          Attribute(.value, settings.query ?? ""),
          Attribute(.placeholder, words("records.placeholder")), Attribute(.maxlength, String(APIRoutes.longestQuery)))
        if settings.kind.hasCertainty { certainty }
        if let sort = settings.sort {
          el(.input, Attribute(.type, "hidden"), Attribute(.name, "sort"), Attribute(.value, sort))
          if settings.isDescending {
            el(.input, Attribute(.type, "hidden"), Attribute(.name, "order"), Attribute(.value, "down"))
          }
        }
        el(.button, Attribute(.type, "submit")) { words("records.apply") }
      }
      choice
    }
  }

  private var certainty: Node {
    el(.select, Attribute(.name, "min_certainty"), .label(words("records.certainty"))) {
      for level in CertaintyClass.allCases.reversed() {
        el(.option, Attribute(.value, level.rawValue), level == settings.least ? Attribute(.selected) : nil) {
          words("least." + level.rawValue)
        }
      }
    }
  }

  private var choice: Node {
    el(.details, .class("column-choice")) {
      el(.summary) { words("records.columns") }
      el(.fieldset) {
        el(.legend, .class("unseen")) { words("records.columns") }
        for column in settings.kind.columns {
          el(.label) {
            el(
              .input, Attribute(.type, "checkbox"), Attribute(.name, "columns"), Attribute(.value, column.name),
              settings.columns.contains(column.name) ? Attribute(.checked) : nil)
            words("column." + column.name)
          }
        }
      }
    }
  }
}
