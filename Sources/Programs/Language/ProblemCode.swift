// SPDX-License-Identifier: Apache-2.0

/// What kind of problem it is: stable, for machines; the message is for people.
public enum ProblemCode: String, Hashable, Sendable, Codable, CaseIterable {
  // The text.
  case tooLarge = "too-large"
  case syntax
  case alias
  case tooDeep = "too-deep"
  case wrongType = "wrong-type"
  case unknownKey = "unknown-key"
  case duplicateKey = "duplicate-key"
  case missingKey = "missing-key"
  case version
  case unknownStep = "unknown-step"
  case tooManySteps = "too-many-steps"
  case expression
  case times
  case answers
  case reaction
  case actuator
  // Programs that use others.
  case usePath = "use-path"
  case useMissing = "use-missing"
  case useCircle = "use-circle"
  // Quantities.
  case notANumber = "not-a-number"
  case missingUnit = "missing-unit"
  case unknownUnit = "unknown-unit"
  case wrongUnit = "wrong-unit"
  case notPositive = "not-positive"
  case tooBig = "too-big"
  case mixedUnits = "mixed-units"
  // Names.
  case unknownProfile = "unknown-profile"
  case unknownSide = "unknown-side"
  case unknownParameter = "unknown-parameter"
  case parameterRange = "parameter-range"
  case intensityRange = "intensity-range"
  case zone
  case lockedZone = "locked-zone"
  case needsZone = "needs-zone"
  case needsSide = "needs-side"
  case fixedSide = "fixed-side"
  case fixedLevel = "fixed-level"
  case zoneWithoutMove = "zone-without-move"
  // Limits.
  case nothingReachable = "nothing-reachable"
  case frequencyOutside = "frequency-outside"
  case amplitudeAbove = "amplitude-above"
  case notProved = "not-proved"
  case zoneTime = "zone-time"
  case sessionTime = "session-time"
  case wallTime = "wall-time"
  case wait
  case slew
  case longHold = "long-hold"
  case noVibration = "no-vibration"
  case informationOnly = "information-only"
}
