import Foundation
package import PlanText

/// All extractors with their rules and lexicons: the one way from an outline to its findings.
package struct Extraction: Sendable {
  package let targets: TargetExtractor
  package let obligations: ObligationExtractor
  package let owners: OwnerExtractor
  /// Changes when any rule or lexicon file changes: records made with another version are made anew.
  package let version: String

  /// The rules in force.
  package let book: RuleBook

  /// The rules and lexicons that Gangmu comes with, and a user's own.
  package static func bundled(user: UserRules? = nil) throws(ExtractionError) -> Extraction {
    do {
      let book = try RuleBook.bundled(user: user)
      let duties = try RuleBook.files(in: (Bundle.module.resourcePath ?? "") + "/Lexicon/Duties", ending: ".tsv")
      let words = try WordLexicon.bundled(user: user)
      _ = try WordLists.load()
      return Extraction(
        targets: TargetExtractor(book: book),
        obligations: ObligationExtractor(words: words, purposes: try .bundled(words: words, user: user)),
        owners: OwnerExtractor(lexicon: try .bundled(user: user), words: words),
        version: book.version + "-" + RuleBook.fingerprint(duties) + (user.map { "-" + $0.version } ?? ""), book: book)
    } catch let error as RuleError {
      throw .rules(error)
    } catch let error as LexiconError {
      throw .lexicon(error)
    } catch {
      throw .rules(.unreadable(file: "PlanExtraction resources", reason: "\(error)"))
    }
  }

  /// Obligations, targets and owners of a document, each list in reading order.
  package func findings(in outline: Outline) -> Findings {
    var findings = Findings()
    (findings.owners, findings.tasks) = owners.duties(in: outline)
    let outline = outline.reading(findings.tasks)
    findings.targets = targets.targets(in: outline.ofFirstYear)
    findings.obligations = obligations.obligations(in: outline, targets: findings.targets).filter { !findings.isAssignment($0.range) }
    findings.dropReported(in: outline)
    PassageCertainty(outline).note(in: &findings)
    return findings
  }
}

extension Outline {
  /// The outline with the years that its targets are counted from: an address or a budget for two years (2007–2008) is given in the first.
  var ofFirstYear: Outline {
    guard let start = metadata.periodStart, metadata.periodEnd == start + 1, metadata.kind.map(Self.addresses.contains) == true else { return self }
    var metadata = metadata
    metadata.periodEnd = start
    return Outline(document: document, text: text, metadata: metadata, sections: sections, parts: parts, sentences: sentences)
  }

  private static let addresses: Set<String> = ["施政报告", "施政纲领", "财政预算案"]
}

extension Findings {
  /// In a speech, figures of sentences that commit to nothing are told, not aimed at: 中小企佔全港企業總數98%. Headings and tables are no sentences.
  mutating func dropReported(in outline: Outline) {
    guard DocumentVoice(outline).isAddress else { return }
    var told: [Range<Int>] = []
    var next = 0
    for sentence in outline.sentences where sentence.role == .body && !sentence.isHeading {
      while next < obligations.count, obligations[next].range.upperBound <= sentence.range.lowerBound { next += 1 }
      if next == obligations.count || !obligations[next].range.overlaps(sentence.range) { told.append(sentence.range) }
    }
    targets.removeAll { target in
      let at = firstIndex(in: told.indices) { told[$0].upperBound > target.range.lowerBound }
      return at < told.count && told[at].contains(target.range.lowerBound)
    }
  }

  /// Whether `range` is a bracket or line that only says who is responsible.
  fileprivate func isAssignment(_ range: Range<Int>) -> Bool {
    var low = 0
    var high = owners.count
    while low < high {
      let mid = (low + high) / 2
      if owners[mid].range.upperBound < range.upperBound { low = mid + 1 } else { high = mid }
    }
    return owners[low...].prefix { $0.range.lowerBound <= range.lowerBound }.contains { entry in
      entry.range.upperBound >= range.upperBound && !entry.evidence.rule.hasPrefix("owner/cell")
    }
  }
}

/// Why the extractors could not be made: a rule or a lexicon file is missing or wrong.
package enum ExtractionError: Error, CustomStringConvertible {
  case rules(RuleError)
  case lexicon(LexiconError)

  package var description: String { "\(place): \(words.zh) / \(words.en)" }

  /// File, line and column as far as known.
  package var place: String {
    switch self {
    case .rules(let error): error.place
    case .lexicon(let error): error.place
    }
  }

  /// What was found, what was expected and the next step.
  package var words: Bilingual {
    switch self {
    case .rules(let error): error.words
    case .lexicon(let error): error.words
    }
  }
}
