// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// What a host asks of a played-back device, held against what was asked when it was recorded.
struct Comparison: Sendable {
  /// `[C]` More than a person reads.
  private static let limit = 100

  /// `[C]` A ramp may lie a few setpoints off.
  private static let slack = Interval.milliseconds(100)

  private(set) var deviations: [String] = []
  /// The setpoint that was in force at this point of the recording.
  var expected: Setpoint?
  /// Since when the setpoints are not alike.
  private var offSince: Interval?
  private var isTold = false

  mutating func note(_ text: String, at position: Interval) {
    guard deviations.count < Self.limit else { return }
    deviations.append("\(Double(position.milliseconds) / 1000) s: \(text)")
  }

  /// Says once when the setpoints part, and again after they have met.
  ///
  /// The regulator answers the body: 5 % and 20 µm, 0.5 Hz, a fifth and 5 mA are alike `[C]`.
  mutating func compare(_ setpoint: Setpoint, at position: Interval) {
    guard let expected else { return }
    let isAlike =
      Self.near(setpoint.amplitudeMicrometers, expected.amplitudeMicrometers, 20, share: 20)
      && Self.near(setpoint.frequencyCentihertz, expected.frequencyCentihertz, 50, share: 1000)
      && Self.near(setpoint.driveTenthMilliamperes, expected.driveTenthMilliamperes, 50, share: 5)
    guard !isAlike else {
      (offSince, isTold) = (nil, false)
      return
    }
    offSince = offSince ?? position
    guard !isTold, position - (offSince ?? position) >= Self.slack else { return }
    isTold = true
    note("setpoint \(Self.text(setpoint)), recorded \(Self.text(expected))", at: position)
  }

  mutating func compare(_ recorded: HostMessage, _ message: HostMessage, at position: Interval) {
    let isAlike =
      switch (recorded, message) {
      case (.arm(let one), .arm(let other)):
        one.actuatorMask == other.actuatorMask
          && one.frequencyMinCentihertz == other.frequencyMinCentihertz
          && one.frequencyMaxCentihertz == other.frequencyMaxCentihertz
          && one.amplitudeMaxMicrometers == other.amplitudeMaxMicrometers
          && one.accelerationMaxMilligravities == other.accelerationMaxMilligravities
          && one.driveMaxTenthMilliamperes == other.driveMaxTenthMilliamperes
          && one.energisedMaxMilliseconds == other.energisedMaxMilliseconds
      case (.stop(let one), .stop(let other)): one.reason == other.reason
      case (.rates(let one), .rates(let other)): one == other
      case (.clear(let one), .clear(let other)): one.cause == other.cause
      case (.hello(let one), .hello(let other)):
        one.major == other.major && one.minor == other.minor
      default: recorded.type == message.type
      }
    if !isAlike { note("sent \(message), recorded \(recorded)", at: position) }
  }

  private static func near(_ a: UInt16, _ b: UInt16, _ least: Int, share: Int) -> Bool {
    abs(Int(a) - Int(b)) <= max(least, Int(b) / share)
  }

  private static func text(_ setpoint: Setpoint) -> String {
    "\(Double(setpoint.frequencyCentihertz) / 100) Hz \(setpoint.amplitudeMicrometers) µm"
      + " \(Double(setpoint.driveTenthMilliamperes) / 10) mA"
  }
}
