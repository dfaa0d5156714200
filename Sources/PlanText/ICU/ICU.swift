import CICU

/// The part of ICU that the text stages use, over Swift values. Every call opens what it needs and closes it again,
/// so that the functions are safe from any thread; tables that are asked often are built once from them.
enum ICU {
  /// Applies a transliterator (`Traditional-Simplified`, `Han-Latin`) to a text.
  ///
  /// Returns nil if ICU lacks the transliterator or refuses the text.
  static func transliterate(_ text: String, _ id: String) -> String? {
    var status: Int32 = 0
    guard let handle = gm_translit_open(id, &status), status <= 0 else { return nil }
    defer { gm_translit_close(handle) }
    let units = Array(text.utf16)
    var buffer = units + [UInt16](repeating: 0, count: units.count * 7 + 64)
    let capacity = Int32(clamping: buffer.count)
    let length = buffer.withUnsafeMutableBufferPointer { pointer -> Int32 in
      guard let base = pointer.baseAddress else { return -1 }
      return gm_translit_run(handle, base, Int32(clamping: units.count), capacity, &status)
    }
    guard length >= 0 else { return nil }
    return String(decoding: buffer[0..<Int(length)], as: UTF16.self)
  }

  /// Compatibility composition (NFKC) of a short text.
  static func nfkc(_ text: String) -> String {
    convert(text, with: gm_nfkc) ?? text
  }

  /// Canonical decomposition (NFD) of a short text.
  static func nfd(_ text: String) -> String {
    convert(text, with: gm_nfd) ?? text
  }

  /// Compatibility decomposition (NFKD) of a short text.
  static func nfkd(_ text: String) -> String { nfd(nfkc(text)) }

  /// Full case folding of a short text.
  static func caseFold(_ text: String) -> String {
    convert(text, with: gm_case_fold) ?? text
  }

  /// Offsets of word boundaries in UTF-16 units by ICU's dictionary for Chinese, ascending, both ends included.
  static func wordBoundaries(_ units: [UInt16]) -> [Int] {
    guard !units.isEmpty else { return [] }
    var out = [Int32](repeating: 0, count: units.count + 1)
    var status: Int32 = 0
    let capacity = Int32(clamping: out.count)
    let count = gm_word_breaks(units, Int32(clamping: units.count), &out, capacity, &status)
    return count < 0 ? [0, units.count] : out[0..<Int(count)].map(Int.init)
  }

  private typealias Conversion = (UnsafePointer<UInt16>, Int32, UnsafeMutablePointer<UInt16>, Int32) -> Int32

  private static func convert(_ text: String, with function: Conversion) -> String? {
    let units = Array(text.utf16)
    guard !units.isEmpty else { return "" }
    var out = [UInt16](repeating: 0, count: units.count * 18 + 16)
    let capacity = Int32(clamping: out.count)
    let length = function(units, Int32(clamping: units.count), &out, capacity)
    return length < 0 ? nil : String(decoding: out[0..<Int(length)], as: UTF16.self)
  }
}
