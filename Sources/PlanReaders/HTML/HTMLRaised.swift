extension HTMLPage {
  /// The letters of the element `i` if it is raised, and whether a link in it leads inside of the page; nil for other elements and for
  /// raised text that is no mark or power.
  ///
  /// Raised are `sup` and what a style calls `vertical-align: super`. Word's pages raise their marks of notes by a class only: there the
  /// link tells (`<a href="#_ftn1"><span class=MsoFootnoteReference>[1]</span></a>`).
  func raisedLetters(_ i: Int, _ visibility: HTMLVisibility) -> (text: [Unicode.Scalar], isLink: Bool)? {
    let node = nodes[i]
    guard node.tag != .text, Int(node.end) - i <= 32 else { return nil }
    switch node.tag {
    case .raised: break
    case .anchor: if !leadsToNote(node) { return nil }
    case .inline: if !declarations(of: node).contains(where: { $0.elementsEqual("vertical-align:super".utf8) }) { return nil }
    default: return nil
    }
    var text: [Unicode.Scalar] = []
    var isLink = node.tag == .anchor
    for k in i + 1..<max(i + 1, Int(node.end)) where !visibility.isHidden(k) {
      let part = nodes[k]
      if part.tag == .text {
        guard part.text.count <= RaisedLetters.most * 4 else { return nil }
        text += self.text(of: part).unicodeScalars
      } else if part.tag.isBlock || part.tag == .lineBreak {
        return nil
      } else if part.tag == .anchor {
        isLink = isLink || leadsInside(part)
      }
      if text.count > RaisedLetters.most { return nil }
    }
    return text.isEmpty ? nil : (text, isLink)
  }

  /// Whether a link leads to a place of a page: `#_ftn1`, `index.html#note1`.
  func leadsInside(_ anchor: HTMLNode) -> Bool { fragment(anchor) != nil }

  /// Whether a link leads to a note or back from it, by the names that Word and WPS give to these places: `_ftn1`, `_ednref2`.
  private func leadsToNote(_ anchor: HTMLNode) -> Bool {
    fragment(anchor).map { $0.hasPrefix("_ftn") || $0.hasPrefix("_edn") } ?? false
  }

  private func fragment(_ anchor: HTMLNode) -> String? {
    guard let href = attribute("href", of: anchor), let mark = href.lastIndex(of: "#") else { return nil }
    let place = href[href.index(after: mark)...]
    return place.isEmpty ? nil : String(place)
  }
}
