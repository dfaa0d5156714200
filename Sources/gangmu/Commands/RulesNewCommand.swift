import ArgumentParser
import Foundation
import PlanExtraction
import PlanLibrary

struct RulesNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "在自己的规则文件夹里写一个样板。 Write a template into your folder of rules.",
    discussion: """
      样板带说明，能通过 rules check；照着改即可。文件夹由 --rules 或 GANGMU_RULES 指定，默认为当前文件夹下的 Rules。
      The template explains itself and passes rules check. The folder is --rules or GANGMU_RULES, else Rules in the current one.
      """)

  @Argument(help: ArgumentHelp("规则名，不含空格和斜线。 Name of the rule, without blanks and slashes.", valueName: "name"))
  var name: String

  @OptionGroup var own: RuleOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    let isName = !name.isEmpty && !name.hasPrefix(".") && !name.contains { $0.isWhitespace || $0 == "/" || $0 == "#" }
    if !isName { throw ValidationError("规则名不能含空格、/ 或 #。 A name has no blanks, no / and no #.") }
  }

  func run() throws {
    try common.reporting {
      let folder = own.folder ?? "Rules"
      let path = folder + "/" + name + ".rules"
      guard !FileManager.default.fileExists(atPath: path) else {
        throw LibraryError.usage(
          Localized(zh: "\(path) 已存在；请换一个名字，或直接修改它", en: "\(path) exists; choose another name, or edit it"))
      }
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw LibraryError.readOnly(path: folder)
      }
      var file = try AtomicFile(path: path)
      try file.write(Array(RuleTemplate.text(name: name).utf8))
      try file.finish()
      common.say(
        Localized(
          zh: "已写 \(path)；改好后运行 gangmu rules check \(folder)", en: "written \(path); then run gangmu rules check \(folder)"))
    }
  }
}
