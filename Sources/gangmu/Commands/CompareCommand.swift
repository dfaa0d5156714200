import ArgumentParser
import PlanLibrary

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "并列比较几份规划。 Plans side by side.",
    discussion: """
      targets 指标矩阵；sections 逐节逐条对照（第一份与其余各份）；reuse 相同的文字（套语除外）；terms 用词差别；
      strength 各种力度的义务与目标各有多少。
      参数可以是文件（编号、路径、文件名），也可以是地名（代表其全部文件，按地方和规划期成列）；也可以不写，只用 --where。
      空格有五种，含义不同：
        —未提及 文中没有说到    —提及而无目标值 说到而没有指标数    —另行确定 数字另行下达或确定    —无文件 库中没有该地文件
        —筛选未取 有数字，而 --where 没有选中
      同一指标只因别名表而并为一行；可能相同的名称用 gangmu aliases propose 列出，由您决定。
      By targets, a matrix; by sections, tasks side by side (the first plan with each other); by reuse, shared text less
      formulas; by terms, words by which they differ; by strength, how many obligations and targets of each.
      Arguments are documents or places (a place stands for all its documents, a column for each place and period), or
      none with --where. Five kinds of blank are told apart: not mentioned, mentioned without a figure, set elsewhere,
      no document, left out by --where. Names become one row only through an alias file; `gangmu aliases propose` lists likely pairs.
      """)

  @OptionGroup var choice: ChoiceOptions

  @Option(help: ArgumentHelp("按什么比较。 What to compare by.", valueName: "targets|sections|terms|reuse|strength"))
  var by: ComparisonBasis = .targets

  @Option(
    help: ArgumentHelp(
      "table、csv、xlsx、json、html；默认照 --output 的扩展名，否则 table。 By default as the name of --output says, else a table.",
      valueName: "table|csv|xlsx|json|html"))
  var format: Format?

  @Option(name: .shortAndLong, help: ArgumentHelp("写入文件，而不是标准输出。 Write to a file.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "指标矩阵的行序：places 说到的地方多的在前、name、unit、reversals 名次随算法而变的在前。 Order of the matrix's rows.",
      valueName: "places|name|unit|reversals"))
  var sort: MatrixOrder?

  @Flag(name: .customLong("all-periods"), help: "各地都列出所有规划期。 A column for every period, in every place.")
  var allPeriods = false

  @Flag(name: .customLong("no-bom"), help: "CSV 不写字节顺序标记。 CSV without a byte order mark.")
  var noMark = false

  @OptionGroup var aliases: AliasOptions
  @OptionGroup var common: CommonOptions

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv, xlsx, json, html }

  func validate() throws {
    guard chosenFormat != .table || output == nil || output == "-" else {
      throw ValidationError("--output 用于 csv、xlsx、json、html / --output goes with csv, xlsx, json and html")
    }
    guard by == .targets || sort == nil && !allPeriods else {
      throw ValidationError("--sort、--all-periods 只用于 --by targets / --sort and --all-periods go with --by targets")
    }
  }

  func run() throws {
    try common.reporting {
      let library = try common.library(searching: true)
      let chosen = try choice.choice()
      try choice.requireSome(library, common)
      let report = try report(chosen, library)
      if chosenFormat == .table { return try printTable(report) }
      guard let output, output != "-" else {
        return try write(report, chosen, library) { bytes throws(LibraryError) in try Console.output(bytes) }
      }
      var file = try AtomicFile(path: output)
      try write(report, chosen, library) { bytes throws(LibraryError) in try file.write(bytes) }
      try file.finish()
      common.say(Localized(zh: "已写入 \(output)", en: "written to \(output)"))
    }
  }

  /// The format asked for, else the one that the output's name asks for, else a table.
  private var chosenFormat: Format {
    let ending = output.flatMap { $0.split(separator: ".").last.map(String.init) }
    return format ?? ending.flatMap(Format.init(rawValue:)) ?? .table
  }

  private func write(
    _ report: any ComparisonReport, _ chosen: PlanChoice, _ library: Library,
    _ sink: ([UInt8]) throws(LibraryError) -> Void
  ) throws(LibraryError) {
    switch chosenFormat {
    case .csv: try sink(report.csv(marked: !noMark))
    case .json: try sink(report.json())
    case .html: try sink(report.html(title: title(chosen), common.lang))
    case .xlsx:
      try report.workbook(
        command: CommandLine.given, documents: try chosen.documents(library), library: library, write: sink)
    case .table: break
    }
  }

  private func report(_ chosen: PlanChoice, _ library: Library) throws(LibraryError) -> any ComparisonReport {
    switch by {
    case .targets:
      let matrix = try TargetMatrix(
        chosen, aliases: try aliases.table(common), allPeriods: allPeriods,
        view: MatrixView(order: sort ?? .places), library: library)
      if !matrix.proposals.isEmpty {
        common.say(
          Localized(
            zh: "\(matrix.proposals.count) 对名称可能指同一指标，未合并；请看 gangmu aliases propose",
            en:
              "\(matrix.proposals.count) pairs of names may be one indicator each; none was merged: see gangmu aliases propose"
          ))
      }
      return matrix
    case .sections: return try SectionAlignment(chosen, library: library)
    case .terms: return try Keyness(chosen, library: library)
    case .reuse: return try ReuseReport(chosen, library: library)
    case .strength: return try StrengthProfile(chosen, library: library)
    }
  }

  private func title(_ chosen: PlanChoice) -> String {
    (chosen.names + [chosen.query].compactMap(\.self)).joined(separator: "、")
  }

  private func printTable(_ report: any ComparisonReport) throws(LibraryError) {
    let table = report.table(common.lang)
    // Of sections and plans the names are long and the other columns counts.
    let columns = by == .targets ? max(1, table.header.count - 1) : 1
    let first = by == .targets ? 30 : Console.width / 2
    let room = max(14, (Console.width - first - 2 * columns) / columns)
    let lines = Table.lines(
      [table.header] + table.rows.map { [Table.flat($0.first ?? "")] + $0.dropFirst() },
      widest: max(room, columns == 1 ? Console.width - first : room))
    for (i, line) in lines.enumerated() {
      try Console.line(i == 0 ? Console.bold(line) : line)
      for note in table.notes[i - 1] ?? [] { try Console.line(Console.dim("  " + note)) }
    }
    if table.rows.isEmpty {
      common.say(Localized(zh: "这些文件里没有可比的内容", en: "nothing to compare in these documents"))
    }
  }
}

extension ComparisonBasis: ExpressibleByArgument {}
extension MatrixOrder: ExpressibleByArgument {}
