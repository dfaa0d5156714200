/// Memory of a fixed number of plain values, freed with its owner. Indexes are proved by the callers in this folder and
/// by the assertions of debug builds; nothing that comes from a file is used as an index without a check before.
@safe struct Buffer<Element: BitwiseCopyable>: ~Copyable {
  let base: UnsafeMutablePointer<Element>
  let capacity: Int

  /// - Parameter zero: the value that every element has at first.
  init(capacity: Int, filledWith zero: Element) {
    self.capacity = max(1, capacity)
    unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: self.capacity)
    unsafe base.initialize(repeating: zero, count: self.capacity)
  }

  /// Contents are arbitrary until written.
  init(uninitialized capacity: Int) {
    self.capacity = max(1, capacity)
    unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: self.capacity)
  }

  deinit { unsafe base.deallocate() }

  subscript(index: Int) -> Element {
    @inline(__always) get {
      assert(index >= 0 && index < capacity)
      return unsafe base[index]
    }
    @inline(__always) nonmutating set {
      assert(index >= 0 && index < capacity)
      unsafe base[index] = newValue
    }
  }

  func fill(_ value: Element) { unsafe base.update(repeating: value, count: capacity) }
}
