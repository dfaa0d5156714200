import Foundation

/// A message in the two languages that the program speaks.
package struct Localized: Sendable, Hashable {
  package let zh: String
  package let en: String
  /// Lines that follow in every language, such as a query with its caret.
  package let picture: String?

  package init(zh: String, en: String, picture: String? = nil) {
    self.zh = zh
    self.en = en
    self.picture = picture
  }

  /// In one language, or Chinese first with English beside it.
  package func text(_ language: Language) -> String {
    let words =
      switch language {
      case .zh: zh
      case .en: en
      case .both: zh == en ? en : "\(zh) / \(en)"
      }
    return picture.map { words + "\n" + $0 } ?? words
  }

  /// On one line, for headings and labels.
  package func label(_ language: Language) -> String {
    switch language {
    case .zh: zh
    case .en: en
    case .both: zh == en ? en : "\(zh) \(en)"
    }
  }
}

package enum Language: String, Sendable, CaseIterable {
  case zh, en, both
}

/// The system's words for an error number.
func systemReason(_ code: Int32) -> String {
  String(cString: strerror(code))
}
