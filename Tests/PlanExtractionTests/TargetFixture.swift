import PlanText

@testable import PlanExtraction

/// The targets of a plan given as lines of text, with what its metadata would say.
func targets(
  _ text: String, period: ClosedRange<Int>? = nil, kind: String? = nil, issuedOn: String? = nil, province: String? = nil
) throws -> [Target] {
  let extractor = TargetExtractor(book: try RuleBook.bundled())
  let lines = text.split(separator: "\n").map(String.init)
  var scalars: [Unicode.Scalar] = []
  var blocks: [Block] = []
  for line in lines {
    let start = scalars.count
    scalars += Array(line.unicodeScalars)
    blocks.append(Block(span: SourceSpan(start: start, end: scalars.count), kind: .paragraph))
    scalars.append("\n")
  }
  let document = Document(
    path: "plan", format: .html, encoding: EncodingReport(name: "UTF-8", reason: "valid UTF-8"), text: scalars, blocks: blocks,
    sha256: "")
  let outline = Outline(of: document)
  var metadata = outline.metadata
  metadata.periodStart = period?.lowerBound
  metadata.periodEnd = period?.upperBound
  metadata.kind = kind
  if let issuedOn { metadata.issuedOn = issuedOn }
  if let province { metadata.province = province }
  return extractor.targets(
    in: Outline(
      document: document, text: outline.text, metadata: metadata, sections: outline.sections, parts: outline.parts,
      sentences: outline.sentences))
}
