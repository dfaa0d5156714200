/// Hands out the files of a run to those who prepare them and the results, in the order of the files, to the one who stores
/// them. Nobody prepares more than `window` files ahead of what was stored, so that memory stays bounded; meanwhile a commit
/// holds nobody up.
actor PreparedQueue {
  private let count: Int
  private let window: Int
  /// The next file to prepare and the next one to store.
  private var submitted = 0
  private var consumed = 0
  private var ready: [Int: Prepared] = [:]
  private var isCancelled = false
  private var idle: [CheckedContinuation<Void, Never>] = []
  private var consumer: CheckedContinuation<Void, Never>?

  /// `count` files, at most `window` of them prepared or under way and not yet stored.
  init(count: Int, window: Int) {
    self.count = count
    self.window = max(1, window)
  }

  /// The index of the next file to prepare; nil when there is none left. Waits while the window is full.
  func nextFile() async -> Int? {
    while submitted - consumed >= window, submitted < count, !isCancelled {
      await withCheckedContinuation { idle.append($0) }
    }
    guard submitted < count, !isCancelled else { return nil }
    submitted += 1
    return submitted - 1
  }

  /// Delivers the result of file `index`.
  func put(_ prepared: Prepared, at index: Int) {
    ready[index] = prepared
    if index == consumed { wakeConsumer() }
  }

  /// The next result in the order of the files; nil after the last.
  func next() async -> Prepared? {
    while consumed < count, ready[consumed] == nil, !isCancelled {
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
