// SPDX-License-Identifier: Apache-2.0

// Standard requests, USB 2.0 §9.4.
extension ControlEndpoint {
  /// bRequest (USB 2.0 table 9-4).
  enum StandardRequest: UInt8 {
    case getStatus = 0
    case clearFeature = 1
    case setFeature = 3
    case setAddress = 5
    case getDescriptor = 6
    case setDescriptor = 7
    case getConfiguration = 8
    case setConfiguration = 9
    case getInterface = 10
    case setInterface = 11
    case synchFrame = 12
  }

  mutating func standard(_ packet: SetupPacket) -> ControlOutcome {
    guard let request = StandardRequest(rawValue: packet.request) else { return .stall }
    let isIn =
      switch request {
      case .getStatus, .getDescriptor, .getConfiguration, .getInterface, .synchFrame: true
      case .clearFeature, .setFeature, .setAddress, .setDescriptor, .setConfiguration,
        .setInterface:
        false
      }
    // None of those that are supported brings data from the host.
    guard packet.isIn == isIn, isIn || packet.length == 0 else { return .stall }
    return switch request {
    case .getStatus: getStatus(packet)
    case .clearFeature: changeFeature(packet, to: false)
    case .setFeature: changeFeature(packet, to: true)
    case .setAddress: setAddress(packet)
    case .getDescriptor: getDescriptor(packet)
    case .getConfiguration: getConfiguration(packet)
    case .setConfiguration: setConfiguration(packet)
    case .getInterface: getInterface(packet)
    case .setInterface: setInterface(packet)
    // Optional, and for isochronous endpoints.
    case .setDescriptor, .synchFrame: .stall
    }
  }

  /// §9.4.5; in the state "address" only the device and endpoint 0 exist.
  private func getStatus(_ packet: SetupPacket) -> ControlOutcome {
    guard state != .unaddressed, packet.value == 0 else { return .stall }
    let status: UInt8
    switch packet.recipient {
    case .device:
      guard packet.index == 0 else { return .stall }
      // D0 self-powered, D1 remote wakeup.
      status = 1
    case .interface:
      guard interface(packet) != nil else { return .stall }
      status = 0
    case .endpoint:
      if packet.index & ~0x80 == 0 {
        status = 0
      } else {
        guard let endpoint = endpoint(packet) else { return .stall }
        status = isHalted(endpoint) ? 1 : 0
      }
    case .other: return .stall
    }
    return send(ControlData([status, 0]), for: packet)
  }

  /// §9.4.1, §9.4.9; of the features only ENDPOINT_HALT (0) exists here.
  ///
  /// Remote wakeup is not declared, test modes are for high speed, and a halt of endpoint 0 is
  /// "neither required nor recommended".
  private mutating func changeFeature(_ packet: SetupPacket, to isSet: Bool) -> ControlOutcome {
    guard packet.recipient == .endpoint, packet.value == 0, let endpoint = endpoint(packet)
    else { return .stall }
    if isSet {
      halt(endpoint)
      return ControlOutcome(.acknowledge, .endpointHalted(endpoint))
    }
    halts &= ~endpoint.bit
    return ControlOutcome(.acknowledge, .endpointReset(endpoint))
  }

  /// §9.4.6; a configured device is not given another address.
  private mutating func setAddress(_ packet: SetupPacket) -> ControlOutcome {
    guard packet.recipient == .device, state != .configured, packet.value <= 127,
      packet.index == 0
    else { return .stall }
    adopt(address: packet.lowValue)
    return .acknowledge
  }

  /// §9.4.2.
  private func getConfiguration(_ packet: SetupPacket) -> ControlOutcome {
    guard packet.recipient == .device, packet.value == 0, packet.index == 0,
      state != .unaddressed
    else { return .stall }
    let value = state == .configured ? USBDescriptors.configurationValue : 0
    return send(ControlData([value]), for: packet)
  }

  /// §9.4.7; configuring again begins anew, 0 goes back to the state "address".
  private mutating func setConfiguration(_ packet: SetupPacket) -> ControlOutcome {
    guard packet.recipient == .device, packet.index == 0, state != .unaddressed else {
      return .stall
    }
    switch packet.value {
    case 0:
      let wasConfigured = state == .configured
      enter(configured: false)
      return ControlOutcome(.acknowledge, wasConfigured ? .deconfigured : nil)
    case UInt16(USBDescriptors.configurationValue):
      enter(configured: true)
      return ControlOutcome(.acknowledge, .configured)
    default: return .stall
    }
  }

  /// §9.4.4; every interface has only its alternate setting 0.
  private func getInterface(_ packet: SetupPacket) -> ControlOutcome {
    guard packet.recipient == .interface, packet.value == 0, interface(packet) != nil else {
      return .stall
    }
    return send(ControlData([0]), for: packet)
  }

  /// §9.4.10.
  private mutating func setInterface(_ packet: SetupPacket) -> ControlOutcome {
    guard packet.recipient == .interface, packet.value == 0, let interface = interface(packet)
    else { return .stall }
    halts &= ~interface.endpointBits
    return ControlOutcome(.acknowledge, .interfaceReset(interface))
  }

  /// The interface a request names; nil when there is none, or not yet.
  func interface(_ packet: SetupPacket) -> InterfaceNumber? {
    guard state == .configured, packet.index <= 0xFF else { return nil }
    return InterfaceNumber(rawValue: UInt8(packet.index))
  }

  private func endpoint(_ packet: SetupPacket) -> EndpointAddress? {
    guard state == .configured, packet.index <= 0xFF else { return nil }
    return EndpointAddress(rawValue: UInt8(packet.index))
  }
}

// Descriptors, USB 2.0 §9.4.3 and HID 1.11 §7.1.1.
extension ControlEndpoint {
  /// Valid in every state.
  ///
  /// A device without high speed answers a request for its qualifier or its other speed with a stall
  /// (USB 2.0 §9.6.2).
  private func getDescriptor(_ packet: SetupPacket) -> ControlOutcome {
    guard let type = DescriptorType(rawValue: packet.highValue) else { return .stall }
    let isInterfaces = type == .hid || type == .report
    guard packet.recipient == (isInterfaces ? .interface : .device) else { return .stall }
    let descriptor: ControlData?
    switch type {
    case .device: descriptor = isPlain(packet) ? descriptors.device : nil
    case .configuration: descriptor = isPlain(packet) ? descriptors.configuration : nil
    case .string: descriptor = string(packet)
    case .hid: descriptor = isHID(packet) ? hidDescriptor : nil
    case .report: descriptor = isHID(packet) ? descriptors.report : nil
    }
    guard let descriptor else { return .stall }
    return send(descriptor, for: packet)
  }

  private func isPlain(_ packet: SetupPacket) -> Bool {
    packet.lowValue == 0 && packet.index == 0
  }

  private func isHID(_ packet: SetupPacket) -> Bool {
    packet.lowValue == 0 && packet.index == UInt16(InterfaceNumber.hid.rawValue)
  }

  private func string(_ packet: SetupPacket) -> ControlData? {
    guard packet.lowValue == 0 || packet.index == USBDescriptors.language else { return nil }
    return descriptors.string(at: packet.lowValue)
  }

  /// The HID descriptor: the nine bytes behind configuration and interface descriptor.
  private var hidDescriptor: ControlData {
    var data = ControlData()
    for index in 18..<27 { data.append(descriptors.configuration.bytes[index]) }
    return data
  }
}
