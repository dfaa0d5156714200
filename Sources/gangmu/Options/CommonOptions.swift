import ArgumentParser
import Foundation
import PlanLibrary

/// Options that every command takes.
struct CommonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("索引文件夹，默认 $GANGMU_INDEX 或 Index。 The index folder.", valueName: "dir"))
  var index: String?

  @Option(help: ArgumentHelp("消息的语言：zh、en 或 both。 Language of messages.", valueName: "zh|en|both"))
  var lang: Language = .both

  /// The folder to use: the option, then the environment, then `Index`.
  var folder: String {
    if let index, !index.isEmpty { return trimmed(index) }
    if let set = ProcessInfo.processInfo.environment["GANGMU_INDEX"], !set.isEmpty { return trimmed(set) }
    return "Index"
  }

  private func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// Opens the index for reading.
  func library(searching: Bool) throws(LibraryError) -> Library {
    try Library(folder: folder, searching: searching)
  }

  func say(_ message: Localized) { Console.error(message.text(lang)) }

  /// Runs a command; an error becomes its message and the exit status of the contract.
  func reporting(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      throw report(error)
    }
  }

  /// Prints what went wrong.
  /// - Returns: the exit status to end with.
  func report(_ error: any Error) -> any Error {
    if let error = error as? LibraryError {
      Console.error("gangmu: " + error.message.text(lang))
      return ExitCode(error.exitStatus)
    }
    if error is ExitCode || error is CleanExit || error is ValidationError { return error }
    // Damaged rules or lexicons: nothing that the user did.
    Console.error("gangmu: \(error)")
    return ExitCode(70)
  }
}

extension Language: ExpressibleByArgument {}
