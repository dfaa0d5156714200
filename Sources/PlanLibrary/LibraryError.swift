package import SearchIndex

/// Everything that can go wrong with an index folder or with a run of a command. A file that cannot be read is not
/// here: that is a result of the ingest (see `IngestFailure`).
package enum LibraryError: Error, Sendable {
  /// The folder holds no catalogue.
  case noIndex(folder: String)
  /// Another writer is at work; its process id if the lock file says so.
  case locked(folder: String, pid: Int?)
  /// The file is no catalogue, or SQLite found it damaged.
  case damagedCatalogue(path: String, detail: String)
  /// The catalogue was written by another version of this program.
  case otherSchema(path: String, found: Int, expected: Int)
  /// The index was folded in another way than this program folds queries.
  case otherAnalyzer(folder: String, found: String, expected: String)
  case readOnly(path: String)
  case diskFull(path: String)
  /// A failing system call.
  case system(path: String, operation: String, errno: Int32)
  /// Any other answer of SQLite.
  case sqlite(path: String, code: Int, message: String)
  case index(IndexError)
  case query(QueryError)
  case rules(file: String, reason: String)
  /// A user's own rules or lexicons are wrong; the words say where and how.
  case userRules(Localized)
  case noDocument(name: String)
  case ambiguousDocument(name: String, candidates: [String])
  /// A line of a metadata table that cannot be used.
  case metadata(path: String, line: Int, reason: Localized)
  /// A hand-coded table that cannot be used; line 0 for the whole file.
  case table(path: String, line: Int, reason: Localized)
  /// A gold file that cannot be read.
  case gold(path: String, reason: Localized)
  /// A command line that asks for something impossible.
  case usage(Localized)
  /// Foreseen by the contract, built later.
  case notBuilt(feature: Localized)

  /// Exit status of a command that ends with this error (sysexits.h).
  package var exitStatus: Int32 {
    switch self {
    case .query, .noDocument, .ambiguousDocument, .metadata, .table, .userRules, .notBuilt, .gold, .usage: 64
    case .rules: 70
    case .noIndex, .locked, .damagedCatalogue, .otherSchema, .otherAnalyzer, .readOnly, .diskFull, .system, .sqlite,
      .index:
      74
    }
  }

  /// What was found, what was expected, the next step.
  package var message: Localized {
    switch self {
    case .noIndex(let folder):
      Localized(
        zh: "\(folder)：这里没有索引（缺 catalogue.sqlite）。请先运行：gangmu ingest 文件夹 --index \(folder)",
        en: "\(folder): no index here (catalogue.sqlite is missing). Run first: gangmu ingest FOLDER --index \(folder)")
    case .locked(let folder, let pid):
      Localized(
        zh: "\(folder)：\(pid.map { "另一个进程（\($0)）" } ?? "别的程序（例如备份）")正在写入或占用。请等它结束后再试。",
        en:
          "\(folder): \(pid.map { "another process (pid \($0))" } ?? "another program, such as a backup,") holds the writer's lock. Try again when it has ended."
      )
    case .damagedCatalogue(let path, let detail):
      Localized(
        zh: "\(path)：目录库已损坏（\(detail)）。请把索引文件夹移开，再用 gangmu ingest 重建。",
        en:
          "\(path): the catalogue is damaged (\(detail)). Move the index folder away and build it anew with gangmu ingest."
      )
    case .otherSchema(let path, let found, let expected):
      Localized(
        zh: "\(path)：目录库版本为 \(found)，本程序使用 \(expected)。请用 gangmu ingest 建立新索引。",
        en:
          "\(path): the catalogue has schema version \(found), this program uses \(expected). Build a new index with gangmu ingest."
      )
    case .otherAnalyzer(let folder, let found, let expected):
      Localized(
        zh: "\(folder)：索引的归一方式是 \(found)，本程序是 \(expected)。请用 gangmu ingest --index 新文件夹 重建。",
        en:
          "\(folder): the index was folded as \(found), this program folds as \(expected). Build a new one: gangmu ingest … --index NEW"
      )
    case .readOnly(let path):
      Localized(
        zh: "\(path)：不可写。请检查权限，或用 --index 指定别的文件夹；已有内容保持原样。",
        en:
          "\(path): not writable. Check its permissions or choose another folder with --index; what is stored is unchanged."
      )
    case .diskFull(let path):
      Localized(
        zh: "\(path)：磁盘已满。本批未写入，先前内容保持原样；腾出空间后再运行同一命令即可继续。",
        en:
          "\(path): the disk is full. This batch was not written, what was stored is unchanged; free some space and run the same command again."
      )
    case .system(let path, let operation, let code):
      Localized(
        zh: "\(path)：\(operation) 失败：\(systemReason(code))", en: "\(path): \(operation) failed: \(systemReason(code))")
    case .sqlite(let path, let code, let message):
      Localized(zh: "\(path)：SQLite 错误 \(code)：\(message)", en: "\(path): SQLite error \(code): \(message)")
    case .index(let error):
      error.message
    case .query(let error):
      error.message
    case .rules(let file, let reason):
      Localized(zh: "规则文件 \(file)：\(reason)", en: "rules \(file): \(reason)")
    case .userRules(let words): words
    case .noDocument(let name):
      Localized(
        zh: "\(name)：没有这份文件。可用编号、编号开头、路径或文件名；gangmu export documents 列出全部。",
        en:
          "\(name): no such document. Give an id, the start of an id, a path or a file name; gangmu export documents lists them all."
      )
    case .ambiguousDocument(let name, let candidates):
      Localized(
        zh: "\(name)：不止一份文件与之相符：\(candidates.joined(separator: "，"))。请写得更长一些。",
        en: "\(name): several documents match: \(candidates.joined(separator: ", ")). Give more of it.")
    case .metadata(let path, let line, let reason), .table(let path, let line, let reason):
      Localized(zh: reason.zh, en: reason.en, place: line > 0 ? "\(path):\(line)" : path)
    case .gold(let path, let reason): Localized(zh: reason.zh, en: reason.en, place: path)
    case .usage(let words):
      words
    case .notBuilt(let feature):
      Localized(zh: "尚未实现：\(feature.zh)", en: "not built yet: \(feature.en)")
    }
  }
}
