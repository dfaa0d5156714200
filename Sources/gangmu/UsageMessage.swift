import ArgumentParser

/// Words in Chinese beside what the argument parser says of a command line that it cannot read.
enum UsageMessage {
  /// Prints them in front of the parser's own message, which follows.
  static func explain(_ error: any Error, arguments: [String]) {
    guard !(error is ExitCode), Gangmu.exitCode(for: error) == .validationFailure, let words = words(for: Gangmu.message(for: error), arguments) else { return }
    Console.error(words)
  }

  /// The message in Chinese; nil for one that speaks Chinese already.
  static func words(for message: String, _ arguments: [String]) -> String? {
    if let named = arguments.dropFirst().first, !named.hasPrefix("-"), !commands.contains(named) { return unknown(named) }
    // what the user wrote stands in the message, too
    let parser = message.split(separator: "'", omittingEmptySubsequences: false).enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
    guard parser.allSatisfy({ $0.unicodeScalars.allSatisfy { $0.value < 0x2E80 } }) || message.hasPrefix("Unknown option") else { return nil }
    let quoted = message.split(separator: "'", omittingEmptySubsequences: false).dropFirst().first.map(String.init) ?? ""
    if message.hasPrefix("Unknown option") {
      // search -科普: a word that begins with - is taken for an option.
      let word = arguments.dropFirst().first { $0.hasPrefix("-") && $0.unicodeScalars.contains { $0.value >= 0x2E80 } }
      if let word { return "“\(word)”以 - 起头，被当作选项。排除一个词请写 NOT \(word.drop { $0 == "-" })；要查找它本身，请在前面加 -- 。" }
      return "没有 \(quoted) 这个选项；--help 列出全部选项。"
    }
    if message.hasPrefix("Missing expected argument") { return "缺少 \(quoted)；--help 有用法和例子。" }
    if message.hasPrefix("Missing value for") { return "\(quoted) 后面缺少值；--help 有用法和例子。" }
    if message.contains("is invalid for") { return "“\(quoted)”用在这里不对；--help 列出可用的值。" }
    if message.contains("unexpected argument") { return "多出“\(quoted)”；--help 有用法和例子。" }
    return "命令写得不对；--help 有用法和例子。"
  }

  private static var commands: [String] { Gangmu.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"] }

  /// A command that there is not, with the one that was meant if it is near.
  private static func unknown(_ name: String) -> String {
    let near = commands.map { (name: $0, distance: distance(name, $0)) }.min { $0.distance < $1.distance }
    guard let near, near.distance <= 2 else { return "没有“\(name)”这个命令；--help 列出全部命令。 There is no command “\(name)”; --help lists all." }
    return "没有“\(name)”这个命令，是不是 \(near.name)？ There is no command “\(name)”; did you mean \(near.name)?"
  }

  /// How many letters of `a` must be changed, added or taken out to make `b` (Levenshtein 1966).
  private static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.prefix(longestName)), Array(b))
    var row = Array(0...b.count)
    for i in a.indices {
      var corner = row[0]
      row[0] = i + 1
      for j in b.indices {
        let above = row[j + 1]
        row[j + 1] = a[i] == b[j] ? corner : min(corner, above, row[j]) + 1
        corner = above
      }
    }
    return row[b.count]
  }

  private static let longestName = 40
}
