package import PlanLibrary

/// What a request ends with that cannot be answered: a problem document (RFC 9457) from the API, a page of its own
/// otherwise.
package struct Problem: Error, Sendable {
  package let status: Int
  /// Names the kind of problem; `/help#problem-SLUG` explains it.
  package let slug: String
  package let title: Localized
  /// What was found, what was expected, the next step.
  package let detail: Localized
  /// Members of the document besides those of the standard.
  package let members: [JSON.Field]
  /// For the log only.
  package let internalDetail: String?
  /// Methods that would do, of a 405.
  package var allowed: String?

  package init(
    _ status: Int, _ slug: String, title: Localized, detail: Localized, members: [JSON.Field] = [],
    internalDetail: String? = nil
  ) {
    self.status = status
    self.slug = slug
    self.title = title
    self.detail = detail
    self.members = members
    self.internalDetail = internalDetail
  }

  /// The document. `instance` is the request's target.
  package func document(instance: String) -> [UInt8] {
    let fields: [JSON.Field] = [
      JSON.Field(name: "type", value: .string("/help#problem-" + slug)),
      JSON.Field(name: "title", value: .string(title.label(.both))),
      JSON.Field(name: "status", value: .integer(status)),
      JSON.Field(name: "detail", value: .string(detail.text(.both))),
      JSON.Field(name: "detail_zh", value: .string(detail.text(.zh))),
      JSON.Field(name: "detail_en", value: .string(detail.text(.en))),
      JSON.Field(name: "instance", value: .string(String(instance.prefix(500)))),
    ]
    return JSON.object(fields + members).bytes
  }

  package static let schema = Schema.named(
    "Problem",
    .object([
      .init("type", .string), .init("title", .string), .init("status", .integer), .init("detail", .string),
      .init("detail_zh", .string), .init("detail_en", .string), .init("instance", .string),
      .init("position", .integer, isRequired: false), .init("picture", .nullable(.string), isRequired: false),
      .init("parameter", .string, isRequired: false), .init("candidates", .array(.string), isRequired: false),
    ]))
}

extension Problem {
  static func badTarget(_ target: String) -> Problem {
    Problem(
      400, "bad-target", title: Localized(zh: "地址有误", en: "the address is malformed"),
      detail: Localized(
        zh: "地址里的百分号编码不完整，或不是 UTF-8。请按 UTF-8 编码后重试。",
        en: "a percent-encoding in the address is incomplete or not UTF-8; encode it as UTF-8 and try again"))
  }

  static func targetTooLong(limit: Int) -> Problem {
    Problem(
      414, "target-too-long", title: Localized(zh: "地址太长", en: "the address is too long"),
      detail: Localized(
        zh: "地址最长 \(limit) 字节。查询请写短些，或分几次查。", en: "an address has at most \(limit) bytes; ask less in one request"))
  }

  static func bodyTooLong(limit: Int) -> Problem {
    Problem(
      413, "body-too-long", title: Localized(zh: "内容太长", en: "the body is too long"),
      detail: Localized(zh: "表单最长 \(limit) 字节。请分几次提交。", en: "a form has at most \(limit) bytes; send it in parts"))
  }

  static let notFound = Problem(
    404, "not-found", title: Localized(zh: "没有这个地址", en: "no such address"),
    detail: Localized(
      zh: "接口的地址见 /openapi.json，页面见首页。", en: "the API's addresses are in /openapi.json, the pages start at /"))

  static func methodNotAllowed(_ allowed: String) -> Problem {
    var problem = Problem(
      405, "method-not-allowed", title: Localized(zh: "不支持这种请求方法", en: "the method is not allowed here"),
      detail: Localized(zh: "这里只接受 \(allowed)。本服务只读。", en: "only \(allowed) will do here; the server is read-only"))
    problem.allowed = allowed
    return problem
  }

  static func foreignHost(_ name: String) -> Problem {
    Problem(
      421, "foreign-host", title: Localized(zh: "主机名不对", en: "not the host's name"),
      detail: Localized(
        zh: "本服务只对本机开放，不认识主机名“\(name.prefix(100))”。请用 http://127.0.0.1 打开，或启动时加 --allow-host。",
        en:
          "this server is open to this computer only and does not go by “\(name.prefix(100))”; open http://127.0.0.1, or start it with --allow-host"
      ))
  }

  static func parameter(_ name: String, _ detail: Localized) -> Problem {
    Problem(
      400, "bad-parameter", title: Localized(zh: "参数有误", en: "a parameter is wrong"),
      detail: Localized(zh: "\(name)：\(detail.zh)", en: "\(name): \(detail.en)"),
      members: [JSON.Field(name: "parameter", value: .string(name))])
  }

  /// What the body gives, its errors told as problems.
  static func mapping<T>(_ body: () throws -> T) throws(Problem) -> T {
    do {
      return try body()
    } catch let error as LibraryError {
      throw Problem(error)
    } catch {
      throw .unexpected(error)
    }
  }

  static func unexpected(_ error: any Error) -> Problem {
    Problem(
      500, "internal", title: Localized(zh: "服务内部出错", en: "something went wrong inside"),
      detail: Localized(zh: "原因已写入服务日志。", en: "the reason is in the server's log"), internalDetail: "\(error)")
  }
}

extension Problem {
  /// What the library could not do, as an answer. Paths of this computer stay in the log.
  package init(_ error: LibraryError) {
    let message = error.message
    switch error {
    case .query(let query):
      self.init(
        400, "bad-query", title: Localized(zh: "查询写法有误", en: "the query cannot be understood"), detail: message,
        members: [
          JSON.Field(name: "position", value: .integer(query.position)),
          JSON.Field(name: "picture", value: .text(message.picture)),
        ])
    case .noDocument(let name):
      self.init(
        404, "no-document", title: Localized(zh: "没有这份文件", en: "no such document"),
        detail: Localized(
          zh: "没有“\(name.prefix(200))”。/api/documents 列出全部文件。",
          en: "there is no “\(name.prefix(200))”; /api/documents lists all documents"))
    case .ambiguousDocument(_, let candidates):
      self.init(
        400, "ambiguous-document", title: Localized(zh: "不止一份文件相符", en: "several documents match"), detail: message,
        members: [JSON.Field(name: "candidates", value: .array(candidates.map { .string($0) }))])
    case .usage, .metadata, .table, .gold:
      self.init(400, "bad-request", title: Localized(zh: "请求有误", en: "the request is wrong"), detail: message)
    case .notBuilt:
      self.init(501, "not-built", title: Localized(zh: "尚未实现", en: "not built yet"), detail: message)
    case .noIndex:
      self.init(
        503, "no-index", title: Localized(zh: "还没有索引", en: "there is no index yet"),
        detail: Localized(
          zh: "索引文件夹里还没有内容。请先运行 gangmu ingest 文件夹，随后刷新即可。",
          en: "the index folder is empty; run gangmu ingest FOLDER, then ask again"), internalDetail: message.en)
    case .locked, .damagedCatalogue, .otherSchema, .otherAnalyzer, .readOnly, .diskFull, .system, .sqlite, .index,
      .rules,
      .userRules:
      self.init(
        503, "index-unavailable", title: Localized(zh: "索引暂时不能用", en: "the index cannot be used at the moment"),
        detail: Localized(
          zh: "原因已写入服务日志。可用 gangmu verify 检查索引。",
          en: "the reason is in the server's log; gangmu verify checks the index"),
        internalDetail: message.en)
    }
  }
}
