import ArgumentParser
import PlanLibrary

struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "从索引移除文件，不动原件。 Take documents out of the index; their files are not touched.",
    discussion: "有一个名字不对就一个也不移除。 If one name is wrong, nothing is removed.")

  @Argument(help: ArgumentHelp("编号、路径或文件名。 Ids, paths or file names.", valueName: "document"))
  var names: [String]

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      for document in try Maintenance.remove(names, folder: common.folder) {
        common.say(Localized(zh: "已移除 \(document.id) \(document.source)", en: "removed"))
      }
    }
  }
}
