import ArgumentParser
import Foundation
import PlanLibrary

/// Prints κ, confusion table and disagreements of each variable.
struct KappaPrinter {
  let lang: Language

  /// - Throws: an exit status of 2 when lines of the table could not be compared.
  func print(_ result: Kappa) throws {
    for variable in result.variables {
      try Console.line(Console.bold(variable.variable.rawValue) + "  " + figures(variable))
      guard variable.n > 0 else { continue }
      for line in Table.lines(variable.matrix.rows, widest: 24) { try Console.line("  " + line) }
      for one in variable.disagreements {
        try Console.line(
          "  \(one.document) [\(one.start), \(one.end)]  hand \(one.hand)  gangmu \(one.program)  "
            + EastAsianWidth.clipped(Table.flat(one.quote), to: 60))
      }
    }
    if !result.ignored.isEmpty {
      let names = result.ignored.joined(separator: ", ")
      Console.error(Localized(zh: "未用的列：\(names)", en: "columns not used: \(names)").text(lang))
    }
    for message in result.failures { Console.error(message.text(lang)) }
    if !result.failures.isEmpty { throw ExitCode(2) }
  }

  private func figures(_ variable: Kappa.Variable) -> String {
    guard variable.n > 0 else { return Localized(zh: "没有编码的行", en: "no line was coded").text(lang) }
    let kappa =
      variable.kappa.map(Self.rounded)
      ?? "— " + Localized(zh: "（只有一个值，无从定义）", en: "(only one value occurs: not defined)").text(lang)
    return "n=\(variable.n)  kappa=\(kappa)  observed=\(Self.rounded(variable.observed))  "
      + "expected=\(Self.rounded(variable.expected))"
  }

  private static func rounded(_ x: Double) -> String { String(format: "%.3f", x) }
}
