// SPDX-License-Identifier: Apache-2.0
import Plant
import Randomness
import USBDevice

/// What a hostile device does at its endpoints; nothing when it is not hostile.
struct Mischief: Sendable {
  /// Transfers between two halts.
  private static let haltPeriod = 200

  private let kind: Hostility?
  private var random: SplitMix64
  private var transfers = 0

  init(_ kind: Hostility?, seed: UInt64) {
    self.kind = kind
    random = SplitMix64(seed: seed ^ 0x686F_7374)
  }

  /// Nothing passes but control transfers.
  var isSilent: Bool { kind == .nak || kind == .deaf }
  /// Control transfers neither, once configured.
  var isDeaf: Bool { kind == .deaf }
  /// Everything is answered at once instead of once a millisecond.
  var ignoresFrames: Bool { kind == .flood }
  var stalls: Bool { kind == .stallAlways }
  /// Sends even when the device has nothing to say.
  var speaksUnasked: Bool {
    kind == .flood || kind == .garbage || kind == .oversize || kind == .short
  }

  /// The endpoint to be halted now, if any.
  mutating func halts(_ endpoint: EndpointAddress) -> EndpointAddress? {
    guard kind == .stall else { return nil }
    transfers += 1
    return transfers % Self.haltPeriod == 0 ? endpoint : nil
  }

  /// What becomes of an honest report.
  mutating func distort(report: [UInt8], asked: Int) -> [UInt8] {
    switch kind {
    case .short: Array(report.prefix(Int(random.next() % 64)))
    case .oversize: report + [UInt8](repeating: 0x55, count: max(0, asked - report.count) + 1)
    case .garbage: report.map { _ in UInt8(truncatingIfNeeded: random.next()) }
    case .foreign, .badConfiguration, .noOut, .smallPackets, .wrongClass, .badReport, .badSerial,
      .noSerial, .otherSerial, .twin, .otherVersion, .badActuator, .nak, .deaf, .flood, .stall,
      .stallAlways, .absurd, .loose, nil:
      report
    }
  }

  /// Fills a serial transfer with bytes nobody can make sense of.
  mutating func addNoise(to bytes: inout [UInt8], upTo length: Int) {
    guard kind == .garbage || kind == .flood else { return }
    while bytes.count < length { bytes.append(UInt8(truncatingIfNeeded: random.next())) }
  }
}
