import Foundation
import PlanLibrary

/// The style sheet and the script, read once.
struct PageAssets: Sendable {
  struct File: Sendable {
    let name: String
    let type: MediaType
    let bytes: [UInt8]
    /// Changes when the bytes do; part of the address, so that a browser may keep the file for ever.
    let digest: String

    var address: Address { Address(path: ["assets", digest, name]) }
  }

  let style: File
  let script: File
  let icon: File

  init() throws(WorkbenchError) {
    icon = try Self.file("icon.svg", .svg)
    style = try Self.file("workbench.css", .css)
    script = try Self.file("workbench.js", .script)
  }

  /// The bytes of a file of the program.
  /// - Parameter folder: `Assets` or `Data`.
  static func bytes(_ folder: String, _ name: String) throws(WorkbenchError) -> [UInt8] {
    guard let url = Bundle.module.resourceURL?.appendingPathComponent(folder).appendingPathComponent(name),
      let data = try? Data(contentsOf: url)
    else { throw .missingResource(folder + "/" + name) }
    return [UInt8](data)
  }

  private static func file(_ name: String, _ type: MediaType) throws(WorkbenchError) -> File {
    let bytes = try bytes("Assets", name)
    // FNV-1a, 64 bits (Fowler, Noll and Vo).
    let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return File(name: name, type: type, bytes: bytes, digest: String(hash, radix: 36))
  }

  var routes: [Route] {
    [
      Route(
        "/assets/{digest}/{name}", Localized(zh: "样式与脚本", en: "style sheet and script"), answers: [], isAPI: false,
        needsLibrary: false, isCacheable: false,
        handle: { [files = [style, script, icon]] call throws(Problem) in
          let path = call.request.path
          guard let file = files.first(where: { $0.name == path.last && $0.digest == path.dropFirst().first }) else {
            throw .notFound
          }
          return Reply(
            type: file.type, headers: [("cache-control", "public, max-age=31536000, immutable")],
            body: .bytes(file.bytes))
        })
    ]
  }
}
