/// Writes pages as PDF, with a Chinese font that is named and not embedded, as reports of the older systems have it.
struct PDFSheet {
  private var objects: [String] = []

  /// Millimetres to points.
  private static let points = 72 / 25.4
  static let height = 297.0

  static func bytes(_ sheet: PlanSheet) -> [UInt8] { bytes(SheetLayout.pages(sheet).map { $0.map(draw).joined() }) }

  static func draw(_ mark: SheetLayout.Mark) -> String {
    switch mark {
    case .text(let letters, let x, let y, let size): text(letters, x: x, y: y, size: size)
    case .rule(let x0, let y0, let x1, let y1): rule(x0, y0, x1, y1)
    }
  }

  /// Letters whose base line starts at x and y, in millimetres from the upper left corner.
  static func text(_ text: String, x: Double, y: Double, size: Double = SheetLayout.size, font: String = "F") -> String {
    let codes = font == "F" ? "<" + text.utf16.map { hexadecimal(Int($0), 4) }.joined() + ">" : "(\(text))"
    return "BT /\(font) \(size * points) Tf \(x * points) \((height - y) * points) Td \(codes) Tj ET\n"
  }

  static func rule(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> String {
    "0.6 w \(x0 * points) \((height - y0) * points) m \(x1 * points) \((height - y1) * points) l S\n"
  }

  /// What stands on a page of 297 by 210 mm, printed sideways on an upright page: lines run up or down it.
  static func sideways(_ content: String, up: Bool = true) -> String {
    "q \(up ? "0 1 -1 0 841.89 0" : "0 -1 1 0 -246.61 841.89") cm\n\(content)Q\n"
  }

  /// A dark picture that fills the page: noise, so that no line is seen in it.
  static var scan: String {
    var state: UInt32 = 7
    let rows = (0..<40).map { row in
      (0..<30).map { column -> String in
        state = state &* 1_664_525 &+ 1_013_904_223
        return state >> 30 == 0 ? "\(column * 18 + 20) \(row * 18 + 40) 9 9 re f\n" : ""
      }.joined()
    }
    return "0.2 g\n" + rows.joined() + "0 g\n"
  }

  private static func hexadecimal(_ value: Int, _ digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// A document of pages with these contents.
  /// - Parameter extra: further entries of the trailer.
  static func bytes(_ pages: [String], extra: String = "", kids: String? = nil) -> [UInt8] {
    var sheet = PDFSheet()
    let first = 6
    let list = pages.indices.map { "\(first + $0 * 2) 0 R" }.joined(separator: " ")
    sheet.objects = [
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count \(pages.count)/Kids[\(kids ?? list)]>>",
      "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>",
      "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[1 95 500]/FontDescriptor 5 0 R>>",
      "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    ]
    for (i, content) in pages.enumerated() {
      sheet.objects.append(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.28 841.89]/Resources<</Font<</F 3 0 R/W<</Type/Font/Subtype/Type1/BaseFont/Courier/FirstChar 33/LastChar 126/Widths[\(String(repeating: "1000 ", count: 94))]>>>>>>/Contents \(first + 1 + i * 2) 0 R>>"
      )
      sheet.objects.append("<</Length \(content.utf8.count)>>stream\n\(content)endstream")
    }
    return sheet.written(extra)
  }

  private func written(_ extra: String) -> [UInt8] {
    var out = "%PDF-1.5\n"
    var places: [Int] = []
    for (i, object) in objects.enumerated() {
      places.append(out.utf8.count)
      out += "\(i + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = out.utf8.count
    out += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for place in places {
      let digits = String(place)
      out += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    out += "trailer\n<</Size \(objects.count + 1)/Root 1 0 R\(extra)>>\nstartxref\n\(table)\n%%EOF\n"
    return Array(out.utf8)
  }
}
