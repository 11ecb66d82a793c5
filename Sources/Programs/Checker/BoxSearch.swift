// SPDX-License-Identifier: Apache-2.0

/// Proves something of every point of a box, by cutting the box into smaller ones.
///
/// The worst part is cut first. A part is done when its bounds show that all of it holds; any point
/// that is tried and does not hold ends the search. What is left when the budget is used up is
/// neither.
struct BoxSearch<Witness> {
  typealias Box = [ValueRange]

  enum Verdict {
    case proved
    case refuted(Witness)
    /// The worst part that is left, of so many that were looked at.
    case undecided(Box, looked: Int)
  }

  /// How far a part may be outside what holds, as a share of the limit; zero and less is inside.
  let excess: (Box) -> Double
  /// What speaks against a point; nil when it holds there.
  let witness: ([Double]) -> Witness?

  /// - Parameter budget: parts to look at; what remains of it afterwards.
  func search(_ whole: Box, budget: inout Int) -> Verdict {
    budget -= 1
    let first = excess(whole)
    if first <= 0 { return .proved }
    for corner in Self.corners(whole) {
      if let found = witness(corner) { return .refuted(found) }
    }
    var heap = [(excess: first, box: whole)]
    var looked = 1
    while let worst = heap.popWorst() {
      if let found = witness(worst.box.map(\.middle)) { return .refuted(found) }
      guard budget > 0, let halves = halves(worst.box, of: whole, &budget) else {
        return .undecided(worst.box, looked: looked)
      }
      looked += 2
      for half in halves where half.excess > 0 { heap.push(half) }
    }
    return .proved
  }

  /// The box cut where that helps most; nil when nothing is left to cut.
  private func halves(_ box: Box, of whole: Box, _ budget: inout Int) -> [(
    excess: Double, box: Box
  )]? {
    var best: [(excess: Double, box: Box)]?
    var bestWorst = Double.infinity
    var bestWidth = 0.0
    for side in box.indices {
      let middle = box[side].middle
      guard middle > box[side].low, middle < box[side].high else { continue }
      let cut = [ValueRange(box[side].low, middle), ValueRange(middle, box[side].high)].map {
        part in
        var half = box
        half[side] = part
        return (excess: excess(half), box: half)
      }
      budget -= 2
      let worst = max(cut[0].excess, cut[1].excess)
      let width = box[side].width / max(whole[side].width, .leastNonzeroMagnitude)
      // Where no cut helps yet, the side that was cut least.
      if best == nil || worst < bestWorst || (worst == bestWorst && width > bestWidth) {
        (best, bestWorst, bestWidth) = (cut, worst, width)
      }
    }
    return best
  }

  /// The corners of a box, of at most six sides; of more the two where all are least or greatest.
  private static func corners(_ box: Box) -> [[Double]] {
    guard box.count <= 6 else { return [box.map(\.low), box.map(\.high)] }
    return (0..<1 << box.count).map { bits in
      box.indices.map { bits >> $0 & 1 == 0 ? box[$0].low : box[$0].high }
    }
  }
}

extension Array {
  /// A binary heap whose first element has the greatest excess.
  fileprivate mutating func push<Box>(_ new: Element) where Element == (excess: Double, box: Box) {
    append(new)
    var index = count - 1
    while index > 0, self[index].excess > self[(index - 1) / 2].excess {
      swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  fileprivate mutating func popWorst<Box>() -> Element?
  where Element == (excess: Double, box: Box) {
    guard let worst = first else { return nil }
    let moved = removeLast()
    guard !isEmpty else { return worst }
    self[0] = moved
    var index = 0
    while true {
      var largest = index
      for child in [2 * index + 1, 2 * index + 2] where child < count {
        if self[child].excess > self[largest].excess { largest = child }
      }
      guard largest != index else { return worst }
      swapAt(index, largest)
      index = largest
    }
  }
}
