import CDigest

/// SHA-256 (FIPS 180-4) of bytes that come in pieces, by OpenSSL.
///
/// OpenSSL fails here only without memory or where its policy forbids SHA-256 altogether: nothing that input could bring
/// about, so that it is treated as a fault of the installation and stops the program.
package struct Digest: ~Copyable {
  private let handle: OpaquePointer

  package init() {
    guard let handle = gm_sha256_open() else { preconditionFailure("OpenSSL offers no SHA-256") }
    self.handle = handle
  }

  deinit {
    var out = [UInt8](repeating: 0, count: 32)
    _ = gm_sha256_close(handle, &out)
  }

  package mutating func update(_ bytes: [UInt8]) {
    precondition(gm_sha256_update(handle, bytes, bytes.count) == 1, "OpenSSL cannot hash")
  }

  /// The 64 lower-case hexadecimal digits of the hash.
  package consuming func hexadecimal() -> String {
    var out = [UInt8](repeating: 0, count: 32)
    precondition(gm_sha256_close(handle, &out) == 1, "OpenSSL cannot hash")
    discard self
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: out.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The hash of `bytes`, as `hexadecimal()`.
  package static func hexadecimal(_ bytes: [UInt8]) -> String {
    var digest = Digest()
    digest.update(bytes)
    return digest.hexadecimal()
  }
}
