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

  private static let ends = [
    "部门", "单位", "机关", "机构", "政府", "党委", "党组", "学校", "组织", "协会", "学会", "法院", "检察院", "委员会", "小组", "专班", "各地", "各地区", "科协", "场馆",
    "当局", "工会", "部委", "办公室", "医院", "村委会", "居委会", "乡镇", "街道",
  ]
}
