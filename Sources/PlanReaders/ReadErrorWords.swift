import Foundation

/// What was seen where a text was expected.
package enum FoundBytes: Sendable, CaseIterable {
  /// In bytes that no encoding reads.
  case nulByte
  /// More of them than damage makes, in a text that reads.
  case nulCharacters
  case controls
  case utf32
  case undecodable

  package var words: (zh: String, en: String) {
    switch self {
    case .nulByte: ("空字节", "a NUL byte")
    case .nulCharacters: ("空字符", "a NUL character")
    case .controls: ("控制字符", "control characters")
    case .utf32: ("UTF-32 的字节序标记", "the byte order mark of UTF-32")
    case .undecodable: ("任何编码都读不通的字节", "bytes that no encoding reads")
    }
  }
}

/// What a path leads to that is no regular file.
package enum FileKind: Sendable, CaseIterable {
  case folder, pipe, socket, device

  package var words: (zh: String, en: String) {
    switch self {
    case .folder: ("文件夹", "a folder")
    case .pipe: ("管道", "a pipe")
    case .socket: ("套接字", "a socket")
    case .device: ("设备", "a device")
    }
  }
}

extension ForeignFormat {
  /// Its name; the English one is the raw value.
  var words: (zh: String, en: String) {
    let zh =
      switch self {
      case .archive: "gzip 或 tar"
      case .jsonl: "JSON 记录"
      case .image: "图片"
      case .media: "音视频"
      case .program: "程序"
      case .database: "SQLite 数据库"
      case .ole: "Office 97–2003（OLE）"
      case .doc: "Word 97（.doc）"
      case .docx: "Word（.docx）"
      case .xls: "Excel 97（.xls）"
      case .xlsx: "Excel（.xlsx）"
      case .pptx: "PowerPoint（.pptx）"
      case .odt: "OpenDocument（.odt）"
      case .ofd, .wps, .epub, .zip, .bzip2, .xz, .zstd, .sevenZip, .rar: rawValue
      }
    return (zh, rawValue)
  }

  /// Whether there may be readable files inside of it.
  var isPacked: Bool { [.archive, .bzip2, .xz, .zstd, .sevenZip, .rar].contains(self) }
}

extension ReadError {
  /// Why the system refused, in Chinese where it is one of the common reasons.
  static func reason(_ code: Int32) -> (zh: String, en: String) {
    let zh: [Int32: String] = [
      EACCES: "权限不足", EPERM: "权限不足", EIO: "读写错误", ELOOP: "链接循环", EMFILE: "打开的文件太多", ENFILE: "打开的文件太多", ENAMETOOLONG: "文件名太长", ENOMEM: "内存不足",
    ]
    return ((zh[code] ?? "系统错误") + " \(code)", "\(systemMessage(code)), errno \(code)")
  }
}
