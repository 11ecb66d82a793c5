// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// A receiver of serial bytes with a defect: bytes in, bytes for a sound receiver out.
struct WireTampering: Sendable {
  private var frame: [UInt8] = []
  private var last = Instant.zero
  private var ended: Instant?
  private var dropsNext = false

  mutating func receive(_ byte: UInt8, _ defect: WireDefect, now: Instant) -> [UInt8] {
    if defect == .split, now - last > .milliseconds(10) { frame = [] }
    last = now
    frame.append(byte)
    guard byte == 0 else { return [] }
    defer { frame = [] }
    switch defect {
    case .checksum: return mended(Self.unstuffed(frame, isLenient: false)) ?? frame
    case .stuffing: return Self.reframed(Self.unstuffed(frame, isLenient: true)) ?? frame
    case .short:
      return Self.unstuffed(frame, isLenient: false).map { $0.count < 6 } ?? false ? [] : frame
    case .overlong: return frame.count > 66 ? inPieces() : frame
    case .empty: return frame.count == 1 ? [5, 0] : frame
    case .resync:
      let isWhole = Self.reframed(Self.unstuffed(frame, isLenient: false)) != nil
      defer { dropsNext = !isWhole && frame.count > 1 }
      return isWhole && dropsNext ? [] : frame
    case .joined:
      defer { ended = now }
      return ended == now ? [] : frame
    case .split: return frame
    }
  }

  private func inPieces() -> [UInt8] {
    var pieces: [UInt8] = []
    for (index, byte) in frame.enumerated() {
      if index % 60 == 59 { pieces.append(0) }
      pieces.append(byte)
    }
    return pieces
  }

  /// Header, body and checksum; nil when the codes do not add up.
  private static func unstuffed(_ frame: [UInt8], isLenient: Bool) -> [UInt8]? {
    let stuffed = frame.dropLast()
    guard !stuffed.isEmpty, stuffed.count < 66 else { return nil }
    var bytes: [UInt8] = []
    var place = 0
    while place < stuffed.count {
      let next = place + Int(stuffed[place])
      guard next <= stuffed.count || isLenient else { return nil }
      bytes += stuffed[(place + 1)..<max(place + 1, min(next, stuffed.count))]
      place = next
      if place < stuffed.count { bytes.append(0) }
    }
    return bytes
  }

  /// The frame of what was in it, with whatever checksum it needs.
  private func mended(_ bytes: [UInt8]?) -> [UInt8]? {
    guard let bytes, bytes.count >= 6 else { return nil }
    return Self.framed(Array(bytes.dropLast(2)))
  }

  /// The frame of what was in it, if that has a checksum that agrees.
  private static func reframed(_ bytes: [UInt8]?) -> [UInt8]? {
    guard let bytes, bytes.count >= 6 else { return nil }
    let message = Array(bytes.dropLast(2))
    let sent = UInt16(bytes[bytes.count - 2]) | UInt16(bytes[bytes.count - 1]) << 8
    return CRC16.checksum(message.span) == sent ? framed(message) : nil
  }

  private static func framed(_ message: [UInt8]) -> [UInt8]? {
    guard let payload = Payload(bytes: message.span) else { return nil }
    let frame = Frame(payload)
    return (0..<frame.count).map { frame.bytes[$0] }
  }
}

extension ReportDefect {
  /// What a sound receiver has to be given instead of a report; nil for nothing.
  func spoil(_ report: [UInt8], byControl: Bool) -> [UInt8]? {
    guard report.count == 64 else { return report }
    var report = report
    let length = Int(report[1])
    switch self {
    case .padding: for index in (2 + min(length, 62))..<64 { report[index] = 0 }
    case .length: if length > 62 { report[1] = 8 }
    case .id: if report[0] == 3 { report[0] = 1 }
    case .stopOnly: if report[0] == 2, report[2] != HostMessage.stopType { report[0] = 1 }
    case .stop: if report[0] == 1, report[2] == HostMessage.stopType { return nil }
    case .control: if byControl { return nil }
    }
    return report
  }
}
