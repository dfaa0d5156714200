import ArgumentParser
import PlanLibrary

/// Which plans a command is about.
struct ChoiceOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("文件或地名。 Documents or places.", valueName: "place-or-document"))
  var names: [String] = []

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("只要符合查询的文件和记录。 Only plans and records that match.", valueName: "query"))
  var filter: String?

  func choice() throws(LibraryError) -> PlanChoice {
    if names.isEmpty, filter == nil {
      throw .usage(
        Localized(
          zh: "请写出文件或地名，或用 --where 给出查询", en: "name documents or places, or give a query with --where"))
    }
    return PlanChoice(names: names, query: filter)
  }

  /// Says which names have no document; ends with status 1 when none has.
  func requireSome(_ library: Library, _ common: CommonOptions) throws {
    let matches = try PlanChoice(names: names, query: filter).matches(library)
    for match in matches where match.documents.isEmpty {
      common.say(Localized(zh: "\(match.name)：库中没有这份文件，也没有这个地方的文件", en: "no such document, and none of such a place"))
    }
    guard matches.contains(where: { !$0.documents.isEmpty }) else { throw ExitCode(1) }
  }
}

/// Which alias files are in force.
struct AliasOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("自己的别名表；默认为索引文件夹中的 aliases.tsv。 Your alias file; aliases.tsv of the index by default.", valueName: "file"))
  var aliases: String?

  @Flag(name: .customLong("no-bundled-aliases"), help: "不用自带的别名表。 Without the bundled alias file.")
  var withoutBundled = false

  /// The file that `accept` writes.
  func path(_ common: CommonOptions) -> String { aliases ?? AliasTable.path(in: common.folder) }

  /// The bundled lines with the user's over them.
  func table(_ common: CommonOptions) throws(LibraryError) -> AliasTable {
    let base = withoutBundled ? AliasTable.none : AliasTable.bundled
    guard let own = try own(common) else { return base }
    return base.adding(own)
  }

  /// The user's own file; nil where none is named and the index has none.
  func own(_ common: CommonOptions) throws(LibraryError) -> AliasTable? {
    if let aliases { return try AliasTable(path: aliases) }
    return try AliasTable.ofIndex(common.folder)
  }

  /// The file to write to: a named one need not be there yet.
  func ownOrEmpty(_ common: CommonOptions) throws(LibraryError) -> AliasTable {
    try AliasTable.reading(path(common)) ?? .none
  }
}
