import Synchronization

/// Values that cost something to make, kept while there is room. When there is none, the hand of a clock goes round: what was
/// asked for since it last came by stays, the next that was not goes (Corbató 1968). Safe to use from several threads.
final class BoundedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Slot {
    let key: Key
    let value: Value
    let bytes: Int
    var wasUsed: Bool
  }

  private struct State {
    var places: [Key: Int] = [:]
    var slots: [Slot] = []
    var hand = 0
    var held = 0
  }

  /// Bytes that a value and its key take besides what `size` counts.
  private static var overhead: Int { 96 }

  private let bound: Int
  private let size: @Sendable (Value) -> Int
  private let state = Mutex(State())

  /// - Parameters:
  ///   - bound: bytes held at most; a single larger value is kept until the next one comes.
  ///   - size: bytes of a value.
  init(bound: Int, size: @escaping @Sendable (Value) -> Int) {
    self.bound = bound
    self.size = size
  }

  /// Bytes held now.
  var held: Int { state.withLock { $0.held } }

  /// The value kept, else the one that `make` gives, which is kept from now on; nil is not kept. Two threads that miss the same
  /// value both make it.
  func value(_ key: Key, make: () throws(LibraryError) -> Value?) throws(LibraryError) -> Value? {
    if let known = known(key) { return known }
    guard let value = try make() else { return nil }
    keep(value, key)
    return value
  }

  private func known(_ key: Key) -> Value? { state.withLock { state in Self.use(key, &state) } }

  /// What is kept of these, each at its place.
  func known(_ keys: [Key]) -> [Value?] { state.withLock { state in keys.map { Self.use($0, &state) } } }

  private static func use(_ key: Key, _ state: inout State) -> Value? {
    guard let place = state.places[key] else { return nil }
    if !state.slots[place].wasUsed { state.slots[place].wasUsed = true }
    return state.slots[place].value
  }

  /// Keeps a value unless there is one.
  func keep(_ value: Value, _ key: Key) {
    let bytes = size(value) + Self.overhead
    state.withLock { state in
      if state.places[key] != nil { return }
      while state.held + bytes > bound, !state.slots.isEmpty { Self.drop(&state) }
      state.places[key] = state.slots.count
      state.slots.append(Slot(key: key, value: value, bytes: bytes, wasUsed: false))
      state.held += bytes
    }
  }

  /// Lets go of the first value from the hand on that was not used since the hand last passed it.
  private static func drop(_ state: inout State) {
    while true {
      if state.hand >= state.slots.count { state.hand = 0 }
      guard state.slots[state.hand].wasUsed else { break }
      state.slots[state.hand].wasUsed = false
      state.hand += 1
    }
    let gone = state.slots[state.hand]
    state.places[gone.key] = nil
    state.held -= gone.bytes
    let last = state.slots.removeLast()
    guard state.hand < state.slots.count else { return }
    // The last one takes the free place.
    state.slots[state.hand] = last
    state.places[last.key] = state.hand
  }
}
