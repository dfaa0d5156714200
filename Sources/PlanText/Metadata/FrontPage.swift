/// The lines of a document that say what it is: those in front of its text, those of the covering notice and the signature.
struct FrontPage {
  struct Line {
    let range: Range<Int>
    let scalars: [Unicode.Scalar]
    let role: Role
    var string: String { FrontPage.string(scalars) }

    /// The same line without its characters: what it says is no title.
    var silent: Line { Line(range: range, scalars: [], role: role) }

    private init(range: Range<Int>, scalars: [Unicode.Scalar], role: Role) {
      self.range = range
      self.scalars = scalars
      self.role = role
    }

    /// Takes the first 400 scalars of the paragraph at `range`.
    init(_ range: Range<Int>, _ role: Role, _ text: NormalText) {
      self.range = range
      self.role = role
      scalars = Array(text.scalars[range.prefix(400)])
    }
  }

  /// Lines of the covering notice, if there is one.
  let notice: [Line]
  /// Lines of the document itself in front of its first sentence or section.
  let head: [Line]
  /// Paragraphs of text that follow the head, the first few.
  let opening: [Line]
  /// The last lines of the body, annexes left out.
  let tail: [Line]
  /// The end of the last paragraph of the body and of the notice: a signature may run on behind the text.
  let endings: [[Unicode.Scalar]]
  /// Titles of annexes and short lines behind the body, where a plan may stand that a notice sends.
  let annexes: [Line]
  /// Short lines of the page around the document.
  let chrome: [Line]

  private static let most = 40

  init(text: NormalText, parts: [Part]) {
    var notice: [Line] = []
    var body: [Range<Int>] = []
    var annexes: [Line] = []
    var chrome: [Line] = []
    var part = 0
    for paragraph in text.paragraphs {
      let range = paragraph.range
      while part < parts.count, parts[part].range.upperBound <= range.lowerBound { part += 1 }
      let role = part < parts.count ? parts[part].role : .body
      if paragraph.kind.isTableRow && role != .notice { continue }
      switch role {
      case .notice: if notice.count < 100 { notice.append(Line(range, role, text)) }
      case .contents: continue
      case .body: body.append(range)
      case .annex: if range.count <= 100, annexes.count < 200 { annexes.append(Line(range, role, text)) }
      case .chrome: if range.count <= 120, chrome.count < 200 { chrome.append(Line(range, role, text)) }
      }
    }
    self.notice = notice
    let noticeEnd = parts.first { $0.role == .notice }?.range.upperBound
    endings = [noticeEnd, body.last?.upperBound].compactMap { $0 }.map { end in
      Self.trimmed(Array(text.scalars[max(0, end - 120)..<end]))
    }
    self.annexes = annexes
    self.chrome = chrome
    let first = body.prefix(Self.most + 8).map { Line($0, .body, text) }
    let start = first.prefix(Self.most).firstIndex(where: Self.startsText) ?? min(first.count, Self.most)
    head = Array(first[..<start])
    opening = Array(first[start...].prefix(8))
    tail = body[start...].suffix(12).map { Line($0, .body, text) }
  }

  /// A sentence, or a numbered section.
  private static func startsText(_ line: Line) -> Bool {
    let scalars = line.scalars
    if line.range.count >= 30, scalars.contains("。") { return true }
    if scalars.last == "。", !scalars.starts(with: "(".unicodeScalars), scalars.count > 12 { return true }
    guard let marker = Marker.parse(scalars, at: 0, limit: scalars.count) else { return false }
    return marker.style != .dash && marker.style != .annex && marker.length < scalars.count
  }

  private static func trimmed(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let end = scalars.lastIndex { !CharacterForms.isBlank($0) && $0 != "\n" }
    return end.map { Array(scalars[...$0]) } ?? []
  }

  static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    String(scalars: Array(scalars))
  }

  /// Without blanks.
  static func squeeze(_ scalars: some Sequence<Unicode.Scalar>) -> [Unicode.Scalar] {
    scalars.filter { !CharacterForms.isBlank($0) }
  }
}
