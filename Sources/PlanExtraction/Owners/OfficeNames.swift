/// Tells particular bodies from kinds of actors.
package enum OfficeNames {
  private static let words = try? WordLexicon.bundled()

  /// Whether the subject of a sentence is a body that a task can be given to: 市教育局, 各有关部门, 各县人民政府; not 企业 or 群众, and
  /// no phrase.
  package static func isAnswerable(_ subject: String) -> Bool {
    let scalars = Array(subject.unicodeScalars)
    guard let words, scalars.count <= 30 else { return false }
    let names = OwnerNames(text: scalars, words: words)
    if names.areOffices(in: 0..<scalars.count) { return true }
    let isPhrase = OwnerNames.phrases.contains(where: subject.hasPrefix) || subject.contains("已") || subject.contains("至其")
    return !isPhrase && names.endsWithBody(0..<scalars.count) && ends.contains(where: subject.hasSuffix)
  }

  private static let ends = WordLists.words(.officeEnds)
}
