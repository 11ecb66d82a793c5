// SPDX-License-Identifier: Apache-2.0
public import DeviceProtocol

/// The device side of endpoint 0: setup packets in, answers and effects out.
///
/// Chapter 9 of USB 2.0, the HID class requests of HID 1.11 §7.2 and those of a CDC abstract control
/// model. Pure: a driver of a real controller and a USB/IP server feed it alike. What the standard
/// leaves "not specified" is a stall, so that nothing unexpected ever has an effect.
public struct ControlEndpoint: Sendable, BitwiseCopyable {
  /// The visible states of USB 2.0 §9.1.1 in which requests can arrive.
  public enum State: Hashable, Sendable, BitwiseCopyable {
    /// "Default": reset, address 0.
    case unaddressed
    /// "Address".
    case addressed
    /// "Configured": the other endpoints work.
    case configured
  }

  public var descriptors: USBDescriptors
  public private(set) var state = State.unaddressed
  /// What the controller shall answer to; 0 after a reset.
  public private(set) var address: UInt8 = 0
  public internal(set) var lineCoding = LineCoding()
  /// DTR: a host has the serial port open.
  public internal(set) var isLineOpen = false
  /// The report that went out last on the interrupt endpoint: what GET_REPORT tells.
  public var lastReport: HIDReport
  var halts: UInt8 = 0
  private var pendingAddress: UInt8?
  private var awaited: SetupPacket?

  public init(descriptors: USBDescriptors) {
    self.descriptors = descriptors
    lastReport = Self.noReport
  }

  /// An input report without a message.
  private static var noReport: HIDReport {
    var bytes = InlineArray<64, UInt8>(repeating: 0)
    bytes[0] = HIDReport.ID.report.rawValue
    return HIDReport(bytes: bytes)
  }

  /// The bus was reset, or the cable pulled: every transport is detached.
  public mutating func reset() { self = ControlEndpoint(descriptors: descriptors) }

  /// Takes a setup packet, which ends whatever control transfer went before.
  public mutating func setup(_ packet: SetupPacket) -> ControlOutcome {
    pendingAddress = nil
    awaited = nil
    let outcome: ControlOutcome =
      switch packet.kind {
      case .standard: standard(packet)
      case .class: classRequest(packet)
      case .vendor, .reserved: .stall
      }
    if case .awaitData = outcome.reply { awaited = packet }
    return outcome
  }

  /// Takes the whole data stage that `awaitData` asked for.
  public mutating func receive(_ bytes: Span<UInt8>) -> ControlOutcome {
    guard let packet = awaited, bytes.count == Int(packet.length) else { return .stall }
    awaited = nil
    return switch InterfaceNumber(rawValue: UInt8(truncatingIfNeeded: packet.index)) {
    case .hid: setReport(packet, bytes)
    case .serialControl: setLineCoding(bytes)
    case .serialData, nil: .stall
    }
  }

  /// The status stage is over: only now does a new address hold (USB 2.0 §9.4.6).
  public mutating func statusStageEnded() {
    guard let pending = pendingAddress else { return }
    pendingAddress = nil
    address = pending
    state = pending == 0 ? .unaddressed : .addressed
  }

  /// Whether an endpoint answers with STALL instead of data.
  public func isHalted(_ endpoint: EndpointAddress) -> Bool { halts & endpoint.bit != 0 }

  /// Whether packets may pass an endpoint.
  public func isOpen(_ endpoint: EndpointAddress) -> Bool {
    state == .configured && !isHalted(endpoint)
  }

  /// Halts an endpoint from the device's side, until the host clears it.
  public mutating func halt(_ endpoint: EndpointAddress) { halts |= endpoint.bit }

  mutating func adopt(address: UInt8) { pendingAddress = address }

  mutating func enter(configured: Bool) {
    state = configured ? .configured : .addressed
    halts = 0
    isLineOpen = false
    lastReport = Self.noReport
  }

  /// A data stage cut to what was asked for.
  func send(_ data: ControlData, for packet: SetupPacket) -> ControlOutcome {
    var data = data
    data.truncate(to: Int(packet.length))
    let fillsPacket = data.count > 0 && data.count % 64 == 0
    return ControlOutcome(.data(data, zeroPacket: fillsPacket && data.count < packet.length))
  }
}
