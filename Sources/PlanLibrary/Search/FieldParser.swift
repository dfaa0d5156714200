import Foundation
import PlanExtraction
import PlanText

/// Reads the value of `field:value`.
struct FieldParser {
  let query: String
  let name: String
  let at: Int
  let valueAt: Int

  /// Chinese words for the levels.
  static let levels = [
    "国家": "national", "国家级": "national", "省": "province", "省级": "province", "市": "prefecture",
    "市级": "prefecture", "县": "county", "县级": "county", "组织": "organization",
  ]
  private static let strengths = [
    "禁止": "prohibition", "强制": "mandatory", "力争": "aspirational", "鼓励": "encouraged", "计划": "planned",
  ]

  /// Whether the values of the field are words of a list, of which `|` joins several in one condition.
  var listsValues: Bool { ["level", "strength", "role", "has"].contains(name.lowercased()) }

  func condition(_ value: String?) throws(QueryError) -> QuerySyntax.FieldCondition {
    let field = name.lowercased()
    guard QueryError.fields.contains(field) else {
      throw QueryError(problem: .unknownField(name), position: at, query: query)
    }
    guard let value, !value.isEmpty else { throw bad("", "…") }
    switch field {
    case "level":
      return .level(try values(value, AdministrativeLevel.allCases.map(\.rawValue), Self.levels))
    case "strength":
      return .strength(try values(value, Strength.allCases.map(\.rawValue), Self.strengths))
    case "role": return .role(try values(value, Role.allCases.map(\.rawValue), [:]))
    case "has": return .has(try values(value, ["target", "obligation", "owner"], [:]))
    case "year": return try years(value)
    default: break
    }
    guard !SearchFold.fold(value).isEmpty else { throw bad(value, "…") }
    switch field {
    case "section": return .section(value)
    case "owner": return .owner(value)
    default:
      guard let documentField = QuerySyntax.DocumentField(rawValue: field) else { throw bad(value, "…") }
      return .holds(documentField, text: value)
    }
  }

  /// One or several of `allowed`, separated by `|`.
  private func values(_ value: String, _ allowed: [String], _ aliases: [String: String]) throws(QueryError) -> [String]
  {
    var out: [String] = []
    for part in value.split(separator: "|", omittingEmptySubsequences: false) {
      let word = part.lowercased()
      let known = aliases[word] ?? word
      guard allowed.contains(known) else { throw bad(String(part), allowed.joined(separator: " ")) }
      if !out.contains(known) { out.append(known) }
    }
    return out
  }

  /// `2021`, `2021..2025`, `2021..`, `..2025`.
  private func years(_ value: String) throws(QueryError) -> QuerySyntax.FieldCondition {
    let expected = "2025, 2021..2025, 2021.., ..2025"
    func year(_ text: String) throws(QueryError) -> Int? {
      if text.isEmpty { return nil }
      guard text.utf8.count == 4, let year = Int(text), year > 0 else { throw bad(value, expected) }
      return year
    }
    guard let dots = value.range(of: "..") else {
      guard let one = try year(value) else { throw bad(value, expected) }
      return .years(from: one, to: one)
    }
    let from = try year(String(value[..<dots.lowerBound]))
    let to = try year(String(value[dots.upperBound...]))
    if from == nil && to == nil { throw bad(value, expected) }
    if let from, let to, from > to {
      throw QueryError(problem: .yearsReversed(from: from, to: to), position: valueAt, query: query)
    }
    return .years(from: from, to: to)
  }

  private func bad(_ value: String, _ expected: String) -> QueryError {
    QueryError(
      problem: .badValue(field: name, value: value, expected: expected), position: value.isEmpty ? at : valueAt,
      query: query)
  }
}
