import PlanReaders

/// Which archives of a run were read to their end, and where their documents lie.
struct SeenArchives: Sendable {
  /// Locations of archives, and of plain files that may have been archives before.
  var finished: Set<String> = []
  var entries: Set<String> = []
}

/// Hands out the files of a run to those who prepare them and the results, in the order of the files, to the one who stores
/// them. Nobody prepares more than `window` files ahead of what was stored, so that memory stays bounded; meanwhile a commit
/// holds nobody up.
actor PreparedQueue {
  private var items: InputItems
  /// How many items there are, once it is known.
  private var count: Int?
  private let window: Int
  /// The next file to prepare and the next one to store.
  private var submitted = 0
  private var consumed = 0
  private var ready: [Int: Prepared] = [:]
  private var isCancelled = false
  private var idle: [CheckedContinuation<Void, Never>] = []
  private var consumer: CheckedContinuation<Void, Never>?

  private var entries: Set<String> = []

  /// The documents of `files`, at most `window` of them prepared or under way and not yet stored.
  init(_ files: [InputFile], limits: ReaderLimits, columns: RecordColumns, window: Int) {
    items = InputItems(files, limits: limits, columns: columns)
    self.window = max(1, window)
  }

  /// The next document to prepare and its number; nil when there is none left. Waits while the window is full.
  func nextItem() async -> (index: Int, item: InputItem)? {
    while submitted - consumed >= window, count == nil, !isCancelled {
      await withCheckedContinuation { idle.append($0) }
    }
    guard count == nil, !isCancelled else { return nil }
    guard let item = items.next() else {
      count = submitted
      wakeWorkers()
      wakeConsumer()
      return nil
    }
    if !SourcePath.exists(item.path) { entries.insert(SourcePath.absolute(item.path)) }
    submitted += 1
    return (submitted - 1, item)
  }

  /// Documents that are known to come: files that were not opened count as one.
  var known: Int { submitted + items.remaining }

  /// What is known of archives when the run is over.
  var seen: SeenArchives { SeenArchives(finished: Set(items.finished.map(SourcePath.absolute)), entries: entries) }

  /// Delivers the result of file `index`.
  func put(_ prepared: Prepared, at index: Int) {
    ready[index] = prepared
    if index == consumed { wakeConsumer() }
  }

  /// The next result in the order of the files; nil after the last.
  func next() async -> Prepared? {
    while count.map({ consumed < $0 }) ?? true, ready[consumed] == nil, !isCancelled {
      await withCheckedContinuation { consumer = $0 }
    }
    return ready.removeValue(forKey: consumed)
  }

  /// The result that `next` gave is stored: a further file may be prepared.
  func markStored() {
    consumed += 1
    wakeWorkers()
  }

  /// Ends the run: nobody gets another file.
  func cancel() {
    isCancelled = true
    wakeWorkers()
    wakeConsumer()
  }

  private func wakeWorkers() {
    let waiting = idle
    idle = []
    for one in waiting { one.resume() }
  }

  private func wakeConsumer() {
    consumer?.resume()
    consumer = nil
  }
}
