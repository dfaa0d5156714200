import PlanText

/// What plans are compared by.
package enum ComparisonBasis: String, Sendable, CaseIterable {
  case targets, sections, terms, reuse, strength

  /// Plans compared at most. Reuse looks at every two of them, sections at the first with each other, targets ask the
  /// index about every blank.
  package var most: Int {
    switch self {
    case .targets: 400
    case .sections: 60
    case .terms: 2_000
    case .reuse: 24
    case .strength: 10_000
    }
  }

  /// - Throws: `usage` for more plans than `most`.
  func admit(_ count: Int) throws(LibraryError) {
    guard count > most else { return }
    throw .usage(
      Localized(
        zh: "按\(words.zh)比较至多 \(most) 份文件，这里有 \(count) 份；请缩小范围",
        en: "at most \(most) plans are compared by \(words.en), these are \(count); name fewer"))
  }

  private var words: Localized {
    switch self {
    case .targets: Localized(zh: "指标", en: "targets")
    case .sections: Localized(zh: "章节", en: "sections")
    case .terms: Localized(zh: "用词", en: "terms")
    case .reuse: Localized(zh: "复用", en: "reuse")
    case .strength: Localized(zh: "力度", en: "strength")
    }
  }
}
