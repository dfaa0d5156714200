import Foundation
import Testing

@testable import PlanLibrary

/// Writers in processes of their own, some of them killed, under a reader that lives on. `make robustness` does it at length.
@Suite struct ProcessTests {
  private static let gangmu: String? = {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    let path = root.appendingPathComponent(".build/debug/gangmu").path
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }()

  private func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.gangmu ?? "")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Every answer is one of a whole commit: all plans of the same edition. What a killed writer had committed stays.
  @Test(.enabled(if: gangmu != nil, "the program has not been built beside the tests"))
  func aReaderUnderKilledWriters() async throws {
    let scratch = Scratch()
    func edition(_ number: Int) throws {
      for file in 0..<6 { try scratch.write("\(file).txt", Sample.river + "\n第\(file)稿，版次乙\(number)。") }
    }
    try edition(0)
    try await scratch.ingest()
    var library = try scratch.library()
    var random = SplitMix(state: 20_261_122)
    var seen: Set<String> = []
    for round in 1...8 {
      try edition(round)
      let isKilled = round % 4 != 0
      let deadline = Date().addingTimeInterval(isKilled ? Double.random(in: 0.02...0.5, using: &random) : 60)
      let writers = [["ingest", scratch.folder, "--quiet"], ["compact"], ["compact", "--rebuild"]]
      let writer = try start(writers[isKilled ? 0 : round / 4 % 3] + ["--index", scratch.index])
      while writer.isRunning, Date() < deadline {
        library = try library.refreshed()
        seen.insert(try wholeCommit(library, documents: 6))
      }
      if writer.isRunning { kill(writer.processIdentifier, SIGKILL) }
      writer.waitUntilExit()
      #expect(isKilled || writer.terminationStatus == 0)
      library = try library.refreshed()
      seen.insert(try wholeCommit(library, documents: 6))
    }
    try await scratch.ingest()
    library = try library.refreshed()
    #expect(try wholeCommit(library, documents: 6) == "8")
    #expect(try scratch.problems().isEmpty)
    #expect(!scratch.segments.contains { $0.contains("partial") })
  }

  private func wholeCommit(_ library: Library, documents: Int) throws -> String {
    let hits = try LibrarySearch("版次乙", library: library).passages(limit: 100, offset: 0).hits
    let editions = Set(hits.map { $0.quote.split(separator: "乙").last.map(String.init) ?? "" })
    #expect(hits.count == documents && editions.count == 1, "\(editions), \(hits.count) hits")
    return editions.first?.filter(\.isNumber) ?? ""
  }

  /// A second writer is refused with the process id of the first.
  @Test(.enabled(if: gangmu != nil, "the program has not been built beside the tests"))
  func aSecondWriterInAnotherProcess() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    try await scratch.ingest()
    let writer = try LibraryWriter(folder: scratch.index)
    let second = try Shell.run(
      "'\(Self.gangmu ?? "")' compact --index Index 2>&1", in: scratch.path, environment: ["PATH": "/usr/bin:/bin"])
    #expect(second.status == 74 && second.output.contains("\(getpid())"))
    withExtendedLifetime(writer) {}
    #expect(try scratch.problems().isEmpty)
  }
}
