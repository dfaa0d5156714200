import Foundation
import FuzzTargets
import PlanReaders
import PlanText
import Testing

@Suite struct TextReaderTests {
  @Test func everyCharacterIsKept() throws {
    let text = "\r\n　　第一行\t有制表符　\r\n\r\n第二行\r第三行\u{FEFF}中\n\u{00A0}\u{3000}\n末行 "
    let document = try readDocument(path: "a.txt", bytes: Array(text.utf8))
    #expect(document.string == text)
    #expect(document.bodyLines == ["第一行\t有制表符", "第二行", "第三行\u{FEFF}中", "末行"])
    #expect(document.blocks.allSatisfy { $0.kind == .line })
  }

  /// NEL ends a line, but not where it is the last byte of a character of UTF-8 that was read as Latin-1 (清).
  @Test func aByteOfMisreadTextEndsNoLine() throws {
    let misread = String(String.UnicodeScalarView("清河".utf8.map { Unicode.Scalar($0) }))
    let document = try readDocument(path: "a.txt", bytes: Array("第一行\u{85}第二行\n\(misread)".utf8))
    #expect(document.bodyLines == ["第一行", "第二行", misread])
  }

  @Test func blocksCoverAllThatIsNotBlank() throws {
    let document = try readDocument(path: "a.txt", bytes: Array(Fixture.simplified.utf8))
    let covered = document.blocks.reduce(0) { $0 + $1.span.count }
    #expect(covered == Fixture.simplified.unicodeScalars.filter { $0 != "\n" }.count)
    #expect(zip(document.blocks, document.blocks.dropFirst()).allSatisfy { $0.span.end < $1.span.start })
  }

  @Test func theHashIsThatOfTheBytes() throws {
    let document = try readDocument(path: "a.txt", bytes: Array("abc".utf8))
    #expect(document.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}

@Suite struct RefusalTests {
  private func failure(_ path: String, _ bytes: [UInt8], _ limits: ReaderLimits = ReaderLimits()) -> ReadError? {
    do {
      _ = try readDocument(path: path, bytes: bytes, limits: limits)
      return nil
    } catch { return error }
  }

  @Test func emptyAndBlankFiles() {
    #expect(failure("a.txt", []) == .empty(path: "a.txt", bytes: 0))
    #expect(failure("a.txt", Array(" \r\n\u{3000}".utf8)) == .empty(path: "a.txt", bytes: 6))
    #expect(failure("a.html", Array("<p> </p>".utf8)) == .empty(path: "a.html", bytes: 8))
  }

  static let formats: [(String, [UInt8], ForeignFormat)] = [
    ("a", ZipWriter.archive([.init("ppt/presentation.xml", "")]), .pptx),
    ("a", ZipWriter.archive([.init("META-INF/container.xml", "")]), .epub),
    ("a.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .xls), ("a.png", [0x89, 0x50, 0x4E, 0x47, 0], .image),
    ("a.docx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .ole), ("a.txt", [0xFF, 0xD8, 0xFF, 0xE0], .image),
    ("a.jsonl", Array("{}".utf8), .jsonl), ("a.gz", [0x1F, 0x8B, 8], .archive),
  ]

  @Test(arguments: formats) func knownFormatsAreNamed(_ path: String, _ bytes: [UInt8], _ format: ForeignFormat) {
    #expect(failure(path, bytes) == .notBuilt(path: path, format: format))
  }

  @Test func theHeadOfAMarkdownFileIsNoText() throws {
    let text = "---\ntitle: \"清河市2024年工作要点\"\ndate: 2024-03-05\ntags:\n  - 水利\n---\n# 清河市2024年工作要点\n## 一、总体要求\n"
    let document = try readDocument(path: "a.md", bytes: Array(text.utf8))
    #expect(document.string == text)
    #expect(document.chromeLines.count == 6 && document.bodyLines == ["# 清河市2024年工作要点", "## 一、总体要求"])
    #expect(document.page.title == "清河市2024年工作要点" && document.page.publishedOn == "2024-03-05")
    #expect(Outline(of: document).metadata.title == "清河市2024年工作要点")
    for other in ["---\n主要任务: 供水\n---\n正文", "---\ntitle: x\n第一段，没有冒号。\n---\n正文", "---\ntitle: x\n正文"] {
      #expect(try readDocument(path: "a.md", bytes: Array(other.utf8)).chromeLines.isEmpty)
    }
  }

  @Test func textInUTF32IsNamed() {
    let marks: [[UInt8]] = [[0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF]]
    for mark in marks {
      let bytes = mark + (0..<40).flatMap { _ in mark[0] == 0 ? [0, 0, 0x4E, 0x00] : [0x00, 0x4E, 0, 0] as [UInt8] }
      #expect(failure("a.txt", bytes) == .binary(path: "a.txt", offset: 0, found: .utf32))
    }
  }

  @Test func randomBytesAreNotText() {
    var generator = SplitMix(state: 3)
    for size in [64, 1000, 20_000] {
      let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
      guard case .binary? = failure("a.bin", bytes) else {
        Issue.record("\(size) random bytes were read")
        continue
      }
    }
    #expect(
      failure("a.bin", [UInt8](repeating: 0, count: 100))
        == .binary(path: "a.bin", offset: 0, found: .nulByte))
  }

  @Test(arguments: [Charset.utf8, .gb18030, .utf16LE]) func aNulInATextIsDamage(_ charset: Charset) throws {
    let text = Fixture.simplified.replacingOccurrences(of: "自来水", with: "自\0来水")
    let bytes = try #require(CharsetDecoder.encode(text, as: charset))
    let document = try readDocument(path: "a.txt", bytes: charset == .utf16LE ? [0xFF, 0xFE] + bytes : bytes)
    #expect(document.string == text.replacingOccurrences(of: "\0", with: "\u{1A}"))
    #expect(document.warnings == ["1 NUL character, each read as U+001A"])
    let outline = Outline(of: document)
    #expect(outline.text.string(0..<outline.text.count).contains("自来水普及率"))
    #expect(outline.text.damage.contains { $0.kind == .control && document.quote($0.span) == "\u{1A}" })
    let many = try #require(CharsetDecoder.encode("一、总体要求" + Fixture.simplified.replacingOccurrences(of: "。", with: "\0"), as: .utf16LE))
    guard case .binary(_, let place, _)? = failure("a.txt", [0xFF, 0xFE] + many), place > 100, place % 2 == 0 else {
      Issue.record("\(String(describing: failure("a.txt", [0xFF, 0xFE] + many)))")
      return
    }
  }

  @Test func everyTruncationOfAFileIsReadOrRefused() {
    let texts: [[UInt8]] = [Array(Fixture.html("<p>\(Fixture.simplified)</p>").utf8), Array(Fixture.traditional.utf8)]
    for bytes in texts {
      for length in stride(from: 0, through: bytes.count, by: 3) {
        _ = failure("a.html", Array(bytes[..<length]))
        _ = failure("a.txt", Array(bytes[..<length]))
      }
    }
  }

  @Test func aFileOverTheLimitIsRefusedUnread() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("long.txt")
    #expect(FileManager.default.createFile(atPath: file.path, contents: nil))
    let handle = try FileHandle(forWritingTo: file)
    try handle.truncate(atOffset: 200 << 20)
    try handle.close()
    #expect(throws: ReadError.tooLarge(path: file.path, bytes: 200 << 20, limit: 64 << 20)) {
      try readFile(InputFile(path: file.path))
    }
  }

  @Test func messagesNameTheFileAndTheNextStep() {
    let errors: [ReadError] = [
      .missing(path: "a"), .unreadable(path: "a", code: 13), .notRegular(path: "a", found: .pipe),
      .outsideFolder(path: "a", target: "/b"), .empty(path: "a", bytes: 0), .empty(path: "a", bytes: 3),
      .tooLarge(path: "a", bytes: nil, limit: 1), .binary(path: "a", offset: 1, found: .controls),
      .notBuilt(path: "a", format: .wps), .tooDeep(path: "a", limit: 1), .tooManyNodes(path: "a", limit: 1),
      .noMemory(path: "a"), .unreadable(path: "a", code: 9999),
    ]
      + FoundBytes.allCases.map { .binary(path: "a", offset: 1, found: $0) } + FileKind.allCases.map { .notRegular(path: "a", found: $0) }
      + ForeignFormat.allCases.map { .notBuilt(path: "a", format: $0) }
    for error in errors {
      #expect(!error.message.english.unicodeScalars.contains { $0.value >= 0x3000 }, "\(error)")
      #expect(error.description.hasPrefix("a: "))
      #expect(error.description.contains(" / "))
      #expect(error.path == "a")
    }
  }
}

@Suite struct InputFilesTests {
  @Test func foldersAreWalkedInOrder() throws {
    let manager = FileManager.default
    let root = manager.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? manager.removeItem(at: root) }
    let folder = root.appendingPathComponent("plans")
    try manager.createDirectory(at: folder.appendingPathComponent("b"), withIntermediateDirectories: true)
    try manager.createDirectory(at: folder.appendingPathComponent(".hidden"), withIntermediateDirectories: true)
    for name in ["b/二.txt", "a.txt", "B.html", ".secret.txt", ".hidden/x.txt"] {
      try Data("x".utf8).write(to: folder.appendingPathComponent(name))
    }
    try Data("x".utf8).write(to: root.appendingPathComponent("outside.txt"))
    try manager.createSymbolicLink(
      atPath: folder.appendingPathComponent("inside").path,
      withDestinationPath: folder.appendingPathComponent("a.txt").path)
    try manager.createSymbolicLink(
      atPath: folder.appendingPathComponent("leak").path,
      withDestinationPath: root.appendingPathComponent("outside.txt").path)
    try manager.createSymbolicLink(
      atPath: folder.appendingPathComponent("loop").path, withDestinationPath: folder.path)

    let (files, failures) = inputFiles([folder.path, folder.path + "/a.txt", "-", root.path + "/none"])
    #expect(
      files.map(\.path)
        == ["-"] + ["B.html", "a.txt", "b/二.txt", "inside"].map { folder.path + "/" + $0 })
    #expect(failures.contains(.missing(path: root.path + "/none")))
    #expect(failures.contains { if case .outsideFolder = $0 { true } else { false } })
  }

  @Test func aFolderIsNoFile() {
    #expect(throws: ReadError.notRegular(path: "/tmp", found: .folder)) { try readFile(InputFile(path: "/tmp")) }
    #expect(throws: ReadError.missing(path: "/none/such")) { try readFile(InputFile(path: "/none/such")) }
  }
}
