import Foundation
import PlanText
import SearchIndex

/// A merge of segments on a thread of its own, while their writer goes on. It reads files that never change and writes a
/// new one; nothing is visible before the writer installs it. For the writer's thread alone.
final class BackgroundMerge {
  let sources: [SegmentReference]
  let name: String
  /// The bytes that the writer has committed when this merge is to be installed. Not the clock but the work done decides,
  /// so that the same run gives the same segments on every machine.
  let due: Int
  private let work: Work

  /// What both threads see.
  private final class Work: @unchecked Sendable {
    private let condition = NSCondition()
    private var outcome: Result<SegmentSummary, IndexError>?
    private var cancelled = false

    var isCancelled: Bool {
      condition.lock()
      defer { condition.unlock() }
      return cancelled
    }

    func cancel() {
      condition.lock()
      cancelled = true
      condition.unlock()
    }

    func finish(_ result: Result<SegmentSummary, IndexError>) {
      condition.lock()
      outcome = result
      condition.broadcast()
      condition.unlock()
    }

    func wait() -> Result<SegmentSummary, IndexError> {
      condition.lock()
      defer { condition.unlock() }
      while true {
        if let outcome { return outcome }
        condition.wait()
      }
    }
  }

  init(folder: String, sources: [SegmentReference], name: String, due: Int) {
    self.sources = sources
    self.name = name
    self.due = due
    let work = Work()
    self.work = work
    let faults = FileFaults.current
    let thread = Thread {
      FileFaults.$current.withValue(faults) { work.finish(Self.merge(folder, sources, name, work)) }
    }
    thread.name = "merge"
    thread.start()
  }

  private static func merge(_ folder: String, _ sources: [SegmentReference], _ name: String, _ work: Work)
    -> Result<SegmentSummary, IndexError>
  {
    do throws(IndexError) {
      return .success(
        try mergeSegments(
          folder: folder, segments: sources, into: name, analyzer: SearchFold.version,
          isCancelled: { work.isCancelled }))
    } catch {
      return .failure(error)
    }
  }

  /// Waits for the end of the merge.
  func finish() throws(IndexError) -> SegmentSummary { try work.wait().get() }

  /// Gives the merge up and waits until it touches no file any more.
  func cancel() {
    work.cancel()
    _ = work.wait()
  }
}
