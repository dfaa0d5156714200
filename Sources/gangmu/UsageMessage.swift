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
    guard message.unicodeScalars.allSatisfy({ $0.value < 0x2E80 }) || message.hasPrefix("Unknown option") else { return nil }
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
}
