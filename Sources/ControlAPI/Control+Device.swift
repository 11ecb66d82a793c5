// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// A device the daemon knows.
  ///
  /// state is one of absent, identifying, ready, armed, running, stopping, latched, quarantined.
  public struct Device: Codable, Hashable, Sendable {
    public var id: String
    public var model: String
    public var serial: String
    public var transport: String
    public var path: String
    public var firmware: String
    public var `protocol`: String
    public var simulated: Bool
    public var state: String
    public var detail: String
    public var latches: [Latch]
    public var leaseHeldBy: String?

    public init(
      id: String, model: String, serial: String, transport: String, path: String, firmware: String,
      `protocol`: String, simulated: Bool, state: String, detail: String, latches: [Latch],
      leaseHeldBy: String? = nil
    ) {
      self.id = id
      self.model = model
      self.serial = serial
      self.transport = transport
      self.path = path
      self.firmware = firmware
      self.protocol = `protocol`
      self.simulated = simulated
      self.state = state
      self.detail = detail
      self.latches = latches
      self.leaseHeldBy = leaseHeldBy
    }
  }

  /// A stop that stays until cleared.
  public struct Latch: Codable, Hashable, Sendable {
    public var number: Int
    public var cause: String
    public var explanation: String
    public var needsPowerCycle: Bool

    public init(number: Int, cause: String, explanation: String, needsPowerCycle: Bool) {
      self.number = number
      self.cause = cause
      self.explanation = explanation
      self.needsPowerCycle = needsPowerCycle
    }
  }
}
