import Foundation
import GRDB
package import PlanReaders
import PlanText
import SearchIndex

/// What happened to a path; passed on while the run goes on, in the order of paths.
package enum IngestEvent: Sendable {
  case failed(ReadError)
  /// The content is stored already: `path` is now another source of it.
  case duplicate(path: String, id: String, first: String)
  /// The file is gone, and with its last source the document.
  case removed(path: String, id: String)
  /// The file is gone; the document has other sources.
  case sourceGone(path: String, id: String)
  /// Rows of the metadata table that name no file of the index: a slip, or another folder's.
  case unusedRows([String])
  case progress(done: Int, total: Int)
}

package struct IngestReport: Sendable, Hashable {
  package var added = 0
  package var replaced = 0
  package var unchanged = 0
  package var duplicates = 0
  package var removed = 0
  package var failed = 0
  package init() {}
}

/// Reads files into an index folder: the one place with concurrency.
package struct Ingest: Sendable {
  let folder: String
  let pipeline: Pipeline
  let jobs: Int
  let overrides: MetadataOverrides
  /// A batch is committed when it holds this many characters or documents, so that memory stays bounded and a kill
  /// loses the last batch at most.
  var batchCharacters = 1_000_000
  var batchDocuments = 256
  var mergePolicy = MergePolicy()

  package init(folder: String, pipeline: Pipeline, jobs: Int, overrides: MetadataOverrides = MetadataOverrides()) {
    self.folder = folder
    self.pipeline = pipeline
    self.jobs = max(1, jobs)
    self.overrides = overrides
  }

  /// - Parameter paths: files, folders, `-`.
  /// - Throws: what ends the run; what was committed before stays.
  package func run(
    _ paths: [String], onStep: @escaping (CommitStep) throws -> Void = { _ in },
    onEvent: (IngestEvent) -> Void
  ) async throws(LibraryError) -> IngestReport {
    let writer = try LibraryWriter(folder: folder, onStep: onStep)
    try writer.store(overrides)
    let stored = try StoredSources(writer: writer)
    let arguments = paths.map(SourcePath.normalized)
    let (files, failures) = inputFiles(arguments, limits: pipeline.limits)
    var state = IngestState(writer: writer, stored: stored, ingest: self)
    for failure in failures { state.note(failure, onEvent) }
    let seen = try await consume(files, stored, &state, onEvent)
    let failedPaths = Set(failures.map(\.path))
    try state.removeVanished(folders: arguments.filter { !failedPaths.contains($0) }, seen: seen, onEvent)
    try state.finish()
    let unused = overrides.unused(among: state.paths)
    if !unused.isEmpty { onEvent(.unusedRows(unused)) }
    return state.report
  }

  /// Runs the pipeline on `jobs` tasks and takes the results in the order of `files` and of the entries of archives among
  /// them: what is early waits.
  /// - Returns: which archives were read to their end, and what they hold.
  private func consume(
    _ files: [InputFile], _ stored: StoredSources, _ state: inout IngestState, _ onEvent: (IngestEvent) -> Void
  ) async throws(LibraryError) -> SeenArchives {
    let queue = PreparedQueue(files, limits: pipeline.limits, columns: pipeline.columns, window: jobs == 1 ? 1 : jobs * 4)
    let result: Result<Void, LibraryError> = await withTaskGroup(of: Void.self) { group in
      for _ in 0..<jobs {
        group.addTask {
          while let (index, item) = await queue.nextItem() { await queue.put(prepare(item, stored), at: index) }
        }
      }
      var done = 0
      while let prepared = await queue.next() {
        do throws(LibraryError) {
          try state.take(prepared, onEvent)
        } catch {
          await queue.cancel()
          return .failure(error)
        }
        await queue.markStored()
        done += 1
        onEvent(.progress(done: done, total: await queue.known))
      }
      return .success(())
    }
    try result.get()
    return await queue.seen
  }

  /// The part of the work that runs in parallel: it depends on the file and on what was stored before the run only.
  private func prepare(_ file: InputItem, _ stored: StoredSources) -> Prepared {
    let document: Document
    do {
      document = try readItem(file, limits: pipeline.limits)
    } catch {
      return .failed(error)
    }
    let id = Pipeline.id(of: document)
    let place = stored.place(of: file.path, id: id)
    let source = SourceRecord(path: place.path, sha256: document.sha256, location: place.location)
    let values = stored.overrides(for: place.path, id: id)
    if let known = stored.documents[id], known.pipeline == pipeline.version,
      known.overrides == MetadataOverrides.encoded(values)
    {
      return known.sources[source.path] == source ? .unchanged(source) : .known(source, id: id, document)
    }
    return .plan(pipeline.plan(of: document, source: source, overrides: values))
  }
}

/// What a task makes of a file.
enum Prepared: Sendable {
  case failed(ReadError)
  /// Stored under this path already, by the same rules.
  case unchanged(SourceRecord)
  /// The text is stored, this source of it is new or has moved. The document is there in case that the stored one goes
  /// in the same run, before this file's turn.
  case known(SourceRecord, id: String, Document)
  case plan(Plan)
}
