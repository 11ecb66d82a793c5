// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// What has passed over a device's link since the daemon opened it.
  public struct LinkCounts: Codable, Hashable, Sendable {
    public var device: String
    public var state: String
    public var framesReceived: Int
    public var framesRefused: Int
    public var setpointsSent: Int
    public var setpointsDropped: Int
    public var commandsDropped: Int
    public var inboundOverflows: Int
    public var floods: Int
    public var writeStalls: Int
    public var allocations: Int

    public init(
      device: String, state: String, framesReceived: Int, framesRefused: Int, setpointsSent: Int,
      setpointsDropped: Int, commandsDropped: Int, inboundOverflows: Int, floods: Int,
      writeStalls: Int, allocations: Int
    ) {
      self.device = device
      self.state = state
      self.framesReceived = framesReceived
      self.framesRefused = framesRefused
      self.setpointsSent = setpointsSent
      self.setpointsDropped = setpointsDropped
      self.commandsDropped = commandsDropped
      self.inboundOverflows = inboundOverflows
      self.floods = floods
      self.writeStalls = writeStalls
      self.allocations = allocations
    }
  }

  /// What only the daemon knows about itself.
  public struct Diagnosis: Codable, Hashable, Sendable {
    public var version: String
    public var `protocol`: String
    public var user: Int
    public var process: Int
    public var realtime: Bool
    public var lockedMemory: Bool
    public var idleLatency: Bool
    public var timing: Timing
    public var links: [LinkCounts]
    /// Whether the kernel tells what is plugged in and out; nil where USB is not looked at.
    public var hearsUSB: Bool?

    public init(
      version: String, protocol: String, user: Int, process: Int, realtime: Bool,
      lockedMemory: Bool, idleLatency: Bool, timing: Timing, links: [LinkCounts],
      hearsUSB: Bool? = nil
    ) {
      self.version = version
      self.protocol = `protocol`
      self.user = user
      self.process = process
      self.realtime = realtime
      self.lockedMemory = lockedMemory
      self.idleLatency = idleLatency
      self.timing = timing
      self.links = links
      self.hearsUSB = hearsUSB
    }
  }
}
