package import PlanLibrary

/// A JSON Schema (2020-12, as OpenAPI 3.1 has it), as far as the answers need it.
package indirect enum Schema: Sendable {
  case string, integer, number, boolean
  case choice([String])
  case nullable(Schema)
  case array(Schema)
  case object([Property])
  /// An object with these fields and others.
  case open([Property])
  /// An object with any fields, each of the schema.
  case map(Schema)
  /// Kept under a name, and referred to by it.
  case named(String, Schema)

  package struct Property: Sendable {
    package let name: String
    package let schema: Schema
    package let isRequired: Bool

    package init(_ name: String, _ schema: Schema, isRequired: Bool = true) {
      self.name = name
      self.schema = schema
      self.isRequired = isRequired
    }
  }

  /// A record with these columns; any of them may be null.
  static func record(_ columns: [Column]) -> Schema {
    .object(columns.map { Property($0.name, Schema(column: $0)) })
  }

  private init(column: Column) {
    switch column.kind {
    case .text: self = .nullable(.string)
    case .integer: self = .nullable(.integer)
    case .number: self = .nullable(.number)
    case .boolean: self = .nullable(.boolean)
    case .list: self = .nullable(.array(.string))
    case .spans: self = .nullable(.array(.array(.integer)))
    case .records: self = .nullable(.array(.any))
    }
  }

  /// Anything at all.
  static let any = Schema.object([])

  /// The schema as JSON; those with names are collected in `components`.
  package func json(_ components: inout [String: JSON]) -> JSON {
    switch self {
    case .string: return .fields(["type": "string"])
    case .integer: return .fields(["type": "integer"])
    case .number: return .fields(["type": "number"])
    case .boolean: return .fields(["type": "boolean"])
    case .choice(let values): return .fields(["type": "string", "enum": .array(values.map { .string($0) })])
    case .nullable(let schema): return Self.nullable(schema.json(&components))
    case .array(let schema): return .fields(["type": "array", "items": schema.json(&components)])
    case .map(let schema): return .fields(["type": "object", "additionalProperties": schema.json(&components)])
    case .open(let properties):
      let fields = properties.map { JSON.Field(name: $0.name, value: $0.schema.json(&components)) }
      return .fields([
        "type": "object", "properties": .object(fields), "required": .array(properties.map { .string($0.name) }),
      ])
    case .named(let name, let schema):
      if components[name] == nil {
        components[name] = .null
        components[name] = schema.json(&components)
      }
      return .fields(["$ref": .string("#/components/schemas/" + name)])
    case .object(let properties):
      if properties.isEmpty { return .object([]) }
      let fields = properties.map { JSON.Field(name: $0.name, value: $0.schema.json(&components)) }
      return .fields([
        "type": "object", "properties": .object(fields),
        "required": .array(properties.filter(\.isRequired).map { .string($0.name) }), "additionalProperties": false,
      ])
    }
  }

  private static func nullable(_ schema: JSON) -> JSON {
    guard case .object(var fields) = schema, let i = fields.firstIndex(where: { $0.name == "type" }),
      !fields.contains(where: { $0.name == "enum" })
    else { return .fields(["anyOf": .array([schema, .fields(["type": "null"])])]) }
    fields[i] = JSON.Field(name: "type", value: .array([fields[i].value, "null"]))
    return .object(fields)
  }
}
