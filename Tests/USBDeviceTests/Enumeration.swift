// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import USBDevice

/// A host's side of the control endpoint, in a few words.
struct Enumeration {
  var endpoint: ControlEndpoint
  var effects: [ControlEffect] = []

  init(_ state: ControlEndpoint.State = .unaddressed) {
    var serial = WireText(repeating: 0)
    for (index, character) in "T1-0042".utf8.enumerated() { serial[index] = character }
    endpoint = ControlEndpoint(descriptors: USBDescriptors(serial: serial))
    if state != .unaddressed { _ = set(0x00, 5, value: 3) }
    if state == .configured { _ = set(0x00, 9, value: 1) }
    effects = []
  }

  /// The data of an IN transfer; nil when it was stalled.
  mutating func get(
    _ requestType: UInt8, _ request: UInt8, value: UInt16 = 0, index: UInt16 = 0, length: UInt16
  ) -> [UInt8]? {
    let packet = SetupPacket(
      requestType: requestType, request: request, value: value, index: index, length: length)
    let outcome = endpoint.setup(packet)
    if let effect = outcome.effect { effects.append(effect) }
    guard case .data(let data, _) = outcome.reply else { return nil }
    return data.array
  }

  /// An OUT transfer; false when it was stalled.
  mutating func set(
    _ requestType: UInt8, _ request: UInt8, value: UInt16 = 0, index: UInt16 = 0,
    data: [UInt8] = []
  ) -> Bool {
    let packet = SetupPacket(
      requestType: requestType, request: request, value: value, index: index,
      length: UInt16(data.count))
    var outcome = endpoint.setup(packet)
    if case .awaitData = outcome.reply { outcome = endpoint.receive(data.span) }
    if let effect = outcome.effect { effects.append(effect) }
    guard case .acknowledge = outcome.reply else { return false }
    endpoint.statusStageEnded()
    return true
  }
}

extension ControlData {
  var array: [UInt8] { (0..<count).map { bytes[$0] } }
}
