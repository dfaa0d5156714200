/// The words that `pdftotext -bbox` prints, one a line inside of lines for pages, turned into glyphs.
///
/// The print is read line by line as it comes; what is no page and no word is passed over.
struct PDFWords {
  var pages: [PageContent] = []
  /// Glyphs of each page whose width shows that they are not the characters that their codes say.
  private(set) var uncoded: [Int] = []
  private var rest: [UInt8] = []
  private var glyphs = 0
  /// Words of the page under way.
  private var words: [PageTurn.Word] = []
  /// Words of the pages, by their index, on which some run down or up the page.
  private var sideways: [Int: [PageTurn.Word]] = [:]
  /// Heights of letters by the height of their box in hundredths of a millimetre, as words of square letters show them.
  private var sizes: [Int: Double] = [:]

  /// Points (1/72 inch) to millimetres.
  private static let millimetres = 25.4 / 72

  /// Takes a piece of the print.
  /// - Returns: false once there are more than `most` glyphs.
  mutating func take(_ piece: ArraySlice<UInt8>, most: Int) -> Bool {
    var start = piece.startIndex
    while let end = piece[start...].firstIndex(of: 0x0A) {
      rest += piece[start..<end]
      line(rest)
      rest.removeAll(keepingCapacity: true)
      start = end + 1
    }
    rest += piece[start...]
    return glyphs <= most && rest.count <= 1 << 20
  }

  private mutating func line(_ bytes: [UInt8]) {
    guard let open = bytes.firstIndex(of: 0x3C) else { return }
    let tag = bytes[open...]
    if tag.starts(with: "</page>".utf8) {
      finishPage()
    } else if tag.starts(with: "<page ".utf8) {
      finishPage()
      var page = PageContent()
      let size = Self.numbers(tag)
      if size.count == 2, size[0] > 1, size[1] > 1 {
        page.width = size[0] * Self.millimetres
        page.height = size[1] * Self.millimetres
      }
      pages.append(page)
      uncoded.append(0)
    } else if tag.starts(with: "<word ".utf8), !pages.isEmpty {
      guard let close = tag.firstIndex(of: 0x3E), let end = tag.lastIndex(of: 0x3C), close < end else { return }
      let box = Self.numbers(tag[...close]).map { $0 * Self.millimetres }
      guard box.count == 4 else { return }
      let rect = PageRect(left: box[0], top: box[1], right: box[2], bottom: box[3])
      words.append(PageTurn.Word(text: Self.text(tag[(close + 1)..<end]), box: rect))
      glyphs += words[words.count - 1].text.count
    }
  }

  // MARK: Glyphs

  private mutating func finishPage() {
    let page = pages.count - 1
    if words.contains(where: \.isSideways) {
      sideways[page] = words
      for word in words where word.isSideways { addDown(word, page) }
    }
    measure(words)
    for word in words where !word.isSideways { add(word, page) }
    words = []
  }

  private mutating func measure(_ words: [PageTurn.Word]) {
    for word in words where word.text.count >= 2 && !word.isSideways && word.text.allSatisfy({ PageGlyph.usualWidth($0) == 1 }) {
      let height = word.box.height
      sizes[Int(height * 100)] = min(max(word.box.width / Double(word.text.count), height * 0.5), height * 1.2)
    }
  }

  private mutating func add(_ word: PageTurn.Word, _ page: Int, counts: Bool = true) {
    let (text, box) = (word.text, word.box)
    let units = text.map(PageGlyph.usualWidth)
    let whole = units.reduce(0, +)
    guard whole > 0, box.width > 0 || box.height > 0 else { return }
    let height = max(0.1, box.height)
    // The box reaches from the ascent to the descent of the font, about a fifth of it below the base line.
    let base = box.bottom - height * 0.18
    let size = sizes[Int(height * 100)] ?? height * 0.87
    let isUncoded = Self.isUncoded(text, width: box.width, height: height)
    if isUncoded, counts { uncoded[page] += text.count }
    var x = box.left
    for (scalar, unit) in zip(text, units) {
      let width = box.width * unit / whole
      pages[page].glyphs.append(
        PageGlyph(scalar: isUncoded ? "\u{FFFD}" : scalar, x: x, y: base, width: max(0, width), size: size))
      x += width
    }
  }

  // MARK: Sideways words

  /// The letters of a sideways word where they are drawn, for the look at the page's picture.
  private mutating func addDown(_ word: PageTurn.Word, _ page: Int) {
    if Self.isUncoded(word.text, width: word.box.height, height: max(0.1, word.box.width)) { uncoded[page] += word.text.count }
    let step = word.box.height / Double(word.text.count)
    for (i, scalar) in word.text.enumerated() {
      let bottom = word.box.top + step * Double(i + 1)
      pages[page].glyphs.append(PageGlyph(scalar: scalar, x: word.box.left, y: bottom - step * 0.1, width: word.box.width, size: step))
    }
  }

  /// Adds the lines that the pictures show and finishes the pages.
  mutating func draw(_ looks: [PDFPageLook?]) {
    for (page, look) in zip(pages.indices, looks) {
      pages[page].rules = look?.rules ?? []
      if look?.isSwapped ?? false { (pages[page].width, pages[page].height) = (pages[page].height, pages[page].width) }
    }
    settleSideways()
  }

  /// Turns pages that are printed sideways, once their rules are known, and takes words that run against their page as lines of their own.
  private mutating func settleSideways() {
    for (page, found) in sideways.sorted(by: { $0.key < $1.key }) {
      var words = found
      let turn = PageTurn.of(words)
      if let turn {
        let (width, height) = (pages[page].width, pages[page].height)
        for i in words.indices { words[i].box = turn.rect(words[i].box, width: width, height: height) }
        pages[page].turn(turn)
      }
      // What ran across a sideways page stands sideways now.
      var isOdd = words.map { $0.isSideways || turn != nil && $0.isLying }
      let text = zip(words, isOdd).filter { !$1 && !$0.isDash }.map(\.0.box)
      let around = text.first.map { first in text.dropFirst().reduce(first) { $0.joined($1) } }
      if let around, turn != nil { for i in words.indices where words[i].isDash && words[i].isBeside(around) { isOdd[i] = true } }
      pages[page].glyphs = []
      measure(words)
      for (word, odd) in zip(words, isOdd) {
        if odd { pages[page].glyphs += PageTurn.odd(word, beside: around) } else { add(word, page, counts: false) }
      }
    }
    sideways = [:]
  }

  /// Whether letters that are never square are all as wide as square ones: the font's codes are places in its own list then, and
  /// say nothing about characters (`%.¾23@5` for seven Chinese characters).
  static func isUncoded(_ text: [Unicode.Scalar], width: Double, height: Double) -> Bool {
    let narrow = text.filter { (0x21...0x7E).contains($0.value) || (0xA1...0x17F).contains($0.value) }
    guard narrow.count >= 2, narrow.count * 2 > text.count, text.count == narrow.count || narrow.count >= 4 else { return false }
    return width / Double(text.count) >= height * 0.74
  }

  // MARK: The print

  /// The numbers in quotes of a tag.
  private static func numbers(_ tag: ArraySlice<UInt8>) -> [Double] {
    tag.split(separator: 0x22, omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map {
      ofdNumber(String(decoding: $0.element, as: UTF8.self))
    }
  }

  private static let entities: [String: Unicode.Scalar] = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]

  /// The characters of a word; control characters and marks of text direction are left out.
  private static func text(_ bytes: ArraySlice<UInt8>) -> [Unicode.Scalar] {
    var out: [Unicode.Scalar] = []
    var rest = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      if scalar == "&", let end = rest.prefix(10).firstIndex(of: ";") {
        let name = String(String.UnicodeScalarView(rest[..<end]))
        let known = entities[name] ?? (name.hasPrefix("#") ? UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init) : nil)
        if let known {
          out.append(known)
          rest = rest[(end + 1)...]
          continue
        }
      }
      if scalar.value >= 0x20, !(0x200B...0x200F).contains(scalar.value), !(0x202A...0x202E).contains(scalar.value) {
        out.append(scalar)
      }
    }
    return out
  }
}
