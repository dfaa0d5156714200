import PlanText

/// Why a sentence is an obligation or none.
package enum ObligationVerdict: Sendable, Hashable {
  /// The name of what decided: `marker`, `verb`, `actor`, `future`, `outcome`.
  case commits(String)
  case refused(ObligationRefusal)
}

/// What speaks against a sentence.
package enum ObligationRefusal: String, Sendable, CaseIterable {
  case heading, question, part, caption, shape, definition, listed, past, meaning, thought, permit, fragment, deficit, told, silent

  /// In Chinese and in English.
  package var meaning: Bilingual {
    switch self {
    case .heading: Bilingual(zh: "是标题", en: "a heading")
    case .question: Bilingual(zh: "是问句", en: "a question")
    case .part: Bilingual(zh: "所在部分不作承诺", en: "its part of the document commits nobody")
    case .caption: Bilingual(zh: "是表格或附件的题名", en: "the caption of a table or an annex")
    case .shape: Bilingual(zh: "不成句：标签、指标名，或过短、过长", en: "no sentence: a label, the name of an indicator, too short or too long")
    case .definition: Bilingual(zh: "是定义、施行日期之类", en: "a definition, a date of effect or the like")
    case .listed: Bilingual(zh: "是条件、材料之类的列举项", en: "an item of a list of conditions or materials")
    case .past: Bilingual(zh: "说的是已有的事", en: "it tells what is or has been done")
    case .meaning: Bilingual(zh: "说的是意义或是什么", en: "it tells what something is or means")
    case .thought: Bilingual(zh: "说的是所想", en: "it tells what is thought")
    case .permit: Bilingual(zh: "只是准许", en: "it only permits")
    case .fragment: Bilingual(zh: "是名目，不是句子", en: "a title or a label")
    case .deficit: Bilingual(zh: "说的是不足", en: "it tells of a deficit")
    case .told: Bilingual(zh: "第一人称的讲话里没有承诺", en: "an address that promises nothing here")
    case .silent: Bilingual(zh: "没有动作", en: "no verb of action")
    }
  }
}

/// Notes how sentences were judged while a document is read. Not for use from several threads.
package final class ObligationTrace {
  /// A sentence with what was found in it. Ranges are offsets of the normal text.
  package struct Entry: Sendable {
    package let range: Range<Int>
    package let verdict: ObligationVerdict
    package let strength: Strength?
    /// The marker that decided the strength.
    package let trigger: Range<Int>?
    package let subject: Range<Int>?
    /// The known words with the names of their classes.
    package let words: [(range: Range<Int>, classes: [String])]
  }

  package private(set) var entries: [Entry] = []

  package init() {}

  func refuse(_ sentence: Sentence, _ refusal: ObligationRefusal) {
    entries.append(
      Entry(range: sentence.range, verdict: .refused(refusal), strength: nil, trigger: nil, subject: nil, words: []))
  }

  func note(_ clauses: SentenceClauses, _ strength: StrengthReading, _ judgement: ObligationJudgement) {
    let verdict: ObligationVerdict =
      switch judgement {
      case .commits(let reason): .commits(reason.rawValue)
      case .refused(let refusal): .refused(refusal)
      }
    entries.append(
      Entry(
        range: clauses.range, verdict: verdict, strength: strength.strength, trigger: strength.trigger,
        subject: ObligationSubject(clauses: clauses).subject(),
        words: clauses.tokens.map { ($0.start..<$0.end, $0.classes.groups) }))
  }
}

/// What the judge says of a sentence.
enum ObligationJudgement: Sendable {
  case commits(ObligationReason)
  case refused(ObligationRefusal)

  /// `commits` by the first, else `refused` by the second.
  init(_ reason: ObligationReason?, else refusal: ObligationRefusal) {
    self = reason.map { .commits($0) } ?? .refused(refusal)
  }
}

extension WordClass {
  /// The names of its classes, in order.
  fileprivate var groups: [String] { WordClass.names.filter { contains($0.value) }.map(\.key).sorted() }
}
