package import PlanLibrary

/// A parameter of a route: what it may be, and what it means. Requests are checked against it, and the OpenAPI
/// description is made from it.
package struct Parameter: Sendable {
  package enum Place: String, Sendable { case query, path, form }

  package enum Kind: Sendable {
    /// So many characters at most.
    case text(most: Int)
    /// May be given several times: so many values, each with so many characters.
    case texts(values: Int, most: Int)
    case integer(ClosedRange<Int>)
    case choice([String])
    /// Values joined by commas.
    case choices([String])
  }

  package let name: String
  package let place: Place
  package let kind: Kind
  package let isRequired: Bool
  package let summary: Localized
  /// What holds when it is not given; for the description.
  package let preset: String?
  package let example: String?

  package init(
    _ name: String, _ kind: Kind, _ summary: Localized, in place: Place = .query, isRequired: Bool = false,
    preset: String? = nil, example: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.place = place
    self.isRequired = isRequired
    self.preset = preset
    self.example = example
  }

  /// - Throws: a problem that names the parameter and what was expected.
  func check(_ values: [String]) throws(Problem) {
    if values.isEmpty {
      if isRequired { throw .parameter(name, Localized(zh: "缺少这个参数。", en: "this parameter is missing")) }
      return
    }
    if case .texts(let most, _) = kind {
      guard values.count <= most else {
        throw .parameter(
          name,
          Localized(
            zh: "给了 \(values.count) 次，最多 \(most) 次。", en: "given \(values.count) times, at most \(most) will do"))
      }
    } else if values.count > 1 {
      throw .parameter(
        name, Localized(zh: "给了 \(values.count) 次，只能给一次。", en: "given \(values.count) times, once is allowed"))
    }
    for value in values { try check(value) }
  }

  private func check(_ value: String) throws(Problem) {
    switch kind {
    case .text(let most), .texts(_, let most):
      let count = value.unicodeScalars.count
      guard count <= most else {
        throw .parameter(
          name, Localized(zh: "有 \(count) 字，最多 \(most) 字。", en: "has \(count) characters, at most \(most) will do"))
      }
      if isRequired, value.isEmpty {
        throw .parameter(name, Localized(zh: "是空的。", en: "is empty"))
      }
      guard !value.unicodeScalars.contains(where: { $0 == "\0" }) else {
        throw .parameter(name, Localized(zh: "含有空字符 U+0000。", en: "holds the character U+0000"))
      }
    case .integer(let range):
      // A sign, blanks or digits of other scripts are no whole number here.
      let isPlain = !value.isEmpty && value.utf8.allSatisfy { (0x30...0x39).contains($0) }
      guard isPlain, let number = Int(value), range.contains(number) else {
        throw .parameter(
          name,
          Localized(
            zh: "“\(value.prefix(40))”不对，应为 \(range.lowerBound) 至 \(range.upperBound) 的整数。",
            en:
              "“\(value.prefix(40))” will not do; a whole number from \(range.lowerBound) to \(range.upperBound) is expected"
          ))
      }
    case .choice(let known): try check(value, in: known)
    case .choices(let known):
      for part in value.split(separator: ",", omittingEmptySubsequences: false) { try check(String(part), in: known) }
    }
  }

  private func check(_ value: String, in known: [String]) throws(Problem) {
    if known.contains(value) { return }
    throw .parameter(
      name,
      Localized(
        zh: "“\(value.prefix(40))”不对，可用：\(known.joined(separator: "、"))。",
        en: "“\(value.prefix(40))” will not do; there are \(known.joined(separator: ", "))"))
  }
}

/// The parameters of one request, checked.
package struct Arguments: Sendable {
  private let values: [String: [String]]

  /// - Parameter isStrict: whether a parameter that the route does not have is a problem.
  init(
    _ parameters: [Parameter], path: [String: String], request: WebRequest, isStrict: Bool
  ) throws(Problem) {
    var given: [String: [String]] = [:]
    for (name, value) in request.query + request.form { given[name, default: []].append(value) }
    var values = path.mapValues { [$0] }
    for parameter in parameters {
      let mine = parameter.place == .path ? values[parameter.name] ?? [] : given[parameter.name] ?? []
      try parameter.check(mine)
      values[parameter.name] = mine
    }
    let known = parameters.filter { $0.place != .path }.map(\.name)
    if isStrict, let stranger = given.keys.sorted().first(where: { !known.contains($0) }) {
      let list = known.isEmpty ? ("（无）", "none") : (known.joined(separator: "、"), known.joined(separator: ", "))
      throw .parameter(
        String(stranger.prefix(60)),
        Localized(zh: "没有这个参数，可用：\(list.0)。", en: "there is no such parameter; there are: \(list.1)"))
    }
    self.values = values
  }

  /// The value as given, nil when it was not given or is empty.
  package func text(_ name: String) -> String? {
    guard let value = values[name]?.first, !value.isEmpty else { return nil }
    return value
  }

  package func texts(_ name: String) -> [String] { (values[name] ?? []).filter { !$0.isEmpty } }

  package func integer(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

  /// Parts of a value joined by commas.
  package func list(_ name: String) -> [String] { (text(name) ?? "").split(separator: ",").map(String.init) }
}
