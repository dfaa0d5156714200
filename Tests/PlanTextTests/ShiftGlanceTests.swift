import Testing

@testable import PlanText

@Suite struct ShiftGlanceTests {
  /// What the look at many places says of one, the whole reading of its bytes says too.
  @Test(arguments: [
    "全县推进高质量发展，建成农村公路120公里、改造危房35户。奋力拼搏搏击扬帆硅锂镍铬",
    "乾隆年間著名的著作，著力發展锂电硅片ABC第3期？○□\u{E000}",
  ])
  func saysWhatTheReadingSays(_ alphabet: String) {
    let letters = Array(alphabet.unicodeScalars)
    var random = SeededGenerator(seed: 20_261_122)
    var (told, refused) = (0, 0)
    for _ in 0..<150 {
      let source = (0..<40).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] }
      let cells = source.indices.map { Cell(scalar: source[$0], start: Int32($0), end: Int32($0 + 1)) }
      let reader = Realignment(cells, source: source)
      let low = Int.random(in: 0..<8, using: &random)
      let look = ShiftGlance(cells[low...], source: source, table: .shared, weights: .bundled)
      for start in low..<cells.count {
        let end = min(cells.count, start + Realignment.glance)
        guard let isPromising = look.isPromising(from: start, to: end, atMost: Realignment.mostCost + 2) else { continue }
        told += 1
        refused += isPromising ? 0 : 1
        #expect(isPromising == reader.isPromising(ByteShift.bytes(of: cells[start..<end], source: source)))
      }
    }
    #expect(told > 100 && refused > 0)
  }
}
