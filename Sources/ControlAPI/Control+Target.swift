// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// What to run.
  ///
  /// target is a zone address (multifidus-lumbar@L5-S1:left), a common name or a preset; or program
  /// carries the text of a program file.
  public struct Target: Codable, Hashable, Sendable {
    public var target: String?
    public var program: String?
    public var programName: String?
    public var side: String?
    public var level: String?
    public var intensity: Int?

    public init(
      target: String? = nil, program: String? = nil, programName: String? = nil,
      side: String? = nil, level: String? = nil, intensity: Int? = nil
    ) {
      self.target = target
      self.program = program
      self.programName = programName
      self.side = side
      self.level = level
      self.intensity = intensity
    }
  }
}
