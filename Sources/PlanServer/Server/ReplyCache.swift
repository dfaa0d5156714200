import Synchronization

/// Answers kept for the next request of the same address, as long as the index does not change. Two generations: when
/// the young one is full it becomes the old one, and what is asked for again moves over; so memory stays below the bound.
final class ReplyCache: Sendable {
  private struct State {
    var token = ""
    var young: [String: Reply] = [:]
    var old: [String: Reply] = [:]
    var held = 0
  }

  private let state = Mutex(State())
  private let bound: Int
  /// A longer answer is not kept.
  private let longest: Int

  /// - Parameter bound: bytes of bodies held at most.
  init(bound: Int) {
    self.bound = bound
    longest = bound / 16
  }

  func reply(_ key: String, token: String) -> Reply? {
    state.withLock { state in
      guard state.token == token else { return nil }
      if let reply = state.young[key] { return reply }
      guard let reply = state.old[key] else { return nil }
      insert(reply, key, &state)
      return reply
    }
  }

  func keep(_ reply: Reply, _ key: String, token: String) {
    guard case .bytes(let bytes) = reply.body, bytes.count <= longest, reply.status == 200 else { return }
    state.withLock { state in
      if state.token != token {
        state = State()
        state.token = token
      }
      insert(reply, key, &state)
    }
  }

  private func insert(_ reply: Reply, _ key: String, _ state: inout State) {
    guard case .bytes(let bytes) = reply.body else { return }
    if state.held > bound / 2 {
      state.old = state.young
      state.young = [:]
      state.held = 0
    }
    if state.young.updateValue(reply, forKey: key) == nil { state.held += bytes.count + key.utf8.count + 200 }
  }
}
