/// A text of an OFD page whose letters run up or down the page: turned by its map, or set one below the other (竖排).
struct OFDSidewaysText {
  var turn: PageTurn
  var isFurniture: Bool
  var letters: [(scalar: Unicode.Scalar, box: PageRect)]

  /// The page with these texts. Where they are most of it the page is turned and what runs across it stands apart; else each of them
  /// is one line of its own.
  static func settle(_ texts: [OFDSidewaysText], on page: PageContent) -> PageContent {
    var page = page
    let letters = { (turn: PageTurn) in texts.reduce(0) { $0 + ($1.turn == turn && !$1.isFurniture ? $1.letters.count : 0) } }
    let (up, down) = (letters(.up), letters(.down))
    guard (up + down) * 2 > up + down + page.glyphs.count(where: { !$0.isFurniture }) else {
      let around = around(page.glyphs.filter { !$0.isFurniture }.map(\.box))
      for text in texts { page.glyphs += text.line(beside: around) { $0 } }
      return page
    }
    let turn: PageTurn = up >= down ? .up : .down
    let (width, height) = (page.width, page.height)
    let turned = { (box: PageRect) in turn.rect(box, width: width, height: height) }
    let along = texts.filter { $0.turn == turn }
    let around = around(along.filter { !$0.isFurniture }.flatMap { $0.letters.map { turned($0.box) } })
    let across = PageLine.lines(of: page.glyphs)
    page.turn(turn)
    page.glyphs = along.flatMap { text in text.letters.map { PageGlyph($0.scalar, in: turned($0.box), isFurniture: text.isFurniture) } }
    for text in texts where text.turn != turn { page.glyphs += text.line(beside: around, turned) }
    for line in across {
      let box = PageRect(left: line.left, top: line.y - line.size * 0.82, right: line.right, bottom: line.y + line.size * 0.18)
      page.glyphs += PageTurn.odd(PageTurn.Word(text: line.text, box: turned(box)), beside: around, isFurniture: line.isFurniture)
    }
    return page
  }

  private static func around(_ boxes: [PageRect]) -> PageRect? {
    boxes.first.map { first in boxes.dropFirst().reduce(first) { $0.joined($1) } }
  }

  /// The text as one small line across the page.
  private func line(beside text: PageRect?, _ turned: (PageRect) -> PageRect) -> [PageGlyph] {
    guard let box = Self.around(letters.map(\.box)) else { return [] }
    return PageTurn.odd(PageTurn.Word(text: letters.map(\.scalar), box: turned(box)), beside: text, isFurniture: isFurniture)
  }
}

extension PageGlyph {
  /// The box that an upright letter fills: a fifth of it lies below the base line.
  fileprivate var box: PageRect { PageRect(left: x, top: y - size * 0.82, right: right, bottom: y + size * 0.18) }

  fileprivate init(_ scalar: Unicode.Scalar, in box: PageRect, isFurniture: Bool) {
    let size = min(max(box.height, 0.01), 1e4)
    self.init(
      scalar: scalar, x: box.left, y: box.bottom - box.height * 0.18, width: min(max(box.width, 0), 1e4), size: size, isFurniture: isFurniture)
  }
}
