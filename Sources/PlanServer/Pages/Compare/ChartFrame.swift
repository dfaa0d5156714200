import PlanLibrary

/// A drawing with its caption, as large as it was made; where the page is narrower it scrolls, so that its words stay readable.
struct ChartFrame {
  let caption: String
  /// The drawing in words.
  let spoken: String
  let width: Int
  let height: Int

  /// A name as it fits in front of the drawings; the tables have it whole.
  static func label(_ name: String) -> String { EastAsianWidth.clipped(name, to: 20) }

  func node(@NodeBuilder _ drawing: () -> [Node]) -> Node {
    let drawing = drawing()
    return el(.figure) {
      el(.figcaption) { caption }
      el(.div, .class("scroll"), Attribute(.tabindex, "0"), Attribute(.role, "group"), .label(caption)) {
        el(
          .svg, .class("chart"), Attribute(.viewBox, "0 0 \(width) \(height)"), Attribute(.width, String(width)),
          Attribute(.height, String(height)), Attribute(.role, "img"), .label(spoken)
        ) { drawing }
      }
    }
  }
}
