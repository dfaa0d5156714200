import Foundation
import PlanText

/// The tables that comparisons are made with (`Data`), read once.
enum CompareData {
  static func lines(_ name: String) -> [Substring] {
    DataFile.lines(at: url(name))
  }

  static func url(_ name: String) -> URL? {
    Bundle.module.resourceURL?.appendingPathComponent("Data").appendingPathComponent(name)
  }
}
