// swift-tools-version: 6.2
import PackageDescription

/// Settings every Swift target of ours shares: what a module imports is private unless it says otherwise,
/// members come from modules the file imports, and existential types are spelled out.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "gangmu",
  products: [
    .executable(name: "gangmu", targets: ["gangmu"]),
    .executable(name: "gangmu-bench", targets: ["gangmu-bench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    // The workbench. Reading a configuration file is not needed, so neither is the package for it.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: ["FullFoundation"]),
    .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.0.0"),
  ],
  targets: [
    // C libraries. The system targets only supply compiler and linker flags; the shims hide the foreign headers.
    .systemLibrary(name: "CICUSystem", pkgConfig: "icu-i18n", providers: [.apt(["libicu-dev"])]),
    .target(name: "CICU", dependencies: ["CICUSystem"]),
    .systemLibrary(name: "CXMLSystem", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "CXML", dependencies: ["CXMLSystem"]),
    .systemLibrary(name: "CZipSystem", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .target(name: "CZip", dependencies: ["CZipSystem"]),
    // zlib's header is plain C: no shim needed.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    .systemLibrary(name: "CDigestSystem", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "CDigest", dependencies: ["CDigestSystem"]),

    // Programs that read a file for us, in processes with limits.
    .target(name: "CChild"),

    // Checksums for SQLite's pages; GRDB links the library.
    .target(name: "CPages"),

    // What a plan text is.
    .target(
      name: "PlanText", dependencies: ["CICU"],
      resources: [.copy("Data")], swiftSettings: strict),
    // Bytes to documents.
    .target(
      name: "PlanReaders",
      dependencies: ["PlanText", "CXML", "CDigest", "CZip", "CZlib", "CChild"],
      swiftSettings: strict),
    // Outlines to findings.
    .target(
      name: "PlanExtraction", dependencies: ["PlanText"],
      resources: [.copy("Rules"), .copy("Lexicon")], swiftSettings: strict),
    // The engine: knows no plan, imports nothing of ours.
    .target(name: "CSearchKernels"),
    .target(name: "SearchIndex", dependencies: ["CSearchKernels"], swiftSettings: strict + [.strictMemorySafety()]),
    // Where domain and engine meet.
    .target(
      name: "PlanLibrary",
      dependencies: [
        "PlanText", "PlanReaders", "PlanExtraction", "SearchIndex", "CZlib", "CPages",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      resources: [.copy("Data")], swiftSettings: strict),
    // Pages and JSON API over a library. Only the command line imports it.
    .target(
      name: "PlanServer",
      dependencies: [
        "PlanLibrary", "PlanText", "PlanExtraction", "SearchIndex",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      resources: [.copy("Assets"), .copy("Data")], swiftSettings: strict),
    .executableTarget(
      name: "gangmu",
      dependencies: [
        "PlanServer", "PlanLibrary", "PlanText", "PlanReaders", "PlanExtraction", "SearchIndex",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "gangmu-bench", dependencies: ["SearchIndex", "PlanText", "PlanReaders", "PlanExtraction"],
      swiftSettings: strict),

    // What fuzzing drives; the inputs that it found are run with the tests.
    .target(
      name: "FuzzTargets", dependencies: ["PlanReaders", "PlanText", "CZlib"], path: "Tests/Fuzz/Targets",
      swiftSettings: strict),

    .testTarget(name: "PlanTextTests", dependencies: ["PlanText"], swiftSettings: strict),
    .testTarget(
      name: "PlanReadersTests", dependencies: ["PlanReaders", "PlanText", "PlanExtraction", "CZlib", "FuzzTargets"],
      swiftSettings: strict),
    .testTarget(
      name: "PlanExtractionTests", dependencies: ["PlanExtraction", "PlanReaders", "PlanText"],
      swiftSettings: strict),
    .testTarget(name: "SearchIndexTests", dependencies: ["SearchIndex"], swiftSettings: strict),
    .testTarget(
      name: "PlanLibraryTests",
      dependencies: [
        "PlanLibrary", "PlanText", "PlanReaders", "PlanExtraction", "SearchIndex",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Commands"], swiftSettings: strict),
    .testTarget(
      name: "PlanServerTests",
      dependencies: [
        "PlanServer", "PlanLibrary", "PlanText", "PlanExtraction", "PlanReaders",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

// The fuzzer has no main of its own without libFuzzer, so that it is there only where it is asked for (`make fuzz`).
if Context.environment["GANGMU_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "gangmu-fuzz", dependencies: ["FuzzTargets", "PlanReaders"], path: "Tests/Fuzz/Entry", swiftSettings: strict))
}
