/// What the engine asks of the file system.
package enum FileOperation: String, Sendable, CaseIterable {
  case create, open, read, write, sync, rename, map
}

/// Faults put between the engine and the file system: tests let the n-th call of a run fail, as a full disk or a dying one
/// would. Outside of tests there are none.
package struct FileFaults: Sendable {
  /// Asked before each call with the operation and the path: an errno value makes the call fail without being made.
  private let fault: @Sendable (FileOperation, String) -> Int32?

  /// - Parameter fault: nil as its answer lets the call through.
  package init(fault: @escaping @Sendable (FileOperation, String) -> Int32?) { self.fault = fault }

  /// The faults in force in this task and its callees; threads started by hand must take them along.
  @TaskLocal package static var current: FileFaults?

  @inline(__always)
  static func check(_ kind: FileOperation, _ operation: String, _ path: String) throws(IndexError) {
    guard let current, let code = current.fault(kind, path) else { return }
    throw .system(operation: operation, path: path, code: code)
  }
}
