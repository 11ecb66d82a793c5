// SPDX-License-Identifier: Apache-2.0

public import Anatomy

/// What is wrong with an assessment; nothing of it was taken.
public struct AssessmentError: Error, Hashable, CustomStringConvertible {
  public let description: String
}

extension Assessment {
  /// The most movements and muscles one assessment may hold.
  public static let most = 200

  /// Checks that it is complete, in range, and does not contradict itself.
  public func checked(catalogue: Catalogue = .standard) throws(AssessmentError) -> Assessment {
    func refuse(_ text: String) throws(AssessmentError) -> Never {
      throw AssessmentError(description: text)
    }
    guard (0...10).contains(pain) else { try refuse("Pain \(pain) is not possible; give 0 to 10.") }
    guard patterns.count == Set(patterns).count, patterns.count <= 3 else {
      try refuse(
        "\(patterns.count) posture patterns at once are not possible; name one to three, each once."
      )
    }
    guard !patterns.contains(.forwardPelvis) || !patterns.contains(.backwardPelvis) else {
      try refuse("A pelvis cannot be tipped forward and backward at once; name one of them.")
    }
    guard patterns.contains(.highHip) == (highSide != nil), highSide != .midline else {
      try refuse("A high hip needs its side, left or right, and no other pattern has one.")
    }
    guard movements.count <= Self.most, muscles.count <= Self.most else {
      try refuse("More than \(Self.most) movements or muscles are too many for one assessment.")
    }
    for (index, movement) in movements.enumerated() {
      guard (0...10).contains(movement.freedom) else {
        try refuse("A freedom of \(movement.freedom) is not possible; give 0 to 10.")
      }
      guard movement.direction.hasSide == (movement.side != nil), movement.side != .midline else {
        try refuse(
          "'\(movement)' needs \(movement.direction.hasSide ? "a side, left or right" : "no side")."
        )
      }
      if let level = movement.level, Level(level) == nil {
        try refuse("'\(level)' is no level; give one vertebra or two neighbours, as in L4-L5.")
      }
      guard !movements[..<index].contains(where: { $0.isSame(as: movement) }) else {
        try refuse("'\(movement)' is there twice; give each movement once.")
      }
    }
    var known: [Muscle: Muscle.State] = [:]
    for muscle in muscles {
      guard let zone = catalogue[muscle.zone], zone.sides.contains(muscle.side) else {
        try refuse(
          "There is no '\(muscle.zone):\(muscle.side.rawValue)'; list zones with 'tonus zones'.")
      }
      let key = Muscle(zone: muscle.zone, side: muscle.side, state: .normal)
      guard known.updateValue(muscle.state, forKey: key) == nil else {
        try refuse("'\(muscle.zone):\(muscle.side.rawValue)' is there twice; say once what it is.")
      }
    }
    if let problem = daily?.problem() { try refuse(problem) }
    return self
  }
}

extension Assessment.Movement: CustomStringConvertible {
  /// As in `lumbar L4-L5 rotation left`.
  public var description: String {
    [region.rawValue, level, direction.rawValue, side?.rawValue].compactMap { $0 }
      .joined(separator: " ")
  }
}
