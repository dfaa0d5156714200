/// Queries that show the language, each of which runs at a click.
enum QueryExamples {
  static let all: [(query: String, key: String)] = [
    ("科学素质", "example.term"), ("科学 普及", "example.and"), ("科普 OR 科技馆", "example.or"), ("科普 -农村", "example.not"),
    ("\"GDP 增长\"", "example.quotes"), ("公民 NEAR/10 比例", "example.near"), ("到2025年 THEN/20 科普", "example.then"),
    ("教育 SAME/sentence 牵头", "example.sentence"), ("科普 SAME/section has:target", "example.section"),
    ("科?馆", "example.wildcard"), ("建设*个", "example.star"), ("title:规划", "example.titlefield"),
    ("province:四川|青海 科普", "example.province"), ("level:province|prefecture 科普", "example.level"),
    ("year:2021..2025 科普", "example.year"), ("owner:教育", "example.owner"),
    ("strength:prohibition|mandatory", "example.strength"),
    ("has:target 科普", "example.has"), ("target(增长 >= 5%)", "example.target"),
    ("target(科学素质 >= 10% by 2025)", "example.deadline"),
    ("like:\"提升青少年科学兴趣的活动\"", "example.like"),
  ]

  static func section(_ words: Wording, isOpen: Bool) -> Node {
    el(.details, .class("query-help"), isOpen ? Attribute(.open) : nil) {
      el(.summary) { words("example.title") }
      table(words)
      el(.p, .class("quiet")) { words("example.fullwidth") }
    }
  }

  static func table(_ words: Wording) -> Node {
    el(.dl, .class("examples-list")) {
      for (query, key) in all {
        el(.div) {
          el(.dt) { el(.a, .href(Address(path: ["search"], query: [("q", query)]))) { el(.code) { query } } }
          el(.dd) { words(key) }
        }
      }
    }
  }
}
