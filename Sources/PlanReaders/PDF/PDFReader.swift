package import PlanText

/// PDF by poppler's programs, each in a process of its own: `pdftotext` gives the words with their boxes, `pdftoppm` pictures of
/// the pages, which show the lines of tables however they are drawn, and which pages are scans.
///
/// The words go through the same layout as OFD (`PageFlow`).
struct PDFReader {
  private let bytes: [UInt8]
  private let path: String
  private let limits: ReaderLimits

  private static let package = "poppler-utils"
  /// The longer side of a page's picture, in points: about 72 to the inch for A4.
  private static let pictureSide = 842
  /// A page with fewer letters is a scan if so much of it is dark beside them.
  private static let (fewLetters, muchInk) = (30, 0.004)

  static func read(_ bytes: [UInt8], path: String, limits: ReaderLimits) throws(ReadError) -> Document {
    let reader = PDFReader(bytes: bytes, path: path, limits: limits)
    let words = try reader.words()
    guard !words.pages.isEmpty else { throw .empty(path: path, bytes: bytes.count) }
    let (looks, problem) = try reader.looks(at: words.pages)
    return try reader.document(words, looks, problem)
  }

  /// The document of prints that the programs have given, or that somebody made up: words as `pdftotext -bbox` prints them, pictures as
  /// `pdftoppm -gray` does.
  static func read(words print: [UInt8], pictures: [UInt8], path: String, limits: ReaderLimits) throws(ReadError) -> Document {
    let reader = PDFReader(bytes: print, path: path, limits: limits)
    var words = PDFWords()
    guard words.take(print[...], most: limits.nodes) else { throw .tooManyNodes(path: path, limit: limits.nodes) }
    guard !words.pages.isEmpty else { throw .empty(path: path, bytes: print.count) }
    var taker = PDFPictures()
    let found = taker.take(pictures[...]) ?? []
    var looks = [PDFPageLook?](repeating: nil, count: words.pages.count)
    for (i, picture) in zip(looks.indices, found) { looks[i] = PDFPageLook(picture, of: words.pages[i]) }
    return try reader.document(words, looks, nil)
  }

  /// The document of the pages that were read.
  /// - Parameter problem: why the pictures of the last pages are missing.
  private func document(_ found: PDFWords, _ looks: [PDFPageLook?], _ problem: ReadError?) throws(ReadError) -> Document {
    var words = found
    var warnings: [String] = []
    if problem != nil { warnings.append("lines of tables not seen from page \(looks.count { $0 != nil } + 1) on") }
    let scans = words.pages.indices.filter { looks[$0].map { $0.ink > Self.muchInk } ?? false && words.pages[$0].glyphs.count < Self.fewLetters }
    let uncoded = words.pages.indices.filter { words.uncoded[$0] * 5 > words.pages[$0].glyphs.count }
    try check(scans: scans, uncoded: uncoded, words)
    words.draw(looks)
    if !scans.isEmpty { warnings.append("needs_ocr: pages \(Self.ranges(scans)) \(PictureReason.pictures.words.en)") }
    if !uncoded.isEmpty { warnings.append("needs_ocr: pages \(Self.ranges(uncoded)) \(PictureReason.uncodedLetters.words.en)") }
    let (assembler, ruledShare) = PageFlow.assemble(words.pages)
    guard !assembler.blocks.isEmpty else { throw problem ?? .empty(path: path, bytes: bytes.count) }
    if let form = FormWords.warning(assembler.text, pages: words.pages.count, ruledShare: ruledShare) { warnings.append(form) }
    return Document(
      path: path, format: .pdf, encoding: EncodingReport(name: "UTF-8", reason: "package"), text: assembler.text,
      blocks: assembler.blocks, page: assembler.facts, sha256: Digest.hexadecimal(bytes), warnings: warnings, places: assembler.places)
  }

  /// Refuses a document whose text is not there: pictures of all pages that are not empty, or letters without codes on most.
  private func check(scans: [Int], uncoded: [Int], _ words: PDFWords) throws(ReadError) {
    let letters = words.pages.indices.reduce(0) { $0 + (scans.contains($1) ? 0 : words.pages[$1].glyphs.count) }
    if !scans.isEmpty, letters == 0 { throw .needsOCR(path: path, pages: scans.count, reason: .pictures) }
    if uncoded.count * 2 > words.pages.count { throw .needsOCR(path: path, pages: uncoded.count, reason: .uncodedLetters) }
  }

  // MARK: Programs

  private func program(_ name: String, _ arguments: [String]) -> ChildProcess {
    ChildProcess(path: path, format: .pdf, program: name, package: Self.package, arguments: arguments, limits: limits)
  }

  private func words() throws(ReadError) -> PDFWords {
    let child = program("pdftotext", ["-bbox", "-nodiag", "-enc", "UTF-8", "-l", "\(limits.pages + 1)", "/dev/stdin", "-"])
    var words = PDFWords()
    let (ending, said) = try child.run(input: bytes) { (piece: ArraySlice<UInt8>) throws(ReadError) in
      guard words.take(piece, most: limits.nodes) else { throw .tooManyNodes(path: path, limit: limits.nodes) }
    }
    if said.contains("Incorrect password") { throw .encrypted(path: path, entry: nil) }
    if words.pages.isEmpty || ending != .exited(0) { throw failure("pdftotext", ending, said) }
    guard words.pages.count <= limits.pages else {
      throw .overLimit(path: path, entry: nil, limit: .pages, found: nil, allowed: limits.pages)
    }
    return words
  }

  /// What the pictures show, a page each, and what went wrong: without pictures the text is there all the same.
  private func looks(at pages: [PageContent]) throws(ReadError) -> (looks: [PDFPageLook?], problem: ReadError?) {
    let child = program(
      "pdftoppm",
      ["-gray", "-scale-to", "\(Self.pictureSide)", "-aa", "no", "-aaVector", "no", "-l", "\(pages.count)", "/dev/stdin"])
    var pictures = PDFPictures()
    var looks: [PDFPageLook?] = []
    var problem: ReadError?
    do throws(ReadError) {
      let (ending, said) = try child.run(input: bytes) { (piece: ArraySlice<UInt8>) throws(ReadError) in
        guard let found = pictures.take(piece) else { throw failure("pdftoppm", .exited(0), "") }
        for picture in found where looks.count < pages.count { looks.append(PDFPageLook(picture, of: pages[looks.count])) }
      }
      if ending != .exited(0) { throw failure("pdftoppm", ending, said) }
    } catch {
      if case .noConverter = error { throw error }
      problem = error
    }
    return (looks + [PDFPageLook?](repeating: nil, count: pages.count - looks.count), problem)
  }

  private func failure(_ program: String, _ ending: ChildEnding, _ said: String) -> ReadError {
    let first = said.split(separator: "\n").first.map { String($0.prefix(200)) } ?? ""
    return .converterFailed(path: path, program: program, ending: ending, said: first)
  }

  /// `1, 3-5`: numbers of pages from their indices, which rise.
  static func ranges(_ pages: [Int]) -> String {
    var out: [String] = []
    var start = 0
    while start < pages.count {
      var end = start
      while end + 1 < pages.count, pages[end + 1] == pages[end] + 1 { end += 1 }
      out.append(start == end ? "\(pages[start] + 1)" : "\(pages[start] + 1)-\(pages[end] + 1)")
      start = end + 1
    }
    return out.joined(separator: ", ")
  }
}

/// Puts a document together from what poppler's programs print, without running them.
package func assemblePDF(words: [UInt8], pictures: [UInt8], path: String, limits: ReaderLimits = ReaderLimits()) throws(ReadError) -> Document {
  try PDFReader.read(words: words, pictures: pictures, path: path, limits: limits)
}
