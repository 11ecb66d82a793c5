// SPDX-License-Identifier: Apache-2.0

/// What one actuator did, measured over one window.
///
/// Phasors are peak values against the drive's phase: acceleration in 0.5 mg, current in 0.1 mA.
/// `ageTenMicroseconds` is how far the window's centre lies before the clock reading. Bit n − 1 of
/// `latches` is cause n. `headPeakMilligravities` is the largest sample since the last telemetry.
public struct Telemetry: Hashable, Sendable, BitwiseCopyable {
  public var actuator: UInt8 = 0
  public var state: DeviceState = .idle
  public var clockMilliseconds: UInt32 = 0
  public var clockFractionMicroseconds: UInt16 = 0
  public var flags: TelemetryFlags = []
  public var lastSetpoint: UInt16 = 0
  public var latches: UInt16 = 0
  public var newestLatch: UInt16 = 0
  public var frequencyCentihertz: UInt16 = 0
  public var windowTenMicroseconds: UInt16 = 0
  public var ageTenMicroseconds: UInt16 = 0
  public var targetMicrometers: UInt16 = 0
  public var head: WirePhasor = .zero
  public var headSecond: WirePhasor = .zero
  public var housing: WirePhasor = .zero
  public var current: WirePhasor = .zero
  public var currentSecond: WirePhasor = .zero
  public var driveMillivolts: UInt16 = 0
  public var contactForceCentinewtons: UInt16 = 0
  public var headPeakMilligravities: UInt16 = 0
  public var clippedSamples: UInt8 = 0
  public var housingSecond: WirePhasor = .zero
  public init() {}
}

extension Telemetry: WireBody {
  public static var bodyLength: Int { 56 }

  public func encode(into body: inout Payload) {
    body.setByte(0, actuator)
    body.setByte(1, state.rawValue)
    body.setUInt32(2, clockMilliseconds)
    body.setUInt16(6, clockFractionMicroseconds)
    body.setUInt16(8, flags.rawValue)
    body.setUInt16(10, lastSetpoint)
    body.setUInt16(12, latches)
    body.setUInt16(14, newestLatch)
    body.setUInt16(16, frequencyCentihertz)
    body.setUInt16(18, windowTenMicroseconds)
    body.setUInt16(20, ageTenMicroseconds)
    body.setUInt16(22, targetMicrometers)
    body.setPhasor(24, head)
    body.setPhasor(28, headSecond)
    body.setPhasor(32, housing)
    body.setPhasor(36, current)
    body.setPhasor(40, currentSecond)
    body.setUInt16(44, driveMillivolts)
    body.setUInt16(46, contactForceCentinewtons)
    body.setUInt16(48, headPeakMilligravities)
    body.setByte(50, clippedSamples)
    body.setPhasor(52, housingSecond)
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    guard let state = DeviceState(rawValue: body.byte(1)) else {
      throw FieldRefusal(offset: 1)
    }
    let clockFractionMicroseconds = try body.microseconds(6)
    let flags = try TelemetryFlags(body: body, at: 8)
    try body.requireReserved(51)
    self.init()
    self.actuator = body.byte(0)
    self.state = state
    self.clockMilliseconds = body.uint32(2)
    self.clockFractionMicroseconds = clockFractionMicroseconds
    self.flags = flags
    self.lastSetpoint = body.uint16(10)
    self.latches = body.uint16(12)
    self.newestLatch = body.uint16(14)
    self.frequencyCentihertz = body.uint16(16)
    self.windowTenMicroseconds = body.uint16(18)
    self.ageTenMicroseconds = body.uint16(20)
    self.targetMicrometers = body.uint16(22)
    self.head = body.phasor(24)
    self.headSecond = body.phasor(28)
    self.housing = body.phasor(32)
    self.current = body.phasor(36)
    self.currentSecond = body.phasor(40)
    self.driveMillivolts = body.uint16(44)
    self.contactForceCentinewtons = body.uint16(46)
    self.headPeakMilligravities = body.uint16(48)
    self.clippedSamples = body.byte(50)
    self.housingSecond = body.phasor(52)
  }
}
