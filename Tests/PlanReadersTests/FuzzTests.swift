import Foundation
import FuzzTargets
import PlanReaders
import Testing

/// Inputs on which fuzzing once broke a reader (`Tests/Fuzz/Found`), and those that it starts from.
@Suite struct FuzzTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../Fuzz").standardizedFileURL

  private func inputs(_ folder: String, _ target: FuzzTarget) throws -> [URL] {
    let place = Self.folder.appendingPathComponent(folder).appendingPathComponent(target.rawValue)
    guard FileManager.default.fileExists(atPath: place.path) else { return [] }
    return try FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil).sorted { $0.path < $1.path }
  }

  @Test(arguments: FuzzTarget.allCases) func whatOnceBrokeAReaderBreaksItNoMore(_ target: FuzzTarget) throws {
    for input in try inputs("Found", target) + inputs("Seeds", target) {
      let bytes = try Array(Data(contentsOf: input))
      do throws(ReadError) {
        try target.read(bytes)
      } catch {
        #expect(!error.description.isEmpty && !error.description.contains("\n"), "\(input.lastPathComponent)")
      }
    }
  }

  /// Seeds are read, not refused: else fuzzing would start outside of the readers.
  @Test(arguments: FuzzTarget.allCases) func seedsAreRead(_ target: FuzzTarget) throws {
    for input in try inputs("Seeds", target) { try target.read(try Array(Data(contentsOf: input))) }
  }
}
