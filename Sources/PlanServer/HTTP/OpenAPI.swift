package import PlanLibrary

/// The OpenAPI 3.1 description, made from the routes that answer, so that it cannot say anything else than they do.
package struct OpenAPI {
  private var components: [String: JSON] = [:]
  private let table: RouteTable

  package init(_ table: RouteTable) { self.table = table }

  /// - Parameter version: of the program.
  package mutating func document(version: String) -> JSON {
    var paths: [JSON.Field] = []
    for route in table.routes where route.isAPI {
      paths.append(JSON.Field(name: route.path, value: .fields(["get": operation(route)])))
    }
    _ = Problem.schema.json(&components)
    let schemas = components.sorted { $0.key < $1.key }.map { JSON.Field(name: $0.key, value: $0.value) }
    return .fields([
      "openapi": "3.1.0",
      "info": .fields([
        "title": "纲目 Gangmu", "version": .string(version),
        "description": "政策规划的账本：只读接口。A ledger of Chinese policy plans: read-only.",
        "license": .fields(["name": "Apache-2.0", "identifier": "Apache-2.0"]),
      ]),
      "servers": .array([.fields(["url": "/"])]), "paths": .object(paths),
      "components": .fields(["schemas": .object(schemas)]),
    ])
  }

  private mutating func operation(_ route: Route) -> JSON {
    let name = route.parts.map { part in
      switch part {
      case .fixed(let text): text.replacing(".", with: "_")
      case .parameter(let text): "by_" + text
      }
    }.joined(separator: "_")
    var responses = [
      JSON.Field(name: "200", value: .fields(["description": "答复 the answer", "content": content(route)]))
    ]
    if route.isCacheable {
      responses.append(JSON.Field(name: "304", value: .fields(["description": "与 If-None-Match 相同 unchanged"])))
    }
    for status in statuses(route) {
      responses.append(JSON.Field(name: status.code, value: problem(status.words)))
    }
    return .fields([
      "operationId": .string("get_" + name), "summary": .string(route.summary.label(.both)),
      "parameters": .array(route.parameters.map(parameter)), "responses": .object(responses),
    ])
  }

  /// Answers with a problem document that the route may give.
  private func statuses(_ route: Route) -> [(code: String, words: String)] {
    var out = [("400", "请求有误 the request is wrong")]
    if !route.parts.allSatisfy({ if case .fixed = $0 { true } else { false } }) {
      out.append(("404", "没有 no such thing"))
    }
    out += [("405", "只读 read-only"), ("414", "地址太长 address too long"), ("421", "主机名不对 not the host's name")]
    if route.needsLibrary { out.append(("503", "索引不能用 no usable index")) }
    return out.map { (code: $0.0, words: $0.1) }
  }

  private mutating func content(_ route: Route) -> JSON {
    .object(
      route.answers.map { answer in
        let schema = answer.schema?.json(&components) ?? .fields(["type": "string"])
        return JSON.Field(name: answer.type.rawValue, value: .fields(["schema": schema]))
      })
  }

  private mutating func problem(_ words: String) -> JSON {
    .fields([
      "description": .string(words),
      "content": .fields([
        "application/problem+json": .fields(["schema": Problem.schema.json(&components)])
      ]),
    ])
  }

  private func parameter(_ parameter: Parameter) -> JSON {
    var explode: JSON?
    if case .choices = parameter.kind { explode = false }
    return .fields([
      "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
      "required": .boolean(parameter.isRequired || parameter.place == .path),
      "description": .string(parameter.summary.label(.both)), "explode": explode, "schema": Self.schema(parameter),
      "example": parameter.example.map { Self.example($0, parameter.kind) },
    ])
  }

  private static func schema(_ parameter: Parameter) -> JSON {
    let least: JSON? = parameter.isRequired ? 1 : nil
    switch parameter.kind {
    case .text(let most):
      return .fields(["type": "string", "minLength": least, "maxLength": .integer(most), "pattern": "^[^\\u0000]*$"])
    case .texts(let values, let most):
      return .fields([
        "type": "array", "minItems": least, "maxItems": .integer(values),
        "items": .fields([
          "type": "string", "minLength": least, "maxLength": .integer(most), "pattern": "^[^\\u0000]*$",
        ]),
      ])
    case .integer(let range):
      return .fields([
        "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
        "default": parameter.preset.flatMap { Int($0) }.map { .integer($0) },
      ])
    case .choice(let known):
      return .fields(["type": "string", "enum": strings(known), "default": parameter.preset.map { .string($0) }])
    case .choices(let known):
      return .fields(["type": "array", "minItems": 1, "items": .fields(["type": "string", "enum": strings(known)])])
    }
  }

  private static func example(_ text: String, _ kind: Parameter.Kind) -> JSON {
    switch kind {
    case .text, .choice: .string(text)
    case .texts, .choices: strings(text.split(separator: ",").map(String.init))
    case .integer: Int(text).map { .integer($0) } ?? .null
    }
  }

  private static func strings(_ list: [String]) -> JSON { .array(list.map { .string($0) }) }
}
