import Foundation
import FuzzTargets
import PlanReaders

/// The target that `GANGMU_FUZZ_TARGET` names. No other program is started: fuzzing them is not our business.
private let target: FuzzTarget = {
  setenv("PATH", "/nonexistent", 1)
  let name = ProcessInfo.processInfo.environment["GANGMU_FUZZ_TARGET"] ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    fatalError("GANGMU_FUZZ_TARGET: \(name), expected one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))")
  }
  return target
}()

/// Called by libFuzzer for each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func readInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do throws(ReadError) {
    try target.read(bytes)
  } catch {
    // The message must come out whatever the error holds.
    _ = error.description
  }
  return 0
}
