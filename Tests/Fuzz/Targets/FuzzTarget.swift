import Foundation
package import PlanReaders
package import PlanText

/// A reader, or the builder of outlines, as fuzzing drives it: bytes in, nothing out. A trap, a broken promise, a hang or a leak is a finding;
/// an error is none.
package enum FuzzTarget: String, CaseIterable, Sendable {
  case text, html, table, mail
  /// Packages are made of the input's parts: name and content, each ended by a NUL.
  case word, openDocument, ofd, workbook
  /// Archives and data sets as files.
  case zip, tar, gzip, web, records, dataset
  /// Word 97 and RTF up to the converter, which is not started.
  case office
  /// What poppler's programs print: words, then pictures.
  case pdf
  case outline

  /// Small enough that an input takes milliseconds.
  package static let limits = ReaderLimits(
    bytes: 1 << 20, nodes: 200_000, expandedBytes: 8 << 20, entries: 500, pages: 200, seconds: 2)

  /// Reads `bytes` and proves what every document promises.
  /// - Throws: what the reader refuses.
  package func read(_ bytes: [UInt8]) throws(ReadError) {
    switch self {
    case .text: try check(bytes, "in.txt")
    case .html: try check(bytes, "in.html")
    case .table: try check(bytes, "in.csv")
    case .mail: try check(Array("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n".utf8) + bytes, "in.mht")
    case .word: try check(package(bytes), "in.docx")
    case .openDocument: try check(package(bytes), "in.odt")
    case .ofd: try check(package(bytes), "in.ofd")
    case .workbook: try check(package(bytes), "in.xlsx")
    case .office: try check(bytes, "in.doc")
    case .zip: try checkItems(bytes, "in.zip")
    case .tar: try checkItems(bytes, "in.tar")
    case .gzip: try checkItems(bytes, "in.gz")
    case .web: try checkItems(bytes, "in.warc")
    case .records: try checkItems(bytes, "in.jsonl")
    case .dataset: try checkItems(bytes, "in.csv")
    case .pdf: try checkPDF(bytes)
    case .outline: try checkOutline(bytes)
    }
  }

  // MARK: Drivers

  private func check(_ bytes: [UInt8], _ path: String) throws(ReadError) {
    Promises.check(try readDocument(path: path, bytes: bytes, limits: Self.limits))
  }

  private func package(_ bytes: [UInt8]) -> [UInt8] {
    let pieces = bytes.split(separator: 0, maxSplits: 64, omittingEmptySubsequences: false)
    let entries = stride(from: 0, to: pieces.count - 1, by: 2).map { i in
      ZipWriter.Entry(String(decoding: pieces[i], as: UTF8.self), Array(pieces[i + 1]), isDeflated: false)
    }
    return ZipWriter.archive(entries)
  }

  private func checkItems(_ bytes: [UInt8], _ name: String) throws(ReadError) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gangmu-fuzz-\(ProcessInfo.processInfo.processIdentifier)").path
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let file = folder + "/" + name
    guard FileManager.default.createFile(atPath: file, contents: Data(bytes)) else { return }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var items = InputItems([InputFile(path: file)], limits: Self.limits)
    var (count, failure) = (0, ReadError?.none)
    while count < 400, let item = items.next() {
      count += 1
      precondition(item.path.hasPrefix(file), "an entry left its archive: \(item.path)")
      do throws(ReadError) { Promises.check(try readItem(item, limits: Self.limits)) } catch { failure = failure ?? error }
    }
    if let failure { throw failure }
  }

  private func checkPDF(_ bytes: [UInt8]) throws(ReadError) {
    let mark = Array("\nP5\n".utf8)
    let at = bytes.count < mark.count ? nil : (0...(bytes.count - mark.count)).first { bytes[$0..<$0 + mark.count].elementsEqual(mark) }
    let (words, pictures) = at.map { (Array(bytes[...$0]), Array(bytes[($0 + 1)...])) } ?? (bytes, [])
    Promises.check(try assemblePDF(words: words, pictures: pictures, path: "in.pdf", limits: Self.limits))
  }

  /// A text or a page, with its paragraphs and tables.
  private func checkOutline(_ bytes: [UInt8]) throws(ReadError) {
    let document = try readDocument(path: bytes.first == 0x3C ? "in.html" : "in.txt", bytes: bytes, limits: Self.limits)
    Promises.check(Outline(of: document))
  }
}

/// What every document and every outline promises, whatever the bytes.
enum Promises {
  static func check(_ document: Document) {
    let count = document.text.count
    var end = 0
    for block in document.blocks {
      let span = block.span
      precondition(span.start >= end && span.start < span.end && span.end <= count, "blocks out of order or of the text: \(span)")
      end = span.end
      guard case .tableRow(let cells) = block.kind else { continue }
      precondition(cells.allSatisfy { $0.start >= 0 && $0.start <= $0.end && $0.end <= count }, "a cell out of the text")
    }
    // Heads and feet of pages stand behind the paragraph that runs on over them, so that pages may go back by one or more.
    var last = 0
    for place in document.places {
      precondition(place.span.start >= last, "places overlap: \(place.span) behind \(last)")
      precondition(place.span.end <= count && place.page >= 1, "a place out of the text or its pages: \(place.span)")
      last = place.span.end
    }
  }

  static func check(_ outline: Outline) {
    check(outline.document)
    let text = outline.text
    let count = outline.document.text.count
    precondition(zip(text.starts, text.starts.dropFirst()).allSatisfy { $0 <= $1 }, "places of characters fall")
    precondition(zip(text.starts, text.ends).allSatisfy { $0 <= $1 && Int($1) <= count }, "a character ends before it starts")
    precondition(text.damage.allSatisfy { $0.span.start >= 0 && $0.span.start <= $0.span.end && $0.span.end <= count }, "damage out of the text")
    for (i, section) in outline.sections.enumerated() {
      precondition(section.index == i && section.range.upperBound <= text.count, "a section out of the text")
      if let parent = section.parent {
        precondition(parent < i && outline.sections[parent].range.contains(section.range.lowerBound), "a section outside of its parent")
      }
    }
    for sentence in outline.sentences { precondition(sentence.range.upperBound <= text.count, "a sentence out of the text") }
  }
}
