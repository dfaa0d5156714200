import PlanLibrary

/// Links to the pages of a long list.
struct Pager {
  let words: Wording
  /// From 1.
  let page: Int
  let size: Int
  let total: Int
  /// The address of a page.
  let address: (Int) -> Address

  private var last: Int { max(1, (total + size - 1) / size) }

  var node: Node? {
    if last <= 1 { return nil }
    return el(.nav, .class("pager"), .label(words("pager.label"))) {
      if page > 1 { el(.a, .href(address(page - 1)), Attribute(.rel, "prev")) { words("pager.previous") } }
      el(.span, .class("quiet")) { words("pager.place", ["page": words.number(page), "last": words.number(last)]) }
      if page < last { el(.a, .href(address(page + 1)), Attribute(.rel, "next")) { words("pager.next") } }
    }
  }

  /// The parameter of pages that have one.
  static let parameter = Parameter("page", .integer(1...1_000_000), Localized(zh: "第几页", en: "the page"), preset: "1")
}
