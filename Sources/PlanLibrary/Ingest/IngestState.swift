import PlanReaders
import PlanText
import SearchIndex

/// The serial half of an ingest: takes prepared files in order and keeps the books.
struct IngestState {
  private let writer: LibraryWriter
  private var stored: StoredSources
  private let ingest: Ingest
  private(set) var report = IngestReport()
  /// Which document each path means by now, and the sources of each document by now.
  private var idByPath: [String: String]
  private var sources: [String: [String: SourceRecord]]
  /// Documents added in this run, with the overrides they were made with.
  private var fresh: [String: (key: UInt32, overrides: String)] = [:]
  private var keys: [String: UInt32]
  /// What could not be read by now, by location.
  private var failures: [String: FailedSource]
  private var failedNow: Set<String> = []

  init(writer: LibraryWriter, stored: StoredSources, ingest: Ingest) {
    self.writer = writer
    self.stored = stored
    self.ingest = ingest
    idByPath = stored.idByPath
    sources = stored.documents.mapValues(\.sources)
    keys = stored.documents.mapValues(\.key)
    failures = stored.failures
  }

  /// Files that are in the index by now, and those that could not be read.
  var paths: [String] { Array(idByPath.keys) + Array(failures.keys) }

  mutating func note(_ failure: ReadError, _ onEvent: (IngestEvent) -> Void) {
    report.failed += 1
    // A path that leads nowhere is a slip of the command line, not a file of the collection.
    let location = SourcePath.absolute(failure.path)
    if SourcePath.exists(location) || SourcePath.fileAround(location) != nil {
      failures[location] = FailedSource(failure)
      failedNow.insert(location)
    }
    onEvent(.failed(failure))
  }

  mutating func take(_ prepared: Prepared, _ onEvent: (IngestEvent) -> Void) throws(LibraryError) {
    switch prepared {
    case .failed(let error): note(error, onEvent)
    case .unchanged(let source):
      failures[source.location] = nil
      report.unchanged += 1
    case .known(let source, let id, let document):
      failures[source.location] = nil
      if keys[id] != nil { try attach(source, to: id, onEvent) } else { try revive(source, id, document, onEvent) }
    case .plan(let plan):
      failures[plan.source.location] = nil
      try take(plan, onEvent)
    }
    if writer.pendingCharacters >= ingest.batchCharacters || writer.pendingDocuments >= ingest.batchDocuments {
      try writer.commit()
      try writer.tendSegments(ingest.mergePolicy)
    }
  }

  /// The stored document went in this run, with the last path that led to it (two files exchanged their contents).
  private mutating func revive(
    _ source: SourceRecord, _ id: String, _ document: Document, _ onEvent: (IngestEvent) -> Void
  ) throws(LibraryError) {
    let values = stored.overrides(for: source.path, id: id)
    try take(ingest.pipeline.plan(of: document, source: source, overrides: values), onEvent)
  }

  private mutating func take(_ plan: Plan, _ onEvent: (IngestEvent) -> Void) throws(LibraryError) {
    if let twin = fresh[plan.id] {
      if twin.overrides.isEmpty, !plan.overrides.isEmpty {
        try writer.commit()
        try replace(plan)
      }
      return try attach(plan.source, to: plan.id, onEvent)
    }
    let isKnownPath = idByPath[plan.source.path] != nil
    if keys[plan.id] != nil {
      report.replaced += 1
      if idByPath[plan.source.path] != plan.id { detach(path: plan.source.path) }
      try replace(plan)
      if !isKnownPath { announce(plan.source, id: plan.id, onEvent) }
    } else {
      if isKnownPath { report.replaced += 1 } else { report.added += 1 }
      detach(path: plan.source.path)
      fresh[plan.id] = (try writer.add(plan), plan.overrides)
      keys[plan.id] = fresh[plan.id]?.key
    }
    link(plan.source, id: plan.id)
  }

  /// The same text is stored, extracted by other rules or with other overrides: it keeps its sources.
  private mutating func replace(_ plan: Plan) throws(LibraryError) {
    if let key = keys[plan.id] { writer.remove(document: key) }
    let key = try writer.add(plan)
    for source in sources[plan.id, default: [:]].values.sorted(by: { $0.path < $1.path })
    where source.path != plan.source.path {
      writer.add(source, to: plan.id)
    }
    fresh[plan.id] = (key, plan.overrides)
    keys[plan.id] = key
  }

  /// Notes another source of a stored document.
  private mutating func attach(_ source: SourceRecord, to id: String, _ onEvent: (IngestEvent) -> Void)
    throws(LibraryError)
  {
    if idByPath[source.path] == id {
      report.unchanged += 1
    } else {
      announce(source, id: id, onEvent)
      detach(path: source.path)
    }
    writer.add(source, to: id)
    link(source, id: id)
  }

  private mutating func announce(_ source: SourceRecord, id: String, _ onEvent: (IngestEvent) -> Void) {
    report.duplicates += 1
    let first = sources[id, default: [:]].keys.min() ?? source.path
    onEvent(.duplicate(path: source.path, id: id, first: first))
  }

  private mutating func link(_ source: SourceRecord, id: String) {
    idByPath[source.path] = id
    sources[id, default: [:]][source.path] = source
  }

  /// The path no longer leads to the document that it led to; a document without paths goes.
  /// - Returns: the document, and whether it went.
  @discardableResult
  private mutating func detach(path: String) -> (id: String, gone: Bool)? {
    guard let id = idByPath.removeValue(forKey: path) else { return nil }
    sources[id]?[path] = nil
    writer.removeSource(path)
    guard sources[id, default: [:]].isEmpty else { return (id, false) }
    sources[id] = nil
    fresh[id] = nil
    if let key = keys.removeValue(forKey: id) { writer.remove(document: key) }
    return (id, true)
  }

  /// Removes what lay under one of these folders and is no longer there.
  mutating func removeVanished(folders: [String], seen: SeenArchives, _ onEvent: (IngestEvent) -> Void) throws(LibraryError) {
    let roots = folders.filter { $0 != "-" && SourcePath.isFolder($0) }.map(SourcePath.absolute)
    func isGone(_ location: String) -> Bool {
      let inside = roots.contains { location.hasPrefix($0 == "/" ? $0 : $0 + "/") }
      return inside && !SourcePath.exists(location) && !isKept(location, seen)
    }
    // A file that was read to its end, or whose archive was, failed in this run or not at all.
    failures = failures.filter { location, _ in
      if failedNow.contains(location) { return true }
      let around = SourcePath.fileAround(location) ?? location
      return !isGone(location) && !seen.finished.contains(location) && !seen.finished.contains(around)
    }
    for source in stored.sources where idByPath[source.path] != nil {
      guard isGone(source.location) else { continue }
      guard let (id, gone) = detach(path: source.path) else { continue }
      report.removed += gone ? 1 : 0
      onEvent(gone ? .removed(path: source.path, id: id) : .sourceGone(path: source.path, id: id))
    }
  }

  /// Whether the location lies in an archive that still holds it, or that was not read to its end in this run.
  private func isKept(_ location: String, _ seen: SeenArchives) -> Bool {
    if seen.entries.contains(location) { return true }
    guard let archive = SourcePath.fileAround(location) else { return false }
    return !seen.finished.contains(archive)
  }

  /// Commits what is left and brings the segments to rest.
  mutating func finish() throws(LibraryError) {
    try writer.commit()
    if failures != stored.failures { try writer.store(failures) }
    try writer.settleSegments(ingest.mergePolicy)
  }
}
