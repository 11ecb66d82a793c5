// SPDX-License-Identifier: Apache-2.0
import Testing
import USBDevice

@Suite("Standard requests (USB 2.0 §9.4)")
struct StandardRequestTests {
  static let states: [ControlEndpoint.State] = [.unaddressed, .addressed, .configured]

  @Test("GET_DESCRIPTOR answers in every state, never more than asked", arguments: states)
  func descriptors(state: ControlEndpoint.State) {
    for (value, index, total) in [(0x0100, 0, 18), (0x0200, 0, 107), (0x0300, 0, 4)] {
      for length in [0, 1, 8, 18, 64, 107, 255, 65535] {
        var host = Enumeration(state)
        let data = host.get(
          0x80, 6, value: UInt16(value), index: UInt16(index), length: UInt16(length))
        #expect(data?.count == min(length, total))
      }
    }
  }

  @Test("what a full-speed device does not have is stalled: qualifier, other speed, BOS")
  func noOtherDescriptors() {
    var host = Enumeration(.configured)
    for type in [4, 5, 6, 7, 8, 15, 0x23, 0x24] as [UInt16] {
      let data = host.get(0x80, 6, value: type << 8, length: 255)
      #expect(data == nil, "type \(type)")
    }
    let second = host.get(0x80, 6, value: 0x0201, length: 255)
    #expect(second == nil)
    let unknownString = host.get(0x80, 6, value: 0x0304, index: 0x0409, length: 255)
    #expect(unknownString == nil)
    let german = host.get(0x80, 6, value: 0x0302, index: 0x0407, length: 255)
    #expect(german == nil)
  }

  @Test("a zero-length packet follows short data that fill their last packet (§5.5.3)")
  func zeroPacket() {
    var endpoint = Enumeration(.configured).endpoint
    var product = ControlData()
    for _ in 0..<64 { product.append(0x20) }
    endpoint.descriptors.product = product
    for (length, follows) in [(63, false), (64, false), (65, true), (255, true)] {
      let packet = SetupPacket(
        requestType: 0x80, request: 6, value: 0x0302, index: 0x0409, length: UInt16(length))
      guard case .data(_, let zeroPacket) = endpoint.setup(packet).reply else {
        Issue.record("no data")
        continue
      }
      #expect(zeroPacket == follows, "\(length)")
    }
  }

  @Test("SET_ADDRESS: 0 leads back, a configured device keeps its own (§9.4.6)")
  func setAddress() {
    var host = Enumeration(.addressed)
    let back = host.set(0x00, 5, value: 0)
    #expect(back && host.endpoint.state == .unaddressed)
    let beyond = host.set(0x00, 5, value: 128)
    #expect(!beyond)
    host = Enumeration(.configured)
    let again = host.set(0x00, 5, value: 9)
    #expect(!again && host.endpoint.address == 3)
  }

  @Test("SET_CONFIGURATION: none before an address, only 1 exists, 0 ends it (§9.4.7)")
  func setConfiguration() {
    var host = Enumeration(.unaddressed)
    let early = host.set(0x00, 9, value: 1)
    #expect(!early && host.endpoint.state == .unaddressed)
    host = Enumeration(.addressed)
    let foreign = host.set(0x00, 9, value: 2)
    #expect(!foreign && host.endpoint.state == .addressed)
    let right = host.set(0x00, 9, value: 1)
    #expect(right && host.endpoint.state == .configured)
    let none = host.set(0x00, 9, value: 0)
    #expect(none && host.endpoint.state == .addressed && host.endpoint.address == 3)
    #expect(host.effects.map(Self.name) == ["configured", "deconfigured"])
  }

  @Test("configuring once more clears halts and detaches whoever talked before")
  func configureAgain() {
    var host = Enumeration(.configured)
    _ = host.set(0x02, 3, value: 0, index: 0x81)
    host.effects = []
    let again = host.set(0x00, 9, value: 1)
    #expect(again && !host.endpoint.isHalted(.reportIn))
    #expect(host.effects.map(Self.name) == ["configured"])
  }

  @Test("GET_CONFIGURATION tells the state (§9.4.2)", arguments: states)
  func getConfiguration(state: ControlEndpoint.State) {
    var host = Enumeration(state)
    let data = host.get(0x80, 8, length: 1)
    switch state {
    case .unaddressed: #expect(data == nil)
    case .addressed: #expect(data == [0])
    case .configured: #expect(data == [1])
    }
  }

  @Test("GET_STATUS: before configuration only device and endpoint 0 exist (§9.4.5)")
  func getStatus() {
    var host = Enumeration(.unaddressed)
    let early = host.get(0x80, 0, length: 2)
    #expect(early == nil)
    for state in [ControlEndpoint.State.addressed, .configured] {
      host = Enumeration(state)
      let device = host.get(0x80, 0, length: 2)
      #expect(device == [1, 0])
      for zero in [0x00, 0x80] as [UInt16] {
        let control = host.get(0x82, 0, index: zero, length: 2)
        #expect(control == [0, 0])
      }
      for (type, index) in [(0x81, 0), (0x82, 0x81)] as [(UInt8, UInt16)] {
        let data = host.get(type, 0, index: index, length: 2)
        #expect(data == (state == .configured ? [0, 0] : nil))
      }
    }
    for (type, index) in [(0x81, 3), (0x82, 0x84), (0x82, 0x02), (0x83, 0)] as [(UInt8, UInt16)] {
      let data = host.get(type, 0, index: index, length: 2)
      #expect(data == nil, "\(type) \(index)")
    }
  }

  @Test(
    "ENDPOINT_HALT is set, told and cleared at every endpoint", arguments: EndpointAddress.allCases)
  func halt(endpoint: EndpointAddress) {
    var host = Enumeration(.configured)
    let index = UInt16(endpoint.rawValue)
    #expect(host.endpoint.isOpen(endpoint))
    let isSet = host.set(0x02, 3, value: 0, index: index)
    let status = host.get(0x82, 0, index: index, length: 2)
    #expect(isSet && status == [1, 0] && !host.endpoint.isOpen(endpoint))
    for other in EndpointAddress.allCases where other != endpoint {
      #expect(host.endpoint.isOpen(other))
    }
    let isCleared = host.set(0x02, 1, value: 0, index: index)
    let after = host.get(0x82, 0, index: index, length: 2)
    #expect(isCleared && after == [0, 0])
    #expect(host.effects.map(Self.name) == ["endpointHalted", "endpointReset"])
  }

  @Test("features that do not exist are stalled: wakeup, test mode, halt elsewhere (§9.4.9)")
  func otherFeatures() {
    for state in Self.states {
      var host = Enumeration(state)
      for (type, value, index) in [
        (0x00, 1, 0), (0x00, 2, 0x0100), (0x01, 0, 0), (0x02, 1, 0x81), (0x02, 0, 0x84),
        (0x02, 0, 0x00),
      ] as [(UInt8, UInt16, UInt16)] {
        let isSet = host.set(type, 3, value: value, index: index)
        let isCleared = host.set(type, 1, value: value, index: index)
        #expect(!isSet && !isCleared, "\(type) \(value) \(index) \(state)")
      }
      if state != .configured {
        let early = host.set(0x02, 3, value: 0, index: 0x81)
        #expect(!early)
      }
    }
  }

  @Test("interfaces have one setting; choosing it anew ends a halt (§9.4.4, §9.4.10)")
  func interfaces() {
    var host = Enumeration(.configured)
    for interface in InterfaceNumber.allCases {
      let setting = host.get(0x81, 10, index: UInt16(interface.rawValue), length: 1)
      #expect(setting == [0])
    }
    _ = host.set(0x02, 3, value: 0, index: 0x83)
    _ = host.set(0x02, 3, value: 0, index: 0x81)
    let isSet = host.set(0x01, 11, value: 0, index: 2)
    #expect(isSet && host.endpoint.isOpen(.serialIn) && host.endpoint.isHalted(.reportIn))
    let alternate = host.set(0x01, 11, value: 1, index: 2)
    let missing = host.set(0x01, 11, value: 0, index: 3)
    #expect(!alternate && !missing)
    host = Enumeration(.addressed)
    let early = host.get(0x81, 10, index: 0, length: 1)
    let set = host.set(0x01, 11, value: 0, index: 0)
    #expect(early == nil && !set)
  }

  @Test("a bus reset leads to the beginning, from everywhere", arguments: states)
  func reset(state: ControlEndpoint.State) {
    var endpoint = Enumeration(state).endpoint
    endpoint.reset()
    #expect(endpoint.state == .unaddressed && endpoint.address == 0 && !endpoint.isOpen(.reportIn))
  }

  static func name(_ effect: ControlEffect) -> String {
    switch effect {
    case .configured: "configured"
    case .deconfigured: "deconfigured"
    case .endpointReset: "endpointReset"
    case .interfaceReset: "interfaceReset"
    case .endpointHalted: "endpointHalted"
    case .report: "report"
    case .lineOpened: "lineOpened"
    case .lineClosed: "lineClosed"
    }
  }
}
