/// A JSON value whose fields keep their order, so that equal answers are equal bytes.
package indirect enum JSON: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  case null
  case boolean(Bool)
  case integer(Int)
  /// A plain decimal, written as it is.
  case number(String)
  case string(String)
  case array([JSON])
  case object([Field])

  package struct Field: Sendable, Hashable {
    package let name: String
    package let value: JSON

    package init(name: String, value: JSON) {
      self.name = name
      self.value = value
    }
  }

  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }

  /// An object; fields without a value are left out.
  package static func fields(_ fields: KeyValuePairs<String, JSON?>) -> JSON {
    .object(fields.compactMap { name, value in value.map { Field(name: name, value: $0) } })
  }

  /// Null for nil.
  package static func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
  /// Null for nil.
  package static func whole(_ number: Int?) -> JSON { number.map { .integer($0) } ?? .null }

  package static func texts(_ list: [String]) -> JSON { .array(list.map { .string($0) }) }

  /// A record as the exports write it.
  package static func record(_ columns: [Column], _ cells: [Cell]) -> JSON {
    .object(zip(columns, cells).map { Field(name: $0.name, value: JSON(cell: $1)) })
  }

  package init(cell: Cell) {
    switch cell {
    case .null: self = .null
    case .text(let text): self = .string(text)
    case .integer(let number): self = .integer(number)
    case .number(let number): self = .number(number)
    case .boolean(let value): self = .boolean(value)
    case .list(let list): self = .array(list.map { .string($0) })
    case .spans(let spans): self = .array(spans.map { .array($0.map { .integer($0) }) })
    case .records(let columns, let rows): self = .array(rows.map { .record(columns, $0) })
    }
  }

  /// UTF-8, without blanks between the parts.
  package var bytes: [UInt8] {
    var out: [UInt8] = []
    append(to: &out)
    return out
  }

  /// The same with a line end.
  package var line: [UInt8] { bytes + [UInt8(ascii: "\n")] }

  package func append(to out: inout [UInt8]) {
    switch self {
    case .null: out += Array("null".utf8)
    case .boolean(let value): out += Array((value ? "true" : "false").utf8)
    case .integer(let number): out += Array(String(number).utf8)
    case .number(let number): out += Array(number.utf8)
    case .string(let text): JSONText.append(text, to: &out)
    case .array(let items):
      out.append(UInt8(ascii: "["))
      for (i, item) in items.enumerated() {
        if i > 0 { out.append(UInt8(ascii: ",")) }
        item.append(to: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let fields):
      out.append(UInt8(ascii: "{"))
      for (i, field) in fields.enumerated() {
        if i > 0 { out.append(UInt8(ascii: ",")) }
        JSONText.append(field.name, to: &out)
        out.append(UInt8(ascii: ":"))
        field.value.append(to: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
  }
}
