/// The entries of a listed phrase, as places in the list of one of its grams.
struct PhraseList {
  let anchor: PostingList
  let places: PostingList

  var count: Int { places.count }

  /// Postings that must be decoded for all entries.
  var cost: Int { anchor.count + places.count }

  /// All entries, with the number of times that the phrase starts in own text.
  func all() throws(IndexError) -> Found {
    let (all, found) = (try anchor.all(), try places.all())
    // Places are proved to be below the number of postings.
    for index in 0..<found.count { found.ordinals[index] = all.ordinals[Int(found.ordinals[index])] }
    return found
  }
}
