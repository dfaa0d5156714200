extension IndexError: CustomStringConvertible {
  /// What was found, what was expected, and the next step.
  package var description: String {
    switch self {
    case .corrupt(let file, let offset, let expected, let found):
      "\(file): damaged at byte \(offset): expected \(expected), found \(found). Build the index again from the sources."
    case .tooOld(let file, let version, let readable):
      "\(file): format version \(version) is older than \(readable), which this program reads. Build the index again."
    case .tooNew(let file, let version, let readable):
      "\(file): format version \(version) is newer than \(readable), which this program reads. Use a newer program."
    case .otherAnalyzer(let file, let found, let expected):
      "\(file): written with text folding \"\(found)\", this program folds with \"\(expected)\". Build the index again."
    case .system(let operation, let path, let code):
      "\(path): cannot \(operation): \(SystemCall.message(code)) (errno \(code))."
    case .exists(let path):
      "\(path): exists already, and a segment is never overwritten. Choose another name."
    case .outOfOrder(let key, let after):
      "entry \(key.text) comes after \(after.text): entries must be added in ascending order of document and passage."
    case .invalidEntry(let key, let problem): "entry \(key.text): \(problem.text)."
    case .segmentFull(let path): "\(path): the segment is full. Commit it and begin another."
    case .invalidQuery(let problem): "query refused: \(problem.text)."
    case .invalidName(let name): "\"\(name)\" is not a plain file name for a segment."
    case .noSuchEntry(let key): "no live entry has the key \(key.text)."
    case .cancelled: "the merge was given up; nothing was changed."
    case .unsortedDeletes(let segment):
      "\(segment): the deleted documents must be in ascending order without repetition."
    }
  }
}

extension EntryKey {
  var text: String { "\(document)/\(passage)" }
}

extension EntryProblem {
  var text: String {
    switch self {
    case .noReadings: "has no reading, expected at least one"
    case .tooManyReadings(let found, let limit): "has \(found) readings, at most \(limit) are possible"
    case .tooLong(let found, let limit): "has \(found) scalars, at most \(limit) are possible; cut the passage"
    case .ownCount(let found, let scalars): "says that \(found) of its \(scalars) scalars are its own"
    case .scalar(let found, let reading, let offset):
      "reading \(reading) has the value \(found) at \(offset), which is no Unicode scalar"
    case .weight(let found): "has the weight \(found), expected a finite number that is not negative"
    case .tooManyWeights(let limit): "has a weight that is none of the \(limit) the segment has already"
    case .tooManyKeywords(let found, let limit): "has \(found) keywords, at most \(limit) are possible"
    case .keywordTooLong(let bytes, let limit): "has a keyword of \(bytes) bytes, at most \(limit) are possible"
    }
  }
}

extension QueryProblem {
  var text: String {
    switch self {
    case .emptyPhrase: "a phrase is empty; give at least one character"
    case .phraseTooLong(let found, let limit): "a phrase has \(found) characters, at most \(limit) are possible"
    case .tooDeep(let limit): "it is nested deeper than \(limit) levels"
    case .tooManyNodes(let limit): "it has more than \(limit) parts"
    case .negativeDistance(let found): "the distance \(found) is negative"
    case .tooManyRuns(let found, let limit): "a pattern has \(found) pieces of text, at most \(limit) are possible"
    case .badGaps: "a pattern's gaps do not fit its pieces, or one is too long"
    }
  }
}
