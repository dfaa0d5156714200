import Foundation

/// A message in the two languages that the program speaks.
package struct Localized: Sendable, Hashable {
  package let zh: String
  package let en: String

  package init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }

  /// In one language, or Chinese first with English beside it.
  package func text(_ language: Language) -> String {
    switch language {
    case .zh: zh
    case .en: en
    case .both: zh == en ? en : "\(zh) / \(en)"
    }
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
