extension Metadata {
  package static func resolve(document: Document, text: NormalText, parts: [Part]) -> Metadata { Metadata() }
}
