import ArgumentParser
import Foundation
import PlanExtraction
import PlanLibrary

/// A user's own rules and lexicons.
struct RuleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "自己的规则和词表所在的文件夹，默认 $GANGMU_RULES；同名的取代内置的。 Folder of your own rules and lexicons, which add to the bundled ones or replace them by name.",
      valueName: "dir"))
  var rules: String?

  /// The folder to use: the option, then the environment.
  var folder: String? {
    if let rules, !rules.isEmpty { return rules }
    let set = ProcessInfo.processInfo.environment["GANGMU_RULES"] ?? ""
    return set.isEmpty ? nil : set
  }

  /// The rules in force.
  /// - Throws: `userRules` when a file of the user's folder is wrong.
  func extraction() throws -> Extraction { try Self.extraction(folder) }

  static func extraction(_ folder: String?) throws -> Extraction {
    guard let folder else { return try Extraction.bundled() }
    let user: UserRules
    do {
      user = try UserRules(folder: folder)
    } catch {
      throw LibraryError.userRules(Localized(zh: error.words.zh, en: error.words.en, place: error.place))
    }
    do {
      return try Extraction.bundled(user: user)
    } catch {
      throw LibraryError.userRules(Localized(zh: error.words.zh, en: error.words.en, place: error.place))
    }
  }
}
