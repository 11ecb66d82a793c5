// SPDX-License-Identifier: Apache-2.0

/// What a simulated USB device does to its host on purpose.
///
/// None of them ever returns more than was asked for: Linux drops the link then, or stops at its own
/// check of the copy.
public enum Hostility: String, Hashable, Sendable, CaseIterable {
  case foreign
  case badConfiguration = "bad-configuration"
  case noOut = "no-out"
  case smallPackets = "small-packets"
  case wrongClass = "wrong-class"
  case badReport = "bad-report"
  case badSerial = "bad-serial"
  case noSerial = "no-serial"
  case otherSerial = "other-serial"
  case twin
  case otherVersion = "other-version"
  case badActuator = "bad-actuator"
  case nak
  case deaf
  case flood
  case short
  case oversize
  case garbage
  case stall
  case stallAlways = "stall-always"
  case absurd
  case loose

  /// One line for people.
  public var explanation: String {
    switch self {
    case .foreign: "another product with the same ids: 'Wireless Presenter'; not to be touched"
    case .badConfiguration: "the last endpoint descriptor claims 200 bytes, more than there are"
    case .noOut: "the HID interface has no OUT endpoint"
    case .smallPackets: "the HID endpoints take packets of 8 bytes instead of 64"
    case .wrongClass: "the HID interface calls itself vendor-specific"
    case .badReport: "the report descriptor is noise"
    case .badSerial: "the serial number string holds escape sequences and a line break"
    case .noSerial: "there is no serial number string"
    case .otherSerial: "the serial number of 'identity' is not that of the string"
    case .twin: "it has the serial number of the first device"
    case .otherVersion: "speaks version 2 of the device protocol"
    case .badActuator: "describes an actuator whose moving mass is nothing"
    case .nak: "enumerates, then neither takes nor gives anything: endless NAKs"
    case .deaf: "as nak, and control transfers are not answered either once it is configured"
    case .flood: "answers every IN at once with a valid report, without a pause"
    case .short: "sends reports of 0 to 63 bytes"
    case .oversize: "sends more than was asked for: the transfer ends as babble"
    case .garbage: "sends 64 bytes of noise as reports, and noise on the serial port"
    case .stall: "halts an endpoint after every 200 transfers, until the host clears it"
    case .stallAlways: "stalls every transfer but those of enumeration"
    case .absurd: "tells absurd telemetry: infinite heat, clocks that jump, all latches"
    case .loose: "loses contact 100 ms after every configuration, and is back 500 ms later"
    }
  }

  /// All of them, a line each.
  public static var list: String {
    let width = allCases.map(\.rawValue.count).max() ?? 0
    return allCases.map { kind in
      kind.rawValue + String(repeating: " ", count: width - kind.rawValue.count + 2)
        + kind.explanation
    }.joined(separator: "\n")
  }
}
