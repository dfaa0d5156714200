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
  private struct State {
    var watch: CatalogueWatch?
    var mark: CatalogueWatch.Mark?
    var snapshot: Snapshot?
  }

  package let folder: String
  private let logger: Logger
  private let state = Mutex(State())

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

  private func refreshed(_ state: inout State) throws -> Snapshot {
    do {
      if let mark = try state.watch?.mark(), mark == state.mark, let snapshot = state.snapshot { return snapshot }
      if try state.watch?.mark() == nil { state.watch = try CatalogueWatch(folder: folder) }
      // The mark is taken first: what is committed from here on is seen as new by the next request.
      let mark = try state.watch?.mark()
      let library = try Library(folder: folder, searching: true)
      let snapshot = Snapshot(library: library, token: try library.stateToken())
      let documents = try library.documents().count
      logger.info("index opened", metadata: ["state": "\(snapshot.token)", "documents": "\(documents)"])
      state.mark = mark
      state.snapshot = snapshot
      return snapshot
    } catch {
      state = State()
      throw error
    }
  }
}
