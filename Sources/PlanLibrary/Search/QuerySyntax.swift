/// A query as it was written.
package indirect enum QuerySyntax: Sendable, Hashable {
  case term(Term)
  case field(FieldCondition)
  /// Both terms with at most `distance` characters between them; `ordered`: the first comes first.
  case near(Term, Term, distance: Int, ordered: Bool)
  /// Both terms in one sentence.
  case sameSentence(Term, Term)
  /// Passages with either, in sections of which both are true somewhere.
  case sameSection(QuerySyntax, QuerySyntax)
  /// A word with `?` and `*` in it.
  case wildcard(Wildcard)
  case target(TargetCondition)
  /// Passages that share word pairs with a text, the most alike first.
  case like(String)
  case not(QuerySyntax)
  case and([QuerySyntax])
  case or([QuerySyntax])

  /// A run of text to be found as it stands, after folding.
  package struct Term: Sendable, Hashable {
    package let text: String
    package let folded: [UInt32]

    package init(text: String, folded: [UInt32]) {
      self.text = text
      self.folded = folded
    }
  }

  package enum FieldCondition: Sendable, Hashable {
    /// Documents whose title, issuer, province, city or kind holds the folded text.
    case holds(DocumentField, text: String)
    case level([String])
    /// Documents whose period, or else whose date of issue, meets these years; either end may be open.
    case years(from: Int?, to: Int?)
    /// Sections with this path or below it, or with a heading that holds the text.
    case section(String)
    case owner(String)
    case strength([String])
    case role([String])
    case has([String])

    /// Whether it is a property of whole documents.
    var isOfDocuments: Bool {
      switch self {
      case .holds, .level, .years: true
      case .section, .owner, .strength, .role, .has: false
      }
    }
  }

  package enum DocumentField: String, Sendable, CaseIterable {
    case title, issuer, province, city, kind
  }
}

extension QuerySyntax {
  /// The conditions on targets outside `NOT`.
  var targetConditions: [TargetCondition] {
    switch self {
    case .target(let condition): [condition]
    case .sameSection(let a, let b): a.targetConditions + b.targetConditions
    case .and(let parts), .or(let parts): parts.flatMap(\.targetConditions)
    case .term, .near, .sameSentence, .field, .wildcard, .like, .not: []
    }
  }
}

extension QuerySyntax: CustomStringConvertible {
  /// A query that parses to the same tree.
  package var description: String {
    switch self {
    case .term(let term): Self.quoted(term.text)
    case .field(let condition): condition.description
    case .near(let a, let b, let distance, let ordered):
      "\(Self.quoted(a.text)) \(ordered ? "THEN" : "NEAR")/\(distance) \(Self.quoted(b.text))"
    case .sameSentence(let a, let b): "\(Self.quoted(a.text)) SAME/sentence \(Self.quoted(b.text))"
    case .sameSection(let a, let b): "\(a.operand) SAME/section \(b.operand)"
    case .wildcard(let wildcard): wildcard.text
    case .target(let condition): condition.description
    case .like(let text): "like:\(Self.quoted(text))"
    case .not(let part): "NOT (\(part))"
    case .and(let parts): "(" + parts.map(\.description).joined(separator: " ") + ")"
    case .or(let parts): "(" + parts.map(\.description).joined(separator: " OR ") + ")"
    }
  }

  /// The query as one side of an operator: in brackets unless it is one piece already.
  private var operand: String {
    switch self {
    case .term, .field, .wildcard, .target, .like, .and, .or: description
    case .near, .sameSentence, .sameSection, .not: "(\(description))"
    }
  }

  static func quoted(_ text: String) -> String {
    var out = "\""
    for c in text.unicodeScalars {
      if c == "\"" || c == "\\" { out += "\\" }
      out.unicodeScalars.append(c)
    }
    return out + "\""
  }
}

extension QuerySyntax.FieldCondition: CustomStringConvertible {
  package var description: String {
    switch self {
    case .holds(let field, let text): "\(field.rawValue):\(QuerySyntax.quoted(text))"
    case .level(let values): "level:\(values.joined(separator: "|"))"
    case .years(let from, let to):
      if let from, from == to {
        "year:\(from)"
      } else {
        "year:\(from.map(String.init) ?? "")..\(to.map(String.init) ?? "")"
      }
    case .section(let text): "section:\(QuerySyntax.quoted(text))"
    case .owner(let text): "owner:\(QuerySyntax.quoted(text))"
    case .strength(let values): "strength:\(values.joined(separator: "|"))"
    case .role(let values): "role:\(values.joined(separator: "|"))"
    case .has(let values): "has:\(values.joined(separator: "|"))"
    }
  }
}
