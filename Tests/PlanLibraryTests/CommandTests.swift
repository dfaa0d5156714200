import Foundation
import Testing

/// Each file in `Commands` is a document of commands and what they print; see `Commands/README.md`.
@Suite struct CommandTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Commands")

  static let documents: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()

  /// The folder of the debug build of this package; nil when it was built elsewhere.
  private static let binaries: String? = {
    let root = folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let debug = root.appendingPathComponent(".build/debug").path
    return FileManager.default.isExecutableFile(atPath: debug + "/gangmu") ? debug : nil
  }()

  @Test(.enabled(if: binaries != nil), arguments: documents)
  func document(_ name: String) throws {
    let scratch = Scratch()
    for (file, text) in [("plans/清河.txt", Sample.river), ("plans/临江.txt", Sample.pass), ("plans/云川.txt", Sample.hill)] {
      try scratch.write("../" + file, text)
    }
    let path = (Self.binaries ?? "") + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
    let text = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    for example in Self.examples(text) {
      let result = try Shell.run(
        example.command, in: scratch.path,
        environment: ["PATH": path, "GANGMU_INDEX": "", "NO_COLOR": "1", "COLUMNS": "100", "LC_ALL": "C.UTF-8"])
      #expect(result.output == example.output, "\(name): \(example.command)")
      #expect(result.status == example.status, "\(name): \(example.command)")
    }
  }

  struct Example {
    var command: String
    var output = ""
    var status: Int32 = 0
  }

  /// The examples of the fenced blocks: `$ command`, its output, `[status]` when it is not 0.
  static func examples(_ text: String) -> [Example] {
    var out: [Example] = []
    var inside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        inside = line == "```console"
      } else if inside, line.hasPrefix("$ ") {
        out.append(Example(command: String(line.dropFirst(2))))
      } else if inside, !out.isEmpty {
        if line.hasPrefix("["), line.hasSuffix("]"), let status = Int32(line.dropFirst().dropLast()) {
          out[out.count - 1].status = status
        } else {
          out[out.count - 1].output += line + "\n"
        }
      }
    }
    return out
  }
}
