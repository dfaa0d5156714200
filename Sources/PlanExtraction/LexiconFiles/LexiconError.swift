/// What can be wrong with a lexicon file. Every case names the file and, where there is one, the line.
package enum LexiconError: Error, Equatable, CustomStringConvertible {
  /// The file is not among the resources.
  case missing(file: String)
  /// The file is not valid UTF-8; `offset` counts bytes.
  case notText(file: String, offset: Int)
  /// The first line that is no comment has to name the columns.
  case badHeader(file: String, line: Int, found: [String], expected: [String])
  case wrongCells(file: String, line: Int, found: Int, expected: Int)
  case emptyCell(file: String, line: Int, column: String)
  case unknownValue(file: String, line: Int, column: String, found: String, expected: [String])
  case duplicate(file: String, line: Int, word: String, firstLine: Int)

  package var description: String { "\(place): \(words.zh) / \(words.en)" }

  /// File and line.
  package var place: String { message.place }

  /// What was found, what was expected and the next step.
  package var words: Bilingual { Bilingual(zh: message.zh, en: message.en) }

  private var message: (place: String, zh: String, en: String) {
    switch self {
    case .missing(let file):
      (file, "缺这个词表；它应在文件夹 Lexicon 中；请重新安装", "the lexicon file is missing; expected it in the folder Lexicon; reinstall or restore it")
    case .notText(let file, let offset):
      (file, "第 \(offset) 字节不是 UTF-8；请另存为 UTF-8", "byte \(offset) is not UTF-8; expected a UTF-8 table; save the file as UTF-8")
    case .badHeader(let file, let line, let found, let expected):
      (
        "\(file):\(line)", "栏名是 \(found.joined(separator: "、"))，应为 \(expected.joined(separator: "、"))；请改表头",
        "the columns are \(found.joined(separator: ", ")); expected \(expected.joined(separator: ", ")); correct the header"
      )
    case .wrongCells(let file, let line, let found, let expected):
      (
        "\(file):\(line)", "有 \(found) 栏，应为 \(expected) 栏，以制表符分隔；请增删制表符",
        "\(found) cells; expected \(expected), separated by tabs; add or remove tabs"
      )
    case .emptyCell(let file, let line, let column):
      ("\(file):\(line)", "\(column) 一栏是空的；请填上", "the cell \(column) is empty; expected a value; fill it in")
    case .unknownValue(let file, let line, let column, let found, let expected):
      (
        "\(file):\(line)", "\(column) 是 \(found)，应为 \(expected.joined(separator: "、")) 之一；请更正",
        "\(column) is \(found); expected one of \(expected.joined(separator: ", ")); correct it"
      )
    case .duplicate(let file, let line, let word, let firstLine):
      (
        "\(file):\(line)", "\(word) 已在第 \(firstLine) 行；每个词只写一次；请删去一处",
        "\(word) stands already in line \(firstLine); expected each word once; remove one of them"
      )
    }
  }
}
