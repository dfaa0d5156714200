import Foundation
import PlanLibrary
import Testing

@testable import PlanServer

@Suite struct OpenAPITests {
  /// The paths with values in the place of parameters, and the media types that each is asked for.
  private static let requests: [(path: String, target: String)] = [
    ("/api/search", "/api/search?q=%E7%A7%91%E6%99%AE&facets=province,owner"),
    ("/api/search", "/api/search?q=%E7%A7%91%E6%99%AE&group=document"),
    ("/api/search", "/api/search?q=%E7%81%AB%E6%98%9F"), ("/api/documents/{id}", "/api/documents/river.txt"),
    ("/api/documents/{id}/source", "/api/documents/river.txt/source"), ("/api/documents", "/api/documents"),
    ("/api/sections", "/api/sections"),
    ("/api/targets", "/api/targets"), ("/api/obligations", "/api/obligations"), ("/api/owners", "/api/owners"),
    ("/api/assignments", "/api/assignments"), ("/api/damage", "/api/damage"),
    ("/api/compare", "/api/compare?of=river.txt&of=hostile.txt&of=nowhere"),
    ("/api/compare", "/api/compare?of=river.txt&of=pass.txt&by=sections"),
    ("/api/compare", "/api/compare?of=river.txt&of=pass.txt&by=terms"),
    ("/api/compare", "/api/compare?of=river.txt&of=hostile.txt&by=reuse"),
    ("/api/compare", "/api/compare?q=%E7%A7%91%E6%99%AE"),
    ("/api/concordance", "/api/concordance?q=%E7%A7%91%E6%99%AE&order=left"),
    ("/api/frequency", "/api/frequency?q=%E7%A7%91%E6%99%AE&by=year,place"),
    ("/api/stats", "/api/stats"),
    ("/healthz", "/healthz"),
    ("/metrics", "/metrics"), ("/openapi.json", "/openapi.json"),
  ]

  private func description(_ bench: Bench) throws -> [String: Any] {
    let document = bench.get("/openapi.json").object
    #expect((document["openapi"] as? String)?.hasPrefix("3.1") == true)
    return document
  }

  @Test func `Every address of the description answers, as described, and there is no other`() async throws {
    let bench = try await Bench.shared
    let document = try description(bench)
    let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
    #expect(Set(paths.keys) == Set(Self.requests.map(\.path)))
    #expect(Set(paths.keys) == Set(bench.workbench.table.routes.filter(\.isAPI).map(\.path)))
    for (path, target) in Self.requests {
      let answer = bench.get(target)
      #expect(answer.status == 200, "\(target)")
      #expect(answer.route == path)
      let responses = try #require(paths[path]?["get"]?["responses"] as? [String: [String: Any]])
      let content = try #require(responses["200"]?["content"] as? [String: [String: Any]])
      let type = try #require(answer.header("content-type"))
      let media = try #require(content.first { type.hasPrefix($0.key) }, "\(type) of \(target)")
      guard type == "application/json" else { continue }
      let schema = try #require(media.value["schema"] as? [String: Any])
      let faults = SchemaCheck(document: document).faults(try #require(answer.json), schema, at: path)
      #expect(faults == [], "\(target)")
    }
  }

  @Test func `Parameters of the description are those that are taken, each with its limit`() async throws {
    let bench = try await Bench.shared
    let document = try description(bench)
    let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
    for route in bench.workbench.table.routes where route.isAPI {
      let described = try #require(paths[route.path]?["get"]?["parameters"] as? [[String: Any]])
      #expect(described.compactMap { $0["name"] as? String } == route.parameters.map(\.name))
      for parameter in described {
        let schema = try #require(parameter["schema"] as? [String: Any])
        let isLimited = ["maxLength", "maximum", "maxItems", "enum", "items"].contains { schema[$0] != nil }
        #expect(isLimited, "\(route.path) \(parameter["name"] ?? "")")
      }
    }
  }

  @Test func `Problems are as described`() async throws {
    let bench = try await Bench.shared
    let document = try description(bench)
    for target in ["/api/search?q=(((", "/api/documents/none", "/api/targets?limit=x"] {
      let faults = SchemaCheck(document: document).faults(
        try #require(bench.get(target).json), ["$ref": "#/components/schemas/Problem"], at: target)
      #expect(faults == [])
    }
  }
}

/// Reads as much of JSON Schema as the description uses.
struct SchemaCheck {
  let document: [String: Any]

  func faults(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
    if let reference = schema["$ref"] as? String {
      let name = reference.replacing("#/components/schemas/", with: "")
      let schemas = (document["components"] as? [String: [String: [String: Any]]])?["schemas"]
      return schemas?[name].map { faults(value, $0, at: place) } ?? ["\(place): no schema \(name)"]
    }
    if let any = schema["anyOf"] as? [[String: Any]] {
      let all = any.map { faults(value, $0, at: place) }
      return all.contains([]) ? [] : all.flatMap(\.self)
    }
    if let known = schema["enum"] as? [String], let text = value as? String, !known.contains(text) {
      return ["\(place): \(text)"]
    }
    let types = schema["type"] as? [String] ?? (schema["type"] as? String).map { [$0] } ?? []
    if !types.isEmpty, !types.contains(where: { Self.matches(value, $0) }) { return ["\(place): not \(types)"] }
    if let object = value as? [String: Any] { return objectFaults(object, schema, place) }
    guard let items = schema["items"] as? [String: Any], let list = value as? [Any] else { return [] }
    return list.enumerated().flatMap { faults($0.element, items, at: "\(place)[\($0.offset)]") }
  }

  private func objectFaults(_ object: [String: Any], _ schema: [String: Any], _ place: String) -> [String] {
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    var out = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }.map { "\(place): lacks \($0)" }
    for (name, value) in object {
      if let property = properties[name] {
        out += faults(value, property, at: place + "." + name)
      } else if let more = schema["additionalProperties"] as? [String: Any] {
        out += faults(value, more, at: place + "." + name)
      } else if schema["additionalProperties"] as? Bool == false {
        out.append("\(place): \(name) is not described")
      }
    }
    return out
  }

  private static func matches(_ value: Any, _ type: String) -> Bool {
    switch type {
    case "null": value is NSNull
    case "string": value is String
    case "array": value is [Any]
    case "object": value is [String: Any]
    case "boolean": value is Bool
    case "integer": value is Int
    case "number": value is Double || value is Int
    default: false
    }
  }
}
