package import Logging
package import PlanLibrary
import Synchronization

/// The index at one moment.
package struct Snapshot: Sendable {
  package let library: Library
  /// Digits that stand for the state; see `Library.stateToken`.
  package let token: String
}

/// Keeps the newest state of an index open. Another process may write meanwhile: before each request a look at the
/// write-ahead log tells whether something was committed, and then a new snapshot is taken. Requests under way keep theirs.
package final class LibraryHolder: Sendable {
  package let folder: String
  private let logger: Logger
  private let state = Mutex<Snapshot?>(nil)

  package init(folder: String, logger: Logger) {
    self.folder = folder
    self.logger = logger
  }

  /// The newest state.
  /// - Throws: what `Library.init` throws.
  package func current() throws(LibraryError) -> Snapshot {
    do {
      return try state.withLock { state in try refreshed(&state) }
    } catch let error as LibraryError {
      throw error
    } catch {
      throw .sqlite(path: folder, code: -1, message: "\(error)")
    }
  }

  /// Looks for a newer state, so that an idle server does not hold an old one, whose write-ahead log could not shrink.
  package func refresh() { _ = try? current() }

  private func refreshed(_ state: inout Snapshot?) throws -> Snapshot {
    do {
      // A library that was opened for the first time is not watched yet; the first `refreshed` makes one that is.
      let library = try (state?.library ?? Library(folder: folder, searching: true)).refreshed()
      if let snapshot = state, snapshot.library === library { return snapshot }
      let snapshot = Snapshot(library: library, token: try library.stateToken())
      let documents = try library.documents().count
      logger.info("index opened", metadata: ["state": "\(snapshot.token)", "documents": "\(documents)"])
      state = snapshot
      return snapshot
    } catch {
      state = nil
      throw error
    }
  }
}
