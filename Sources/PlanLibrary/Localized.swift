import Foundation

/// A message in the two languages that the program speaks.
package struct Localized: Sendable, Hashable {
  package let zh: String
  package let en: String
  /// Lines that follow in every language, such as a query with its caret.
  package let picture: String?
  /// File and line that the message is about; it stands in front, once.
  package let place: String?

  package init(zh: String, en: String, picture: String? = nil, place: String? = nil) {
    self.zh = zh
    self.en = en
    self.picture = picture
    self.place = place
  }

  /// In one language, or Chinese first with English beside it.
  package func text(_ language: Language) -> String {
    let said =
      switch language {
      case .zh: zh
      case .en: en
      case .both: zh == en ? en : "\(zh) / \(en)"
      }
    let words = (place.map { "\($0): " } ?? "") + said
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
