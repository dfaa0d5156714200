/// What a document is, as far as its text, its page or its cited places support it; a field without support is nil.
package struct Metadata: Sendable, Hashable {
  package var title: String?
  /// 文号, such as 国发〔2011〕42号.
  package var documentNumber: String?
  package var issuer: String?
  /// `YYYY-MM-DD`.
  package var issuedOn: String?
  /// Genre word of the title: 规划, 工作要点, 行动计划, 实施方案, 意见, 通知, 办法, 政府工作报告 …
  package var kind: String?
  /// First and last year of the plan.
  package var periodStart: Int?
  package var periodEnd: Int?
  package var level: AdministrativeLevel?
  package var province: String?
  package var city: String?
  /// The place rests on words that only its region uses, not on a name: too little to decide how the text counts years.
  package var isPlaceInferred = false
  /// GB/T 2260 code of the place.
  package var adcode: String?
  /// One line a field: where the value was found.
  package var witnesses: [String] = []

  package init() {}
}

package enum AdministrativeLevel: String, Sendable, CaseIterable {
  case national, province, prefecture, county, organization
}
