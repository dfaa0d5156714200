import Foundation

/// A value of a gold file or of an exported record, as JSON has it.
enum GoldValue: Sendable, Hashable, Decodable {
  case null
  case string(String)
  case number(Double)
  case bool(Bool)
  case array([GoldValue])
  case object([String: GoldValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([GoldValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: GoldValue].self))
    }
  }

  init(_ cell: Cell) {
    switch cell {
    case .null, .spans, .records: self = .null
    case .text(let s): self = .string(s)
    case .integer(let i): self = .number(Double(i))
    case .number(let n): self = Double(n).map(GoldValue.number) ?? .null
    case .boolean(let b): self = .bool(b)
    case .list(let list): self = .array(list.map(GoldValue.string))
    }
  }

  subscript(_ key: String) -> GoldValue {
    if case .object(let fields) = self { return fields[key] ?? .null }
    return .null
  }

  func has(_ key: String) -> Bool {
    if case .object(let fields) = self { return fields[key] != nil }
    return false
  }

  /// The same object with one field set.
  func setting(_ key: String, _ value: GoldValue) -> GoldValue {
    guard case .object(var fields) = self else { return self }
    fields[key] = value
    return .object(fields)
  }

  var string: String? {
    if case .string(let s) = self { return s }
    return nil
  }

  var elements: [GoldValue] {
    if case .array(let list) = self { return list }
    return []
  }

  var integer: Int? {
    if case .number(let d) = self, d == d.rounded(), abs(d) < 1e15 { return Int(d) }
    return nil
  }

  /// As Python judges truth.
  var isTrue: Bool {
    switch self {
    case .null: false
    case .bool(let b): b
    case .number(let d): d != 0
    case .string(let s): !s.isEmpty
    case .array(let list): !list.isEmpty
    case .object(let fields): !fields.isEmpty
    }
  }

  /// As a message shows it.
  var shown: String {
    switch self {
    case .null: "None"
    case .string(let s): "'\(s)'"
    case .number(let d): d == d.rounded() && abs(d) < 1e15 ? "\(Int(d))" : "\(d)"
    case .bool(let b): b ? "True" : "False"
    case .array(let list): "[" + list.map(\.shown).joined(separator: ", ") + "]"
    case .object: "{…}"
    }
  }
}
