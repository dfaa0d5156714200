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

  package var description: String {
    switch self {
    case .missing(let file):
      "\(file): the lexicon file is missing; expected it in the folder Lexicon; reinstall or restore it"
    case .notText(let file, let offset):
      "\(file): byte \(offset) is not UTF-8; expected a UTF-8 table; save the file as UTF-8"
    case .badHeader(let file, let line, let found, let expected):
      "\(file):\(line): the columns are \(found.joined(separator: ", ")); expected "
        + "\(expected.joined(separator: ", ")); correct the header"
    case .wrongCells(let file, let line, let found, let expected):
      "\(file):\(line): \(found) cells; expected \(expected), separated by tabs; add or remove tabs"
    case .emptyCell(let file, let line, let column):
      "\(file):\(line): the cell \(column) is empty; expected a value; fill it in"
    case .unknownValue(let file, let line, let column, let found, let expected):
      "\(file):\(line): \(column) is \(found); expected one of \(expected.joined(separator: ", ")); correct it"
    case .duplicate(let file, let line, let word, let firstLine):
      "\(file):\(line): \(word) stands already in line \(firstLine); expected each word once; remove one of them"
    }
  }
}
