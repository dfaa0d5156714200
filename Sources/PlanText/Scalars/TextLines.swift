extension Substring {
  /// The lines of a table file, without their ends (LF or CR LF); empty lines stay, for errors count them. Works on bytes:
  /// none of a longer character looks like a line end.
  package var tableLines: [Substring] {
    utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      Substring(line.last == 0x0D ? line.dropLast() : line)
    }
  }

  /// The cells of a line, divided by `mark`, empty ones included.
  package func cells(dividedBy mark: Unicode.Scalar = "\t") -> [Substring] {
    utf8.split(separator: UInt8(truncatingIfNeeded: mark.value), omittingEmptySubsequences: false).map(Substring.init)
  }

  /// Without white space at both ends.
  package var trimmed: Substring {
    var view = unicodeScalars
    while let c = view.first, c.properties.isWhitespace { view.removeFirst() }
    while let c = view.last, c.properties.isWhitespace { view.removeLast() }
    return Substring(view)
  }
}
