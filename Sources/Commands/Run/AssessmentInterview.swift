// SPDX-License-Identifier: Apache-2.0

import Anatomy
import ControlAPI
import Person

/// The questions of an assessment, one after the other: a line in, what is wrong with it or the next
/// question out.
///
/// What cannot be is told at its own question, so that nothing that was typed before is lost.
struct AssessmentInterview {
  enum Question: Hashable {
    case patterns, highSide, worse, pain
    /// One of daily life, by the place in `DailyLifeRules.activities`.
    case activity(Int)
    case sitting, work, regions
    /// Of a region, by its place in `movements`.
    case movement(Region, Int)
    /// Which joint of it.
    case joint(Region)
    /// Front against back, by the place in `Opposites.all`.
    case opposites(Int)
    case muscle
    case done
  }
  typealias Region = Person.Assessment.Movement.Region
  typealias Movement = Person.Assessment.Movement

  static let patterns = PosturePattern.asked
  static let worse: [Person.Assessment.PainPattern] = [.bending, .standing, .movement]
  static let regions: [Region] = [.neck, .thoracic, .lumbar]
  static let movements: [(text: String, direction: Movement.Direction, side: Side?)] = [
    ("Bend forward", .flexion, nil), ("Straighten and lean back", .extension_, nil),
    ("Bend to the left", .sideBend, .left), ("Bend to the right", .sideBend, .right),
    ("Turn to the left", .rotation, .left), ("Turn to the right", .rotation, .right),
  ]

  private(set) var question = Question.patterns
  private(set) var found = Person.Assessment()
  private var ahead: [Question]
  /// The moment before the last answer.
  private var earlier: [AssessmentInterview] = []
  private let catalogue: Catalogue

  private static let daily: [Question] =
    DailyLifeRules.standard.activities.indices.map { .activity($0) } + [.sitting, .work]

  init(catalogue: Catalogue = .standard) {
    self.catalogue = catalogue
    ahead =
      [.worse, .pain] + Self.daily + [.regions] + Opposites.all.indices.map { .opposites($0) }
      + [.muscle]
  }

  /// Only the questions about daily life.
  static var dailyLife: AssessmentInterview {
    var interview = AssessmentInterview()
    interview.ahead = daily
    interview.question = interview.ahead.removeFirst()
    return interview
  }

  /// Takes a line for the question at hand.
  ///
  /// - Returns: what is wrong with it, and the question stays; nil where it was taken.
  mutating func take(_ line: String) -> String? {
    let text = line.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    if text == "b" {
      guard let last = earlier.last else { return "This is the first question." }
      self = last
      return nil
    }
    let before = self
    if let wrong = answer(text) { return wrong }
    if question != .muscle || text.isEmpty {
      question = ahead.isEmpty ? .done : ahead.removeFirst()
    }
    earlier = [before]
    return nil
  }

  private mutating func answer(_ text: String) -> String? {
    switch question {
    case .patterns: return take(patterns: text)
    case .highSide:
      guard let side = Self.side(text) else {
        return "Please type left or right; if you are not sure, b goes back, and leave 4 out."
      }
      found.highSide = side
    case .worse:
      guard let numbers = Self.numbers(text, 1...3, most: 1) else { return Self.asked(1...3) }
      found.painPattern = numbers.first.map { Self.worse[$0 - 1] } ?? .none
    case .pain:
      guard let pain = Self.numbers(text, 0...10, most: 1)?.first else {
        return "Please give a number from 0 to 10; it decides what may be woken."
      }
      found.pain = pain
    case .activity(let index):
      guard let numbers = Self.numbers(text, 0...10, most: 1) else { return Self.asked(0...10) }
      if let ability = numbers.first {
        said.abilities[DailyLifeRules.standard.activities[index].id] = ability
      }
    case .sitting:
      guard let hours = Self.numbers(text, 0...24, most: 1) else { return Self.asked(0...24) }
      said.sittingHours = hours.first
    case .work:
      let kinds = DailyLifeRules.standard.kinds
      guard let numbers = Self.numbers(text, 1...kinds.count, most: 1) else {
        return Self.asked(1...kinds.count)
      }
      said.work = numbers.first.map { kinds[$0 - 1].id }
    case .regions: return take(regions: text)
    case .movement(let region, let index):
      guard let numbers = Self.numbers(text, 0...10, most: 1) else { return Self.asked(0...10) }
      if let freedom = numbers.first {
        let movement = Self.movements[index]
        found.movements.append(
          Movement(
            region: region, direction: movement.direction, side: movement.side, freedom: freedom))
      }
    case .joint(let region): return take(joint: text, of: region)
    case .opposites(let index): return take(opposites: text, Opposites.all[index])
    case .muscle: return text.isEmpty ? nil : take(muscle: text)
    case .done: break
    }
    return nil
  }

  /// What is said of daily life; nothing said is none of it.
  private var said: Person.DailyLife {
    get { found.daily ?? Person.DailyLife() }
    set { found.daily = newValue.isEmpty ? nil : newValue }
  }

  private mutating func take(patterns text: String) -> String? {
    guard let numbers = Self.numbers(text, 1...4) else { return Self.asked(1...4) }
    var tried = Person.Assessment(patterns: numbers.map { Self.patterns[$0 - 1] })
    tried.highSide = tried.patterns.contains(.highHip) ? .left : nil
    do throws(AssessmentError) { _ = try tried.checked(catalogue: catalogue) } catch {
      return error.description
    }
    found.patterns = tried.patterns
    if tried.highSide != nil { ahead.insert(.highSide, at: 0) }
    return nil
  }

  private mutating func take(regions text: String) -> String? {
    guard let numbers = Self.numbers(text, 1...3) else { return Self.asked(1...3) }
    let questions = Set(numbers).sorted().map { Self.regions[$0 - 1] }.flatMap { region in
      Self.movements.indices.map { Question.movement(region, $0) } + [.joint(region)]
    }
    ahead.insert(contentsOf: questions, at: 0)
    return nil
  }

  private mutating func take(joint text: String, of region: Region) -> String? {
    guard !text.isEmpty else { return nil }
    guard let level = Level(text), region.letters.contains(level.description.prefix(1)) else {
      return "Please write one joint of this part as in \(region.joint), or nothing."
    }
    for index in found.movements.indices where found.movements[index].region == region {
      found.movements[index].level = level.description
    }
    return nil
  }

  private mutating func take(opposites text: String, _ pair: Opposites) -> String? {
    guard let numbers = Self.numbers(text, 1...3, most: 1) else { return Self.asked(1...3) }
    guard let number = numbers.first, number < 3 else { return nil }
    let (tight, other) = number == 1 ? (pair.front, pair.back) : (pair.back, pair.front)
    for (zone, state) in [(tight, Person.Assessment.Muscle.State.tight), (other, .normal)] {
      for side in catalogue[zone]?.sides ?? [] { put(zone, side, state) }
    }
    return nil
  }

  private mutating func take(muscle text: String) -> String? {
    guard let argument = MuscleArgument(argument: text)?.muscle else {
      return "Please write it as in QL:left=tight."
    }
    guard let state = Person.Assessment.Muscle.State(rawValue: argument.state) else {
      return "'\(argument.state)' is none of tight, spasm, weak and normal."
    }
    guard let side = Side(rawValue: argument.side) ?? Self.side(argument.side) else {
      return "'\(argument.side)' is no side; write left, right or midline."
    }
    switch catalogue.locate("\(argument.zone):\(side.rawValue)") {
    case .failure(let problem): return problem.message
    case .success(let address): put(address.zone, side, state)
    }
    return nil
  }

  /// What is said of a muscle later takes the place of what was said before.
  private mutating func put(
    _ zone: ZoneID, _ side: Side, _ state: Person.Assessment.Muscle.State
  ) {
    found.muscles.removeAll { $0.zone == zone && $0.side == side }
    found.muscles.append(.init(zone: zone, side: side, state: state))
  }

  private static func side(_ text: String) -> Side? {
    [Side.left, .right].first { !text.isEmpty && $0.rawValue.hasPrefix(text) }
  }

  private static func asked(_ range: ClosedRange<Int>) -> String {
    "Please give a number from \(range.lowerBound) to \(range.upperBound)."
  }

  /// Numbers within a range; none for an empty line, nil for anything else.
  private static func numbers(_ text: String, _ range: ClosedRange<Int>, most: Int = .max) -> [Int]?
  {
    let parts = text.split { $0 == "," || $0 == " " }
    let numbers = parts.compactMap { Int($0) }.filter { range.contains($0) }
    return numbers.count == parts.count && numbers.count <= most ? numbers : nil
  }
}

extension AssessmentInterview.Region {
  /// What its vertebrae begin with.
  fileprivate var letters: Set<Substring> {
    switch self {
    case .neck: ["C"]
    case .thoracic: ["T"]
    case .lumbar: ["L", "S"]
    }
  }

  /// One of its joints.
  var joint: String {
    switch self {
    case .neck: "C4-C5"
    case .thoracic: "T6-T7"
    case .lumbar: "L4-L5"
    }
  }
}

extension PosturePattern {
  /// In the order of the numbers that stand for them.
  fileprivate static let asked: [PosturePattern] = [
    .forwardHead, .forwardPelvis, .backwardPelvis, .highHip,
  ]
}
