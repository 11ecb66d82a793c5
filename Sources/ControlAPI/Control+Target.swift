// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// What to run.
  ///
  /// target is a zone address (multifidus-lumbar@L5-S1:left), a common name or a preset; or program
  /// carries the text of a program file, programName its file name, and files the texts of the
  /// programs it uses, by their path from its folder; all texts together have at most 1 MiB. values
  /// are the program's parameters with their units. Or rest names a session that was interrupted,
  /// whose end is meant. With live, target is one zone-side that the client drives itself, by
  /// Setpoint.
  public struct Target: Codable, Hashable, Sendable {
    public var target: String?
    public var program: String?
    public var programName: String?
    public var files: [String: String]?
    public var values: [String: String]?
    public var side: String?
    public var level: String?
    public var intensity: Int?
    public var live: Live?
    public var rest: String?

    public init(
      target: String? = nil, program: String? = nil, programName: String? = nil,
      files: [String: String]? = nil, values: [String: String]? = nil,
      side: String? = nil, level: String? = nil, intensity: Int? = nil, live: Live? = nil,
      rest: String? = nil
    ) {
      self.target = target
      self.program = program
      self.programName = programName
      self.files = files
      self.values = values
      self.side = side
      self.level = level
      self.intensity = intensity
      self.live = live
      self.rest = rest
    }
  }

  /// What a live stream is bound to: no setpoint above amplitudeMax, and the end after so many
  /// seconds.
  public struct Live: Codable, Hashable, Sendable {
    public var amplitudeMax: Double
    public var seconds: Double
    public var profile: String?
    public var actuators: Int?

    public init(
      amplitudeMax: Double, seconds: Double, profile: String? = nil, actuators: Int? = nil
    ) {
      self.amplitudeMax = amplitudeMax
      self.seconds = seconds
      self.profile = profile
      self.actuators = actuators
    }
  }
}
