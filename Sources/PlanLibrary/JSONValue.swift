/// JSON that is built before it is written: objects keep the order of their fields.
package indirect enum JSONValue: Sendable {
  case null
  case text(String)
  case integer(Int)
  /// A plain decimal as it is written.
  case number(String)
  case boolean(Bool)
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// Null for nil.
  static func text(_ text: String?) -> JSONValue { text.map { JSONValue.text($0) } ?? .null }
  static func integer(_ value: Int?) -> JSONValue { value.map { JSONValue.integer($0) } ?? .null }
  static func texts(_ list: [String]) -> JSONValue { .array(list.map { JSONValue.text($0) }) }

  /// One line, with a line end.
  package var line: [UInt8] {
    var out: [UInt8] = []
    append(to: &out)
    out.append(0x0A)
    return out
  }

  package func append(to out: inout [UInt8]) {
    switch self {
    case .null: out += Array("null".utf8)
    case .text(let text): JSONText.append(text, to: &out)
    case .integer(let value): out += Array(String(value).utf8)
    case .number(let text): out += Array(text.utf8)
    case .boolean(let value): out += Array((value ? "true" : "false").utf8)
    case .array(let values):
      out.append(0x5B)
      for (i, value) in values.enumerated() {
        if i > 0 { out.append(0x2C) }
        value.append(to: &out)
      }
      out.append(0x5D)
    case .object(let fields):
      out.append(0x7B)
      for (i, (name, value)) in fields.enumerated() {
        if i > 0 { out.append(0x2C) }
        JSONText.append(name, to: &out)
        out.append(0x3A)
        value.append(to: &out)
      }
      out.append(0x7D)
    }
  }
}
