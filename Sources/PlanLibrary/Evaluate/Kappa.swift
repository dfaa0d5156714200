/// Compares the program with a hand-coded table: Cohen's κ for each variable (Cohen, “A coefficient of agreement for nominal
/// scales”, 1960), with every disagreement.
package struct Kappa: Sendable {
  /// One variable.
  package struct Variable: Sendable {
    package let variable: KappaVariable
    /// Coded by hand against read by the program.
    package let matrix: ConfusionMatrix
    package let disagreements: [Disagreement]

    package var n: Int { matrix.total }
    package var observed: Double { n == 0 ? 0 : Double(matrix.agreed) / Double(n) }

    /// Agreement by chance: the products of the marginal shares.
    package var expected: Double {
      guard n > 0 else { return 0 }
      let all = matrix.values
      return all.reduce(0) { sum, value in
        let hand = all.reduce(0) { $0 + matrix.count(value, $1) }
        let machine = all.reduce(0) { $0 + matrix.count($1, value) }
        return sum + Double(hand) * Double(machine)
      } / (Double(n) * Double(n))
    }

    /// nil where it is not defined: everything is of one value.
    package var kappa: Double? { n == 0 || expected >= 1 ? nil : (observed - expected) / (1 - expected) }
  }

  /// A passage that the two read differently.
  package struct Disagreement: Sendable {
    package let line: Int
    package let document: String
    package let start: Int
    package let end: Int
    package let hand: String
    package let program: String
    package let quote: String
  }

  package let variables: [Variable]
  /// Lines that could not be compared.
  package let failures: [Localized]
  /// Names of columns that are no variable.
  package let ignored: [String]
  package let rows: Int

  /// A line of the table with its place in a document.
  private struct Placed {
    let row: HandCoding.Row
    let document: DocumentSummary
    let span: Range<Int>
  }

  /// - Throws: `table` for a file that cannot be used, or when none of its lines can be placed.
  package static func run(library: Library, path: String) throws(LibraryError) -> Kappa {
    let coding = try HandCoding(path: path)
    var comparison = Comparer(library: library, coding: coding)
    try comparison.compare()
    if comparison.placed == 0, let first = comparison.failures.first { throw .table(path: path, line: coding.rows[0].line, reason: first) }
    let variables = coding.variables.map { variable in
      Variable(
        variable: variable, matrix: comparison.matrices[variable] ?? ConfusionMatrix(),
        disagreements: comparison.disagreements[variable] ?? [])
    }
    return Kappa(variables: variables, failures: comparison.failures, ignored: coding.ignored, rows: comparison.placed)
  }

  private struct Comparer {
    let library: Library
    let coding: HandCoding
    var matrices: [KappaVariable: ConfusionMatrix] = [:]
    var disagreements: [KappaVariable: [Disagreement]] = [:]
    var failures: [Localized] = []
    var placed = 0
    private var documents: [String: Result<DocumentSummary, LibraryError>] = [:]
    private var sources: [UInt32: GoldSource] = [:]
    private var records: [UInt32: [ExportKind: [GoldValue]]] = [:]

    init(library: Library, coding: HandCoding) {
      self.library = library
      self.coding = coding
    }

    mutating func compare() throws(LibraryError) {
      for row in coding.rows {
        guard let place = try place(of: row) else { continue }
        placed += 1
        try compare(place)
      }
    }

    private mutating func fail(_ row: HandCoding.Row, _ zh: String, _ en: String) -> Placed? {
      failures.append(Localized(zh: "\(coding.path):\(row.line)：\(zh)", en: "\(coding.path):\(row.line): \(en)"))
      return nil
    }

    private mutating func place(of row: HandCoding.Row) throws(LibraryError) -> Placed? {
      let document: DocumentSummary
      do {
        document = try found(row.document)
      } catch {
        guard error.exitStatus == 64 else { throw error }
        return fail(row, error.message.zh, error.message.en)
      }
      let source = try source(of: document)
      if let span = row.span {
        guard span.upperBound <= source.text.count else {
          return fail(
            row, "偏移 \(span.upperBound) 超出原文（\(source.text.count) 字）", "offset \(span.upperBound) is behind the end of the text (\(source.text.count))")
        }
        return Placed(row: row, document: document, span: span)
      }
      guard let flat = source.find(row.quote ?? "") else {
        return fail(
          row, "原文里没有“\((row.quote ?? "").prefix(30))”；请照 show --source 抄录", "“\((row.quote ?? "").prefix(30))” is not in the text; copy it as show --source prints it")
      }
      return Placed(row: row, document: document, span: source.sourceRange(flat))
    }

    private mutating func found(_ name: String) throws(LibraryError) -> DocumentSummary {
      if let known = documents[name] { return try known.get() }
      do {
        let document = try library.document(named: name)
        documents[name] = .success(document)
        return document
      } catch {
        documents[name] = .failure(error)
        throw error
      }
    }

    private mutating func source(of document: DocumentSummary) throws(LibraryError) -> GoldSource {
      if let known = sources[document.key] { return known }
      let source = GoldSource(try library.sourceText(of: document.key))
      sources[document.key] = source
      return source
    }

    private mutating func records(_ kind: ExportKind, of document: DocumentSummary) throws(LibraryError) -> [GoldValue] {
      if let known = records[document.key]?[kind] { return known }
      let found = try Export(library: library, kind: kind).records(of: document).map { cells in
        GoldValue.object(Dictionary(zip(kind.columns, cells).map { ($0.name, GoldValue($1)) }) { a, _ in a })
      }
      records[document.key, default: [:]][kind] = found
      return found
    }

    private mutating func compare(_ place: Placed) throws(LibraryError) {
      for variable in coding.variables {
        guard let hand = place.row.values[variable] else { continue }
        let record = best(try records(variable.record, of: place.document), at: place, hand: place.row.values)
        let program = Self.value(variable, of: record)
        let agrees =
          variable == .owner && hand != HandCoding.nothing && program != HandCoding.nothing
          ? GoldText.similar(.string(hand), .string(program)) : hand == program
        matrices[variable, default: ConfusionMatrix()].add(hand, agrees ? hand : program)
        guard !agrees else { continue }
        disagreements[variable, default: []].append(
          Disagreement(
            line: place.row.line, document: place.document.source, start: place.span.lowerBound, end: place.span.upperBound,
            hand: hand, program: program,
            quote: try source(of: place.document).slice(place.span.lowerBound, place.span.upperBound)))
      }
    }

    /// The record that shares most with the passage, half of the shorter one at least. Where several lie in it, the one with
    /// the value that was coded counts.
    private func best(_ records: [GoldValue], at place: Placed, hand: [KappaVariable: String]) -> GoldValue? {
      var best: (score: Double, record: GoldValue)?
      for record in records {
        guard let start = record["start"].integer, let end = record["end"].integer, start < end,
          Tally.overlap(start..<end, place.span) >= 0.5
        else { continue }
        var score = Tally.intersectionOverUnion(start..<end, place.span)
        for variable in [KappaVariable.value, .role] where hand[variable] == Self.value(variable, of: record) { score += 1 }
        if score > best?.score ?? 0 { best = (score, record) }
      }
      return best?.record
    }

    private static func value(_ variable: KappaVariable, of record: GoldValue?) -> String {
      if variable.isPresence { return record == nil ? "no" : "yes" }
      guard let found = record?[variable.rawValue], found.isTrue || GoldText.number(found) != nil else { return HandCoding.nothing }
      if let number = GoldText.number(found), variable == .value || variable == .deadline { return KappaVariable.plain(number) }
      return variable.normal(found.string ?? found.shown) ?? HandCoding.nothing
    }
  }
}
