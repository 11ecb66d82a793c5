// SPDX-License-Identifier: Apache-2.0

/// What the daemon says about itself, its devices and their links.
public struct DaemonFacts: Codable, Hashable, Sendable {
  public struct Device: Codable, Hashable, Sendable {
    public var id: String
    public var state: String
    public var detail: String
    /// Of the device protocol, as the device said; empty before it has.
    public var protocolVersion: String

    public init(id: String, state: String, detail: String, protocolVersion: String) {
      self.id = id
      self.state = state
      self.detail = detail
      self.protocolVersion = protocolVersion
    }

    /// Whether it is one that the kernel shows on USB.
    func `is`(_ device: USBFacts) -> Bool {
      id == "usb:\(device.serial)" || device.ports.contains { id == "serial:\($0.path)" }
    }
  }

  public struct Link: Codable, Hashable, Sendable {
    public var device: String
    public var state: String
    public var framesReceived: Int
    public var framesRefused: Int
    public var setpointsSent: Int
    public var setpointsDropped: Int
    public var inboundOverflows: Int
    public var floods: Int

    public init(
      device: String, state: String, framesReceived: Int, framesRefused: Int, setpointsSent: Int,
      setpointsDropped: Int, inboundOverflows: Int, floods: Int
    ) {
      self.device = device
      self.state = state
      self.framesReceived = framesReceived
      self.framesRefused = framesRefused
      self.setpointsSent = setpointsSent
      self.setpointsDropped = setpointsDropped
      self.inboundOverflows = inboundOverflows
      self.floods = floods
    }
  }

  public struct Ticks: Codable, Hashable, Sendable {
    public var count: Int
    public var late: Int
    /// Lateness that one tick in a thousand exceeds, in µs.
    public var p999Microseconds: Double

    public init(count: Int, late: Int, p999Microseconds: Double) {
      self.count = count
      self.late = late
      self.p999Microseconds = p999Microseconds
    }
  }

  public var version: String
  public var protocolVersion: String
  public var user: UInt32
  public var process: Int
  public var realtime: Bool
  public var lockedMemory: Bool
  public var idleLatency: Bool
  public var ticks: Ticks
  public var devices: [Device]
  public var links: [Link]
  /// Whether the kernel tells the daemon of plugs; nil where it does not look at USB.
  public var hearsUSB: Bool?

  /// Whether the daemon talks to a device on USB, by whichever of its interfaces.
  func drives(_ device: USBFacts) -> Bool {
    devices.contains { $0.is(device) && $0.state != "absent" }
  }

  public init(
    version: String, protocolVersion: String, user: UInt32, process: Int, realtime: Bool,
    lockedMemory: Bool, idleLatency: Bool, ticks: Ticks, devices: [Device], links: [Link],
    hearsUSB: Bool? = nil
  ) {
    self.version = version
    self.protocolVersion = protocolVersion
    self.user = user
    self.process = process
    self.realtime = realtime
    self.lockedMemory = lockedMemory
    self.idleLatency = idleLatency
    self.ticks = ticks
    self.devices = devices
    self.links = links
    self.hearsUSB = hearsUSB
  }
}
