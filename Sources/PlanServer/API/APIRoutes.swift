import PlanLibrary

/// The routes of the JSON API.
enum APIRoutes {
  static func all(metrics: Metrics) -> [Route] {
    [SearchRoute.route] + DocumentRoutes.all + RecordRoutes.all + StatisticsRoutes.all + [
      CompareRoute.route, StatsRoute.route, HealthRoutes.health, HealthRoutes.metrics(metrics),
    ]
  }

  /// Most characters of a query; Documentation/QueryLanguage.md has further limits.
  static let longestQuery = 2_000

  static func query(isRequired: Bool) -> Parameter {
    Parameter(
      "q", .text(most: longestQuery),
      Localized(zh: "查询，写法见 /help", en: "a query; /help has the language"), isRequired: isRequired, example: "科普基地")
  }

  static let offset = Parameter(
    "offset", .integer(0...10_000_000), Localized(zh: "跳过几条", en: "skip so many"), preset: "0")
}
