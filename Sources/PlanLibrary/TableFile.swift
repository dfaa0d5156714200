import Foundation
import PlanReaders

/// A table that the user gives as a CSV file: hand-coded passages, metadata.
enum TableFile {
  /// The rows of the table at `path`; `failure` makes an error of a line, 0 for the whole file, and what is wrong there.
  ///
  /// Excel saves CSV in GB18030 on Chinese systems, and with tabs as “Unicode text”, so encoding and separator are told by evidence, as for
  /// plans. A quote that nobody closes
  /// would swallow the rest of the table: it is refused.
  static func rows(at path: String, _ failure: (Int, Localized) -> LibraryError) throws(LibraryError) -> [CSVReader.Row] {
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw failure(0, Localized(zh: "无法读取。请检查路径。", en: "cannot be read; check the path"))
    }
    guard let text = decodedText(Array(bytes)) else {
      throw failure(0, Localized(zh: "编码无法识别。请存为 UTF-8。", en: "unknown encoding; save it as UTF-8"))
    }
    if let line = CSVReader.unclosedQuote(text) {
      throw failure(
        line, Localized(zh: "这一行的引号 \" 没有配对；请补上，或写成 \"\"。", en: "a quote opens here and is never closed; close it, or write it twice"))
    }
    return CSVReader.rows(text, separator: CSVReader.separator(text))
  }
}
