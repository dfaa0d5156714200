import CZlib
import Foundation
import FuzzTargets
import PlanReaders
import PlanText
import Testing

/// Archives of documents: what they hold, and what they must not do.
@Suite struct ArchiveTests {
  // MARK: Writing archives

  static func tar(_ files: [(name: String, bytes: [UInt8])], type: UInt8 = 0x30) -> [UInt8] {
    var out: [UInt8] = []
    for file in files {
      var head = [UInt8](repeating: 0, count: 512)
      func put(_ text: String, _ at: Int) { for (i, byte) in text.utf8.enumerated() { head[at + i] = byte } }
      let octal = String(file.bytes.count, radix: 8)
      put(String(file.name.utf8.prefix(100)) ?? "", 0)
      put("0000644", 100)
      put(String(repeating: "0", count: 11 - octal.count) + octal, 124)
      put("        ", 148)
      head[156] = type
      put("ustar", 257)
      put("00", 263)
      let sum = String(head.reduce(0) { $0 + Int($1) }, radix: 8)
      put(String(repeating: "0", count: 6 - sum.count) + sum + "\0 ", 148)
      out += head + file.bytes + [UInt8](repeating: 0, count: (512 - file.bytes.count % 512) % 512)
    }
    return out + [UInt8](repeating: 0, count: 1024)
  }

  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    let sum = UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(bytes.count)))
    let tail = [sum, UInt32(truncatingIfNeeded: bytes.count)].flatMap { n in (0..<4).map { UInt8(n >> (8 * $0) & 0xFF) } }
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + ZipWriter.deflate(bytes) + tail
  }

  /// Texts and errors that the archive gives, by path below it.
  private func read(_ bytes: [UInt8], _ name: String, limits: ReaderLimits = ReaderLimits()) throws -> [(path: String, result: Result<String, ReadError>)] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    var items = InputItems([InputFile(path: file.path)], limits: limits)
    var out: [(path: String, result: Result<String, ReadError>)] = []
    while let item = items.next() {
      let path = item.path.hasPrefix(file.path) ? String(item.path.dropFirst(file.path.count)) : item.path
      do throws(ReadError) {
        out.append((path, .success(try readItem(item, limits: limits).string)))
      } catch {
        out.append((path, .failure(error)))
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [name])
    return out
  }

  private static let text = Array("一、总体要求".utf8)

  @Test func documentsOfAllFormatsComeInOrder() throws {
    let sheet = PlanSheet([.paragraph("二、主要任务")])
    let files: [(name: String, bytes: [UInt8])] = [
      ("甲/a.txt", Self.text), ("乙.docx", sheet.docx), ("__MACOSX/x", [1]), ("甲/.DS_Store", [1]), ("c.ofd", OFDSheet.bytes(sheet)),
    ]
    let expected = ["/甲/a.txt": "一、总体要求", "/乙.docx": "二、主要任务", "/c.ofd": "二、主要任务\n— 1 —"]
    let zip = ZipWriter.archive(files.map { ZipWriter.Entry($0.name, $0.bytes) })
    for (bytes, name) in [(zip, "a.zip"), (Self.tar(files), "a.tar"), (Self.gzip(Self.tar(files)), "a.tar.gz")] {
      let found = try read(bytes, name)
      #expect(found.map(\.path) == ["/甲/a.txt", "/乙.docx", "/c.ofd"])
      #expect(Dictionary(uniqueKeysWithValues: try found.map { ($0.path, try $0.result.get()) }) == expected)
    }
    #expect(try read(Self.gzip(Self.text), "a.txt.gz").map(\.path) == ["/a.txt"])
    #expect(try read(Self.gzip(Self.text) + Self.gzip(Self.text), "a.gz").map { try $0.result.get() } == ["一、总体要求一、总体要求"])
    #expect(try read(sheet.docx, "a.bin").map { try $0.result.get() } == ["二、主要任务"])
  }

  @Test func noNameLeavesTheArchive() throws {
    let names = ["../../etc/passwd.txt", "/etc/a.txt", "..\\..\\b.txt", "x/../../c.txt", "C:\\d.txt"]
    let zip = ZipWriter.archive(names.map { ZipWriter.Entry($0, Self.text) })
    let tar = Self.tar(names.map { ($0, Self.text) })
    for (bytes, name) in [(zip, "a.zip"), (tar, "a.tar")] {
      #expect(try read(bytes, name).map(\.path) == ["/etc/passwd.txt", "/etc/a.txt", "/b.txt", "/c.txt", "/C:/d.txt"])
    }
    // A link is no file: nothing is followed.
    #expect(try read(Self.tar([("link.txt", [])], type: 0x32), "a.tar").isEmpty)
  }

  @Test func namesOfChineseWindowsAreRead() throws {
    var entry = ZipWriter.Entry("", Self.text)
    entry.name = [0xC7, 0xE5, 0xBA, 0xD3, 0xCA, 0xD0, 0xBF, 0xC6, 0xBC, 0xBC, 0xB7, 0xA2, 0xD5, 0xB9, 0xB9, 0xE6, 0xBB, 0xAE] + Array(".txt".utf8)
    #expect(try read(ZipWriter.archive([entry]), "a.zip").map(\.path) == ["/清河市科技发展规划.txt"])
  }

  @Test func archivesInArchivesEndAtTheLimit() throws {
    var bytes = ZipWriter.archive([ZipWriter.Entry("a.txt", Self.text)])
    for _ in 0..<2 { bytes = ZipWriter.archive([ZipWriter.Entry("in.zip", bytes, isDeflated: false)]) }
    #expect(try read(bytes, "a.zip").map { try $0.result.get() } == ["一、总体要求"])
    // Any depth stands for none at all.
    for _ in 0..<20 { bytes = ZipWriter.archive([ZipWriter.Entry("in.zip", bytes, isDeflated: false)]) }
    let found = try read(bytes, "a.zip")
    #expect(found.count == 1)
    guard case .failure(.overLimit(_, _, .archiveDepth, 4, 3))? = found.first?.result else {
      Issue.record("\(found)")
      return
    }
  }

  /// Its one entry unpacks to the archive itself, byte for byte (made by `Scripts/hostile`; R. Cox, Zip Files All The Way Down, 2010).
  @Test func anArchiveThatHoldsItselfEndsAtTheLimit() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Formats/itself.zip")
    let found = try read(try Array(Data(contentsOf: file.standardizedFileURL)), "a.zip")
    guard case .failure(.overLimit(let path, _, .archiveDepth, 4, 3))? = found.first?.result else {
      Issue.record("\(found)")
      return
    }
    #expect(found.count == 1 && path.components(separatedBy: "itself").count == 4)
  }

  @Test func oneBadEntryStopsNothing() throws {
    var secret = ZipWriter.Entry("b.txt", Self.text)
    secret.isEncrypted = true
    var broken = ZipWriter.Entry("c.txt", Self.text)
    broken.badChecksum = true
    let zip = ZipWriter.archive([
      secret, broken, ZipWriter.Entry("bomb.txt", [UInt8](repeating: 0x20, count: 20 << 20)), ZipWriter.Entry("d.txt", Self.text),
    ])
    let found = try read(zip, "a.zip")
    #expect(found.count == 4)
    let errors = found.compactMap { if case .failure(let error) = $0.result { error } else { nil } }
    guard case .encrypted(_, "b.txt")? = errors.first, errors.count == 3, case .damaged(_, "c.txt", .checksum) = errors[1],
      case .overLimit(_, "bomb.txt", .expansionRatio, _, _) = errors[2]
    else {
      Issue.record("\(errors)")
      return
    }
    #expect(try found.last?.result.get() == "一、总体要求")
  }

  @Test func anArchiveMadeToBurstIsSaidOnceOrThrice() throws {
    let bomb = [UInt8](repeating: 0x20, count: 5 << 20)
    let zip = ZipWriter.archive((0..<9).map { ZipWriter.Entry("\($0).txt", bomb) })
    #expect(try read(zip, "a.zip").count == 3)
    // Archives in archives in archives, hundreds of them: one line.
    var nested = ZipWriter.archive([ZipWriter.Entry("a.txt", Self.text)])
    for _ in 0..<4 { nested = ZipWriter.archive((0..<5).map { ZipWriter.Entry("\($0).zip", nested) }) }
    let found = try read(nested, "a.zip")
    #expect(found.count == 1)
    guard case .failure(.overLimit(_, _, .archiveDepth, 4, 3))? = found.first?.result else {
      Issue.record("\(found.count) items")
      return
    }
  }

  @Test func aStreamThatGrowsWithoutEndIsCut() throws {
    let bomb = Self.gzip([UInt8](repeating: 0, count: 80 << 20))
    var limits = ReaderLimits()
    limits.bytes = 200 << 20
    guard case .failure(.overLimit(_, _, .expansionRatio, _, 200))? = try read(bomb, "a.gz", limits: limits).first?.result else {
      Issue.record("a bomb was unpacked")
      return
    }
    limits.bytes = 1 << 20
    guard case .failure(.overLimit(_, _, .bytes, _, _))? = try read(bomb, "a.gz", limits: limits).first?.result else {
      Issue.record("more than the limit was unpacked")
      return
    }
  }

  @Test func bytesBehindAPackedFileAreSaidAndTakeNothing() throws {
    let packed = Self.gzip(Self.text)
    // Zeros fill a block up.
    #expect(try read(packed + [UInt8](repeating: 0, count: 700) + packed, "a.txt.gz").map { try $0.result.get() } == ["一、总体要求一、总体要求"])
    let found = try read(packed + Array("GARBAGE".utf8) + packed, "a.txt.gz")
    #expect(found.map(\.path) == ["/a.txt", ""])
    #expect(try found.first?.result.get() == "一、总体要求")
    guard case .failure(.damaged(_, nil, .strayBytes(at: 18)))? = found.last?.result else {
      Issue.record("\(found)")
      return
    }
  }

  @Test func aFileCutShortIsRefusedWhole() throws {
    let found = try read(Array(Self.gzip(Array(Fixture.simplified.utf8)).dropLast(30)), "a.txt.gz")
    guard case .failure(.damaged(_, _, .cutOff))? = found.first?.result, found.count == 1 else {
      Issue.record("\(found)")
      return
    }
  }

  @Test func everyTruncationAndEveryFlippedByteIsReadOrRefused() throws {
    var generator = SplitMix(state: 13)
    let files: [(name: String, bytes: [UInt8])] = [("甲.txt", Self.text), ("b.txt", Array(Fixture.simplified.utf8))]
    let zip = ZipWriter.archive(files.map { ZipWriter.Entry($0.name, $0.bytes) })
    for (bytes, name) in [(zip, "a.zip"), (Self.tar(files), "a.tar"), (Self.gzip(Self.tar(files)), "a.tgz")] {
      for length in stride(from: 0, to: bytes.count, by: 41) { _ = try read(Array(bytes[..<length]), name) }
      for _ in 0..<120 {
        var damaged = bytes
        for _ in 0..<4 { damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator) }
        _ = try read(damaged, name)
      }
    }
  }
}
