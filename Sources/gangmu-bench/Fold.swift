import PlanText

/// How text and terms are folded before they meet.
enum Fold: String, Sendable {
  /// Scalar by scalar, as they are.
  case none
  /// As the library folds: width, case and script.
  case script

  init(_ name: String?) throws {
    guard let fold = Fold(rawValue: name ?? Fold.none.rawValue) else {
      throw BenchError.usage("--fold takes none or script, not \(name ?? "")")
    }
    self = fold
  }

  /// Named in the segments.
  var analyzer: String { self == .none ? "scalars" : SearchFold.version }

  func scalars(_ utf8: [UInt8]) -> [UInt32] {
    self == .none ? Input.scalars(utf8) : SearchFold.fold(String(decoding: utf8, as: UTF8.self))
  }

  func scalars(_ term: String) -> [UInt32] { scalars(Array(term.utf8)) }
}
