/// The first index of `range` for which `isReached` holds, or its upper bound; `isReached` must be false up to some index and
/// true from there on. Slow equivalent: `range.first(where: isReached) ?? range.upperBound`.
@inlinable
package func firstIndex(in range: Range<Int>, where isReached: (Int) -> Bool) -> Int {
  var low = range.lowerBound
  var high = range.upperBound
  while low < high {
    let middle = low + (high - low) / 2
    if isReached(middle) { high = middle } else { low = middle + 1 }
  }
  return low
}
