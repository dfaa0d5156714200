import PlanLibrary

/// The counts of values in the whole answer; each value narrows the query.
struct FacetList {
  let words: Wording
  let query: String
  let facets: [Facet]

  var nodes: [Node] {
    facets.compactMap { facet in
      // A field in which nothing differs and nothing is known says nothing.
      guard facet.values.contains(where: { $0.value != nil }) else { return nil }
      return el(.section, .class("facet")) {
        el(.h2) { words("field." + facet.field.rawValue) }
        Bars(words: words, lines: facet.values.map { line(facet.field, $0) }, most: 6).node
      }
    }
  }

  private func line(_ field: Facet.Field, _ value: Facet.Value) -> Bars.Line {
    guard let text = value.value else {
      return Bars.Line(label: words("facet.missing"), count: value.count, address: nil, isMissing: true)
    }
    let condition = FieldQuery.term(field.rawValue, text)
    let isChosen = query.contains(condition)
    let there = isChosen ? query : FieldQuery.and(query, condition)
    return Bars.Line(
      label: words.value(field.rawValue, text), count: value.count,
      address: Address(path: ["search"], query: [("q", there)]), isChosen: isChosen)
  }
}
