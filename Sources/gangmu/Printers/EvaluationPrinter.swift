import PlanLibrary

/// Prints the figures of an evaluation: totals as the gold set's script prints them, then details.
struct EvaluationPrinter {
  let lang: Language

  private static let mostErrors = 12

  func print(_ report: Evaluator.Report, misses: Bool) throws(LibraryError) {
    for (kind, figures) in report.total { try Console.line(EastAsianWidth.fitted(kind, to: 12) + " " + words(figures)) }
    for group in report.groups {
      try heading(Localized(zh: group.name == "held out" ? "未用于开发" : "其余", en: "\(group.name), \(group.documents) documents"))
      for (kind, figures) in group.kinds { try Console.line(EastAsianWidth.fitted(kind, to: 12) + " " + words(figures)) }
    }
    try heading(Localized(zh: "各文件", en: "by document"))
    for (name, kinds) in report.documents {
      try Console.line(name)
      for (kind, figures) in kinds { try Console.line("  " + EastAsianWidth.fitted(kind, to: 12) + " " + words(figures)) }
    }
    if !report.classes.isEmpty {
      try heading(Localized(zh: "按可靠程度", en: "by certainty"))
      for (name, figures) in report.classes { try Console.line("  " + EastAsianWidth.fitted(name, to: 22) + " " + words(figures)) }
    }
    for (name, matrix) in report.confusions {
      try heading(Localized(zh: "混淆", en: "confusion: \(name)"))
      for line in Table.lines(matrix.rows, widest: 20) { try Console.line("  " + line) }
    }
    if !report.errors.isEmpty {
      try heading(Localized(zh: "最常见的差错", en: "most frequent errors"))
      for error in report.errors.prefix(Self.mostErrors) {
        try Console.line(EastAsianWidth.fitted("\(error.count)", to: 5) + error.kind + "  e.g. " + Table.flat(error.example))
      }
    }
    try Console.line("provenance errors: \(report.provenanceErrors.count)")
    for line in report.provenanceErrors.prefix(20) { try Console.line("  " + line) }
    if misses { for line in report.misses { try Console.line(line) } }
    for message in report.skipped { Console.error(message.text(lang)) }
  }

  private func heading(_ words: Localized) throws(LibraryError) {
    try Console.line("")
    try Console.line(Console.bold(words.label(lang)))
  }

  private func words(_ figures: Evaluator.Figures) -> String {
    figures.map { "\($0.name)=\($0.value)" }.joined(separator: "  ")
  }
}
