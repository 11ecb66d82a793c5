// SPDX-License-Identifier: Apache-2.0
import Anatomy
import Quantities

/// What the worst way through a program adds up to, step by step; times in milliseconds.
///
/// Steps only lead forward, so one walk in their order is enough.
struct PathTotals {
  /// The sums on the way to a step, each by the way that makes it greatest.
  struct Sums {
    var energised = 0.0
    var wall = 0.0
    /// Without waits.
    var treated = 0.0
    var sides: [Double]
    /// Which answers lead to the greatest of each: all of it, and each zone-side.
    var trail: Int32 = -1
    var sideTrails: [Int32]
  }

  /// An answer on a way.
  struct Turn {
    var step: Int
    var answer: Int
    var before: Int32
  }

  /// What a step adds.
  struct Share {
    var energised: Double
    var wall: Double
    var treated: Double
  }

  private(set) var end: Sums
  private(set) var turns: [Turn] = []
  /// Steps that some way leads through.
  private(set) var reached: [Bool]

  /// - Parameters:
  ///   - sides: the zone-side of each step, as an index below `sideCount`; −1 for none.
  ///   - least: the least sums instead of the greatest.
  ///   - visit: called with each step, in order, how long its zone-side was driven before it, and the
  ///     sums after it.
  init(
    _ steps: [TimelineStep], _ branches: [Int32], sides: [Int], sideCount: Int, least: Bool = false,
    share: (Int) -> Share, visit: (Int, Double, Sums) -> Void
  ) {
    let nothing = Sums(
      sides: Array(repeating: 0, count: sideCount),
      sideTrails: Array(repeating: -1, count: sideCount))
    end = nothing
    reached = Array(repeating: false, count: steps.count)
    var waiting: [Int: Sums] = [:]
    var here: Sums? = nothing
    for index in steps.indices {
      if let other = waiting.removeValue(forKey: index) {
        here = here.map { Self.joined($0, other, least: least) } ?? other
      }
      // Moved out and in, so that its lists are never copied.
      guard var sums = here.take() else { continue }
      reached[index] = true
      let before = sides[index] >= 0 ? sums.sides[sides[index]] : 0
      let step = steps[index]
      let added = share(index)
      sums.energised += added.energised
      sums.wall += added.wall
      sums.treated += added.treated
      if sides[index] >= 0 { sums.sides[sides[index]] += added.energised }
      visit(index, before, sums)
      if step.kind == .ask {
        for answer in 0..<Timeline.answers {
          let target = Int(branches[Int(step.branch) + answer])
          // Equal targets of neighbouring answers are one way.
          if answer > 0, Int(branches[Int(step.branch) + answer - 1]) == target { continue }
          let way = taken(sums, index, answer)
          waiting[target] = waiting[target].map { Self.joined($0, way, least: least) } ?? way
        }
      } else if step.next >= 0, Int(step.next) != index + 1 {
        let target = Int(step.next)
        waiting[target] = waiting[target].map { Self.joined($0, sums, least: least) } ?? sums
      } else {
        here = sums
      }
    }
    let last = waiting[steps.count]
    switch (here, last) {
    case (let a?, let b?): end = Self.joined(a, b, least: least)
    case (let a?, nil): end = a
    case (nil, let b?): end = b
    case (nil, nil): end = nothing
    }
  }

  private mutating func taken(_ sums: Sums, _ step: Int, _ answer: Int) -> Sums {
    var way = sums
    func turn(_ before: Int32) -> Int32 {
      turns.append(Turn(step: step, answer: answer, before: before))
      return Int32(turns.count - 1)
    }
    way.trail = turn(sums.trail)
    for side in way.sides.indices where way.sides[side] > 0 || sums.sideTrails[side] >= 0 {
      way.sideTrails[side] = turn(sums.sideTrails[side])
    }
    return way
  }

  private static func joined(_ a: Sums, _ b: Sums, least: Bool) -> Sums {
    func pick(_ x: Double, _ y: Double) -> Double { least ? min(x, y) : max(x, y) }
    var sums = a
    if a.energised < b.energised { sums.trail = b.trail }
    sums.energised = pick(a.energised, b.energised)
    sums.wall = pick(a.wall, b.wall)
    sums.treated = pick(a.treated, b.treated)
    for side in a.sides.indices {
      if a.sides[side] < b.sides[side] { sums.sideTrails[side] = b.sideTrails[side] }
      sums.sides[side] = pick(a.sides[side], b.sides[side])
    }
    return sums
  }

  /// The answers of a way, in order: the step that asked, and what was answered (11 for nothing).
  func answers(_ trail: Int32) -> [(step: Int, answer: Int)] {
    var found: [(step: Int, answer: Int)] = []
    var index = trail
    while index >= 0 {
      let turn = turns[Int(index)]
      found.append((turn.step, turn.answer))
      index = turn.before
    }
    return found.reversed()
  }
}
