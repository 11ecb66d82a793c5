// SPDX-License-Identifier: Apache-2.0

/// Negotiates refresh and telemetry periods; the answer's detail carries what the device grants.
///
/// Each is 1…100, in the unit its name says.
public struct Rates: Hashable, Sendable, BitwiseCopyable {
  public var telemetryPeriodMilliseconds: UInt8
  public var setpointPeriodMilliseconds: UInt8
  public var conditionPeriodCentiseconds: UInt8
  public var measurement: Bool
  public init(
    telemetryPeriodMilliseconds: UInt8, setpointPeriodMilliseconds: UInt8,
    conditionPeriodCentiseconds: UInt8, measurement: Bool
  ) {
    self.telemetryPeriodMilliseconds = telemetryPeriodMilliseconds
    self.setpointPeriodMilliseconds = setpointPeriodMilliseconds
    self.conditionPeriodCentiseconds = conditionPeriodCentiseconds
    self.measurement = measurement
  }
}

extension Rates: WireBody {
  public static var bodyLength: Int { 4 }

  public func encode(into body: inout Payload) {
    body.setByte(0, telemetryPeriodMilliseconds)
    body.setByte(1, setpointPeriodMilliseconds)
    body.setByte(2, conditionPeriodCentiseconds)
    body.setByte(3, measurement ? 1 : 0)
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    let telemetryPeriodMilliseconds = try body.byte(0, in: 1...100)
    let setpointPeriodMilliseconds = try body.byte(1, in: 1...100)
    let conditionPeriodCentiseconds = try body.byte(2, in: 1...100)
    let measurement = try body.byte(3, in: 0...1) == 1
    self.init(
      telemetryPeriodMilliseconds: telemetryPeriodMilliseconds,
      setpointPeriodMilliseconds: setpointPeriodMilliseconds,
      conditionPeriodCentiseconds: conditionPeriodCentiseconds,
      measurement: measurement)
  }
}
