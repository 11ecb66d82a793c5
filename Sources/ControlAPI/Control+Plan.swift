// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// What would run, as it was proved: nothing has moved yet.
  ///
  /// program is the hash of exactly the texts that were checked, empty where there are none.
  public struct Plan: Codable, Hashable, Sendable {
    public var title: String
    public var zones: [String]
    public var seconds: Double
    public var frequencyMax: Double
    public var amplitudeMax: Double
    public var accelerationMax: Double
    public var steps: [PlanStep]
    public var notes: [String]
    public var program: String

    public init(
      title: String, zones: [String], seconds: Double, frequencyMax: Double, amplitudeMax: Double,
      accelerationMax: Double, steps: [PlanStep], notes: [String], program: String = ""
    ) {
      self.title = title
      self.zones = zones
      self.seconds = seconds
      self.frequencyMax = frequencyMax
      self.amplitudeMax = amplitudeMax
      self.accelerationMax = accelerationMax
      self.steps = steps
      self.notes = notes
      self.program = program
    }
  }

  /// What the step does is that of the first actuator it drives.
  ///
  /// actuators is there when it drives several, or one that is not the device's first, and then tells
  /// of each.
  public struct PlanStep: Codable, Hashable, Sendable {
    public var kind: String
    public var zone: String
    public var seconds: Double
    public var frequencyStart: Double
    public var frequencyEnd: Double
    public var amplitudeStart: Double
    public var amplitudeEnd: Double
    public var text: String
    public var actuators: [PlanActuator]?

    public init(
      kind: String, zone: String, seconds: Double, frequencyStart: Double, frequencyEnd: Double,
      amplitudeStart: Double, amplitudeEnd: Double, text: String,
      actuators: [PlanActuator]? = nil
    ) {
      self.kind = kind
      self.zone = zone
      self.seconds = seconds
      self.frequencyStart = frequencyStart
      self.frequencyEnd = frequencyEnd
      self.amplitudeStart = amplitudeStart
      self.amplitudeEnd = amplitudeEnd
      self.text = text
      self.actuators = actuators
    }
  }

  /// What one of several actuators does in a step, counted from 0.
  public struct PlanActuator: Codable, Hashable, Sendable {
    public var actuator: Int
    public var frequencyStart: Double
    public var frequencyEnd: Double
    public var amplitudeStart: Double
    public var amplitudeEnd: Double

    public init(
      actuator: Int, frequencyStart: Double, frequencyEnd: Double, amplitudeStart: Double,
      amplitudeEnd: Double
    ) {
      self.actuator = actuator
      self.frequencyStart = frequencyStart
      self.frequencyEnd = frequencyEnd
      self.amplitudeStart = amplitudeStart
      self.amplitudeEnd = amplitudeEnd
    }
  }
}
