import Foundation
import PlanText

/// Words that the user wants treated alike, from a file of the user's own. Off unless a file is named, and said when used.
///
/// A line is a group: `科普 = 科学普及`, any number of words; blank lines and what follows `#` are left out.
package struct Synonyms: Sendable {
  package static let none = Synonyms(groups: [])

  /// Folded word to its group.
  private var groups: [[UInt32]: [QuerySyntax.Term]] = [:]

  private init(groups: [[QuerySyntax.Term]]) {
    for group in groups { for term in group { self.groups[term.folded] = group } }
  }

  /// A word in two groups joins both.
  package init(path: String) throws(LibraryError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .usage(Localized(zh: "\(path)：读不到同义词文件。", en: "\(path): the synonym file cannot be read."))
    }
    guard data.count <= Self.mostBytes, let text = String(data: data, encoding: .utf8) else {
      throw .usage(
        Localized(
          zh: "\(path)：同义词文件应为不超过 \(Self.mostBytes) 字节的 UTF-8 文本。",
          en: "\(path): a synonym file is UTF-8 text of at most \(Self.mostBytes) bytes."))
    }
    var joined: [[QuerySyntax.Term]] = []
    var places: [[UInt32]: Int] = [:]
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let content = line.prefix { $0 != "#" }.drop { $0 == "\u{FEFF}" }
      if content.allSatisfy(\.isWhitespace) { continue }
      let group = try Self.group(content, path: path, line: index + 1)
      let touching = Set(group.compactMap { places[$0.folded] }).sorted()
      let whole = Self.once(touching.flatMap { joined[$0] } + group)
      for place in touching { joined[place] = [] }
      for term in whole { places[term.folded] = joined.count }
      joined.append(whole)
    }
    self.init(groups: joined.filter { !$0.isEmpty })
  }

  private static let mostBytes = 1 << 20

  private static func group(_ line: Substring, path: String, line number: Int) throws(LibraryError) -> [QuerySyntax.Term] {
    var terms: [QuerySyntax.Term] = []
    for word in line.split(separator: "=", omittingEmptySubsequences: false) {
      let text = word.trimmingCharacters(in: .whitespaces)
      let folded = SearchFold.fold(text)
      guard !folded.isEmpty, folded.count <= QueryParser.longestTerm else {
        throw .usage(
          Localized(
            zh: "\(path) 第 \(number) 行：“\(text)”不成词。每行写成：科普 = 科学普及",
            en: "\(path), line \(number): \"\(text)\" is no word. Write lines such as: 科普 = 科学普及"))
      }
      terms.append(QuerySyntax.Term(text: text, folded: folded))
    }
    guard terms.count > 1 else {
      throw .usage(
        Localized(
          zh: "\(path) 第 \(number) 行：只有一个词。每行写成：科普 = 科学普及",
          en: "\(path), line \(number): there is only one word. Write lines such as: 科普 = 科学普及"))
    }
    return terms
  }

  private static func once(_ terms: [QuerySyntax.Term]) -> [QuerySyntax.Term] {
    var seen: Set<[UInt32]> = []
    return terms.filter { seen.insert($0.folded).inserted }
  }

  /// The word first, then those like it; the word alone when there are none.
  func alike(_ term: QuerySyntax.Term) -> [QuerySyntax.Term] {
    guard let group = groups[term.folded] else { return [term] }
    return [term] + group.filter { $0.folded != term.folded }
  }

  /// The query with each word that has others like it widened to any of them.
  /// - Parameter used: gets each word that was widened, with what was added.
  func apply(to syntax: QuerySyntax, used: inout [(word: String, others: [String])]) -> QuerySyntax {
    func widened(_ term: QuerySyntax.Term) -> [QuerySyntax.Term] {
      let all = alike(term)
      if all.count > 1, !used.contains(where: { $0.word == term.text }) {
        used.append((term.text, all.dropFirst().map(\.text)))
      }
      return all
    }
    func pairs(
      _ a: QuerySyntax.Term, _ b: QuerySyntax.Term, _ make: (QuerySyntax.Term, QuerySyntax.Term) -> QuerySyntax
    ) -> QuerySyntax {
      let (left, right) = (widened(a), widened(b))
      let all = left.flatMap { a in right.map { make(a, $0) } }
      return all.count == 1 ? all[0] : .or(all)
    }
    switch syntax {
    case .term(let term):
      let all = widened(term)
      return all.count == 1 ? syntax : .or(all.map { .term($0) })
    case .near(let a, let b, let distance, let ordered):
      return pairs(a, b) { .near($0, $1, distance: distance, ordered: ordered) }
    case .sameSentence(let a, let b): return pairs(a, b) { .sameSentence($0, $1) }
    case .sameSection(let a, let b): return .sameSection(apply(to: a, used: &used), apply(to: b, used: &used))
    case .not(let part): return .not(apply(to: part, used: &used))
    case .and(let parts): return .and(parts.map { apply(to: $0, used: &used) })
    case .or(let parts): return .or(parts.map { apply(to: $0, used: &used) })
    case .field, .wildcard, .target, .like: return syntax
    }
  }
}
