package import PlanText

/// Why a file could not be read as a document. The values are what was found; `description` says it to the user,
/// in Chinese first, with the path in front and the next step at the end.
package enum ReadError: Error, Sendable, Hashable {
  /// The path does not exist.
  case missing(path: String)
  /// The system refused; `code` is the errno value.
  case unreadable(path: String, code: Int32)
  /// A folder where a file was expected, a device, a socket.
  case notRegular(path: String, found: FileKind)
  /// A symbolic link that leads out of the folder that was given.
  case outsideFolder(path: String, target: String)
  /// No bytes, or nothing but white space.
  case empty(path: String, bytes: Int)
  /// `bytes` is nil where the length is not known beforehand (standard input).
  case tooLarge(path: String, bytes: Int?, limit: Int)
  /// Not text: `found` names what was seen at byte `offset`.
  case binary(path: String, offset: Int, found: FoundBytes)
  /// A format that Gangmu knows but does not read yet.
  case notBuilt(path: String, format: ForeignFormat)
  /// More nested elements than allowed.
  case tooDeep(path: String, limit: Int)
  /// More elements and pieces of text than allowed.
  case tooManyNodes(path: String, limit: Int)
  /// The parser ran out of memory.
  case noMemory(path: String)
  /// Protected by a password; `entry` is the protected part of a package, nil for the whole file.
  case encrypted(path: String, entry: String?)
  /// A package or one of its parts is not what its format asks for.
  case damaged(path: String, entry: String?, problem: PackageProblem)
  /// A named limit of `ReaderLimits` was passed; `found` is nil where counting stopped at the limit.
  case overLimit(path: String, entry: String?, limit: LimitName, found: Int?, allowed: Int)
  /// Pages of pictures, or of letters without character codes: there is no text to read.
  case needsOCR(path: String, pages: Int, reason: PictureReason)
  /// The program that reads the format is not installed; `package` is Debian's name of what holds it.
  case noConverter(path: String, format: DocumentFormat, program: String, package: String)
  /// The program gave up, with what it said first on its standard error, or a signal ended it.
  case converterFailed(path: String, program: String, ending: ChildEnding, said: String)
}

/// Why pages hold no text.
package enum PictureReason: String, Sendable, CaseIterable {
  /// Scanned or photographed.
  case pictures
  /// The font does not say which characters its letters are.
  case uncodedLetters
}

/// What is wrong with a package (ZIP with XML parts) or archive.
package enum PackageProblem: Sendable, Hashable {
  /// No ZIP archive, or one that contradicts itself.
  case archive
  /// The unpacked bytes of the part are not those that were packed.
  case checksum
  /// A way of compression that is not known, by its number.
  case compression(Int)
  /// The part is longer or shorter than the archive says.
  case size(claimed: Int, found: Int)
  /// An archive (tar, WARC) without the head of an entry where one should be.
  case header
  /// A packed stream that ends early, behind so many unpacked bytes.
  case cutOff(at: Int)
  /// Bytes that are not packed behind so many unpacked ones of a packed stream.
  case strayBytes(at: Int)
  /// XML that is not well-formed; `code` is libxml2's error number.
  case xml(line: Int, code: Int)
  /// A document type, which could declare entities and which no package may have.
  case documentType(line: Int)
  /// A part that the format needs is not there.
  case missingPart
  /// The part is there and has not the element that the format needs.
  case missingElement(String)
  /// A record that is no JSON object.
  case json(line: Int)
  /// A body of the web that is packed in a way that is not known.
  case contentCoding(String)
  /// A record without a column that could be its text; the columns that it has.
  case noTextColumn([String])
}

/// The settings of `ReaderLimits`, by name.
package enum LimitName: String, Sendable, CaseIterable {
  case bytes, depth, nodes, expandedBytes, expansionRatio, entries, pages, archiveDepth, seconds, converterBytes
}

/// Formats that are recognised, to say so, but not read.
package enum ForeignFormat: String, Sendable, CaseIterable {
  case ofd = "OFD"
  case doc = "Word 97 (.doc)"
  /// The old container of Word, Excel and PowerPoint under a name of the new formats.
  case ole = "Office 97–2003 (OLE)"
  case docx = "Word (.docx)"
  case xls = "Excel 97 (.xls)"
  case xlsx = "Excel (.xlsx)"
  case pptx = "PowerPoint (.pptx)"
  case odt = "OpenDocument (.odt)"
  case wps = "WPS"
  case epub = "EPUB"
  case zip = "ZIP"
  /// Read as a file of its own, not from standard input or under the name of a document.
  case archive = "gzip or tar"
  case bzip2
  case xz
  case zstd
  case sevenZip = "7z"
  case rar = "RAR"
  case jsonl = "JSON records"
  case image = "image"
  case media = "audio or video"
  case program = "program"
  case database = "SQLite database"
}

extension ReadError: CustomStringConvertible {
  /// The file or folder the error is about, as it was given.
  package var path: String {
    switch self {
    case .missing(let path), .unreadable(let path, _), .notRegular(let path, _), .outsideFolder(let path, _),
      .empty(let path, _), .tooLarge(let path, _, _), .binary(let path, _, _), .notBuilt(let path, _),
      .tooDeep(let path, _), .tooManyNodes(let path, _), .noMemory(let path), .encrypted(let path, _),
      .damaged(let path, _, _), .overLimit(let path, _, _, _, _), .needsOCR(let path, _, _),
      .noConverter(let path, _, _, _), .converterFailed(let path, _, _, _):
      path
    }
  }

  package var description: String {
    let (chinese, english) = message
    return "\(path): \(chinese) / \(english)"
  }

  /// What is wrong and what to do, without the path.
  package var message: (chinese: String, english: String) {
    switch self {
    case .missing:
      ("没有这个文件或文件夹。请检查路径。", "no such file or folder; check the path")
    case .unreadable(_, let code):
      (
        "无法读取（\(Self.reason(code).zh)）。请检查权限后重试。", "cannot be read (\(Self.reason(code).en)); check its permissions and try again"
      )
    case .notRegular(_, let found):
      ("是\(found.words.zh)，不是普通文件。请给出文本或网页文件。", "found \(found.words.en), expected a regular file; give a text or HTML file")
    case .outsideFolder(_, let target):
      (
        "是指向文件夹之外（\(target)）的链接，已跳过。需要时请直接给出该路径。",
        "is a link out of the folder, to \(target), and was skipped; name that path if you want it"
      )
    case .empty(_, let bytes):
      bytes == 0
        ? ("文件是空的（0 字节）。请检查下载是否完整。", "is empty (0 bytes), expected text; check the download")
        : ("只有空白，没有正文（\(bytes) 字节）。请检查文件。", "holds \(bytes) bytes but no text; check the file")
    case .tooLarge(_, let bytes, let limit):
      (
        "太大：\(bytes.map { "\($0) 字节" } ?? "超过上限")，上限 \(limit) 字节。请拆分文件或提高上限。",
        "too large: \(bytes.map { "\($0) bytes" } ?? "more than the limit"), expected at most \(limit); split it or raise the limit"
      )
    case .binary(_, let offset, let found):
      (
        "不是文本：第 \(offset) 字节处是\(found.words.zh)。请转换成 UTF-8 文本或 HTML。",
        "not text: \(found.words.en) at byte \(offset), expected text; convert it to UTF-8 text or HTML"
      )
    case .notBuilt(_, let format):
      format.isPacked
        ? (
          "是 \(format.words.zh) 压缩文件，不能在此解开。请解压后收录，或以 ZIP、tar、gzip 文件给出。",
          "format not built yet: \(format.words.en), expected a document; unpack it, or give it as a file in ZIP, tar or gzip"
        )
        : (
          "是 \(format.words.zh) 格式，目前还不能读取。请另存为文本或 HTML。",
          "format not built yet: \(format.words.en), expected text or HTML; save it as text or HTML"
        )
    case .tooDeep(_, let limit):
      ("网页标签嵌套超过 \(limit) 层。请检查文件是否损坏。", "more than \(limit) nested HTML elements; check whether the file is damaged")
    case .tooManyNodes(_, let limit):
      ("网页节点超过 \(limit) 个。请拆分文件或提高上限。", "more than \(limit) HTML nodes; split the file or raise the limit")
    case .noMemory:
      ("内存不足。请关闭其他程序或拆分文件。", "not enough memory; close other programs or split the file")
    case .encrypted(_, let entry):
      (
        "\(Self.place(entry).zh)受密码保护。请用原软件取消密码后另存。",
        "\(Self.place(entry).en)is protected by a password; save it without one"
      )
    case .damaged(_, let entry, let problem):
      (
        "\(Self.place(entry).zh)\(problem.message.zh)。请重新下载，或用原软件打开后另存。",
        "\(Self.place(entry).en)\(problem.message.en); download it again, or open and save it with the program it came from"
      )
    case .overLimit(_, let entry, let limit, let found, let allowed):
      (
        "\(Self.place(entry).zh)\(limit.words.zh)\(found.map { " \($0)" } ?? "")超过上限 \(allowed)（\(limit.rawValue)）。请检查文件来源；确属正常时拆分文件或提高上限。",
        "\(Self.place(entry).en)\(limit.words.en)\(found.map { " is \($0)" } ?? " passed the limit"), expected at most \(allowed) (\(limit.rawValue)); check where the file comes from, split it or raise the limit"
      )
    case .needsOCR(_, let pages, let reason):
      (
        "needs_ocr：\(pages) 页\(reason.words.zh)，没有可读的文字，未收录。请先做文字识别（OCR）再收录。",
        "needs_ocr: \(pages) pages \(reason.words.en), expected text; run character recognition (OCR) first"
      )
    case .noConverter(_, let format, let program, let package):
      (
        "读取 \(format.rawValue) 需要程序 \(program)，系统里没有。请运行 apt-get install \(package) 后重试。",
        "found no program \(program), which reading \(format.rawValue) needs; run apt-get install \(package) and try again"
      )
    case .converterFailed(_, let program, let ending, let said):
      (
        "\(program) 打不开这个文件（\(ending.words.zh)\(said.isEmpty ? "" : "：" + said)）。请重新下载，或用原软件打开后另存。",
        "\(program) could not read it (\(ending.words.en)\(said.isEmpty ? "" : ": " + said)); download it again, or open and save it with the program it came from"
      )
    }
  }

  /// `entry` in front of a message.
  private static func place(_ entry: String?) -> (zh: String, en: String) {
    entry.map { ("其中的 \($0) ", "its part \($0): ") } ?? ("", "")
  }
}

extension PackageProblem {
  /// Found and expected.
  fileprivate var message: (zh: String, en: String) {
    switch self {
    case .archive: ("不是完好的 ZIP 压缩包", "found no sound ZIP archive")
    case .checksum: ("校验和不符", "found other bytes than were packed (checksum)")
    case .compression(let method): ("压缩方式 \(method) 无法识别", "found compression method \(method), expected stored or deflated")
    case .size(let claimed, let found):
      ("长度应为 \(claimed) 字节，实有 \(found)", "found \(found) bytes, expected \(claimed)")
    case .header: ("条目头损坏", "found a damaged head of an entry")
    case .cutOff(let at): ("在解压 \(at) 字节后中断", "ends early, behind \(at) unpacked bytes")
    case .strayBytes(let at): ("解压 \(at) 字节后是别的字节，其后未读", "has other bytes than packed ones behind \(at) unpacked bytes; they and the rest were not read")
    case .xml(let line, let code): ("第 \(line) 行不是合格的 XML（\(code)）", "line \(line) is no well-formed XML (libxml2 error \(code))")
    case .documentType(let line):
      ("第 \(line) 行有文档类型声明（DOCTYPE），不予读取", "found a document type at line \(line), expected none; entities are not read")
    case .missingPart: ("不存在", "is not there, but the format needs it")
    case .missingElement(let name): ("缺少 \(name) 元素", "has no element \(name), but the format needs it")
    case .json(let line): ("第 \(line) 行不是合格的 JSON 对象", "found no JSON object at line \(line), expected one")
    case .contentCoding(let name):
      (
        "网页内容以 \(name) 编码压缩，本程序只解 gzip 和 deflate；抓取时请不要请求 \(name)（Accept-Encoding: gzip）",
        "found a body in the content coding \(name), expected gzip, deflate or none; fetch it without \(name) (Accept-Encoding: gzip)"
      )
    case .noTextColumn(let names):
      (
        "没有正文列（有 \(names.prefix(8).joined(separator: "、"))），请用 --text-column 指明",
        "found the columns \(names.prefix(8).joined(separator: ", ")), expected one with the text, such as full_text; name it with --text-column"
      )
    }
  }
}

extension LimitName {
  fileprivate var words: (zh: String, en: String) {
    switch self {
    case .bytes: ("字节数", "its length in bytes")
    case .depth: ("嵌套层数", "the nesting of its elements")
    case .nodes: ("节点数", "its number of nodes")
    case .expandedBytes: ("解压后的字节数", "its unpacked length in bytes")
    case .expansionRatio: ("压缩比", "its ratio of unpacked to packed bytes")
    case .entries: ("条目数", "its number of entries")
    case .pages: ("页数", "its number of pages")
    case .archiveDepth: ("压缩包嵌套层数", "the nesting of archives")
    case .seconds: ("读取用时（秒）", "the seconds that reading it takes")
    case .converterBytes: ("读取所用内存字节数", "the bytes of memory that reading it takes")
    }
  }
}

extension PictureReason {
  /// What is wrong with the pages.
  package var words: (zh: String, en: String) {
    switch self {
    case .pictures: ("是扫描或图片", "are scans or pictures")
    case .uncodedLetters: ("的字体没有字符编码", "are set in fonts without character codes")
    }
  }
}

extension ChildEnding {
  fileprivate var words: (zh: String, en: String) {
    switch self {
    case .exited(let status): ("退出码 \(status)", "exit status \(status)")
    case .signalled(let number): ("被信号 \(number) 终止", "ended by signal \(number)")
    }
  }
}
