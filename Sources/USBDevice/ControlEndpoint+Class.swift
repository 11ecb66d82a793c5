// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

// Class requests: HID 1.11 §7.2, CDC PSTN 1.2 §6.3.
extension ControlEndpoint {
  private enum HIDRequest: UInt8 {
    case getReport = 0x01
    case getIdle = 0x02
    case getProtocol = 0x03
    case setReport = 0x09
    case setIdle = 0x0A
    case setProtocol = 0x0B
  }

  private enum SerialRequest: UInt8 {
    case setLineCoding = 0x20
    case getLineCoding = 0x21
    case setControlLineState = 0x22
    case sendBreak = 0x23
  }

  mutating func classRequest(_ packet: SetupPacket) -> ControlOutcome {
    guard packet.recipient == .interface, let interface = interface(packet) else { return .stall }
    return switch interface {
    case .hid: hidRequest(packet)
    case .serialControl: serialRequest(packet)
    case .serialData: .stall
    }
  }

  private func hidRequest(_ packet: SetupPacket) -> ControlOutcome {
    guard let request = HIDRequest(rawValue: packet.request) else { return .stall }
    switch request {
    case .getReport: return getReport(packet)
    case .setReport:
      guard !packet.isIn, packet.length == 64, outputID(packet) != nil else { return .stall }
      return ControlOutcome(.awaitData(count: 64))
    case .getIdle:
      guard packet.isIn, packet.highValue == 0, isInput(packet.lowValue) else { return .stall }
      return send(ControlData([0]), for: packet)
    case .setIdle:
      // Reports go out when there is something new, which is the duration 0, "indefinite"; a report
      // is never repeated.
      guard !packet.isIn, packet.length == 0, packet.highValue == 0, isInput(packet.lowValue)
      else { return .stall }
      return .acknowledge
    // For interfaces of the boot subclass only (§7.2.5, §7.2.6).
    case .getProtocol, .setProtocol: return .stall
    }
  }

  /// §7.2.1, required of every HID device; the report type is wValue's high byte, 1 for input.
  private func getReport(_ packet: SetupPacket) -> ControlOutcome {
    guard packet.isIn, packet.highValue == 1, packet.lowValue == HIDReport.ID.report.rawValue
    else { return .stall }
    return send(ControlData(lastReport.bytes), for: packet)
  }

  /// Whether an id names the input report; 0 names all.
  private func isInput(_ id: UInt8) -> Bool { id == 0 || id == HIDReport.ID.report.rawValue }

  /// The id of the output report (type 2) that a request names.
  private func outputID(_ packet: SetupPacket) -> HIDReport.ID? {
    guard packet.highValue == 2, let id = HIDReport.ID(rawValue: packet.lowValue), id != .report
    else { return nil }
    return id
  }

  /// §7.2.2; the data begin with the report's id, since there is more than one.
  func setReport(_ packet: SetupPacket, _ bytes: Span<UInt8>) -> ControlOutcome {
    guard bytes.count == 64, bytes[0] == packet.lowValue else { return .stall }
    var report = InlineArray<64, UInt8>(repeating: 0)
    for index in 0..<64 { report[index] = bytes[index] }
    return ControlOutcome(.acknowledge, .report(HIDReport(bytes: report)))
  }

  private mutating func serialRequest(_ packet: SetupPacket) -> ControlOutcome {
    guard let request = SerialRequest(rawValue: packet.request) else { return .stall }
    switch request {
    case .setLineCoding:
      guard !packet.isIn, packet.value == 0, packet.length == LineCoding.size else {
        return .stall
      }
      return ControlOutcome(.awaitData(count: LineCoding.size))
    case .getLineCoding:
      guard packet.isIn, packet.value == 0 else { return .stall }
      return send(lineCoding.data, for: packet)
    case .setControlLineState:
      guard !packet.isIn, packet.length == 0 else { return .stall }
      return setLine(isOpen: packet.value & 1 != 0)
    // A break means nothing to this protocol: every frame stands by itself.
    case .sendBreak: return packet.isIn || packet.length != 0 ? .stall : .acknowledge
    }
  }

  /// D0 of wValue is DTR; a port that closes ends what it began.
  private mutating func setLine(isOpen: Bool) -> ControlOutcome {
    let wasOpen = isLineOpen
    isLineOpen = isOpen
    guard wasOpen != isOpen else { return .acknowledge }
    return ControlOutcome(.acknowledge, isOpen ? .lineOpened : .lineClosed)
  }

  mutating func setLineCoding(_ bytes: Span<UInt8>) -> ControlOutcome {
    guard let coding = LineCoding(bytes) else { return .stall }
    lineCoding = coding
    return .acknowledge
  }
}
