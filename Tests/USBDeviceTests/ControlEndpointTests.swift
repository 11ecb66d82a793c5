// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Testing
import USBDevice

@Suite("Control endpoint")
struct ControlEndpointTests {
  @Test("enumerates as a kernel does: device descriptor, address, configuration")
  func enumerates() {
    var host = Enumeration()
    let first = host.get(0x80, 6, value: 0x0100, length: 8)
    #expect(first?.count == 8)
    #expect(host.endpoint.state == .unaddressed)
    let isAddressed = host.set(0x00, 5, value: 7)
    #expect(isAddressed)
    #expect(host.endpoint.address == 7)
    #expect(host.endpoint.state == .addressed)
    let isConfigured = host.set(0x00, 9, value: 1)
    #expect(isConfigured)
    #expect(host.endpoint.state == .configured)
  }

  @Test("an address holds only when the status stage is over")
  func addressAfterStatus() {
    var endpoint = Enumeration().endpoint
    _ = endpoint.setup(SetupPacket(requestType: 0, request: 5, value: 9))
    #expect(endpoint.address == 0)
    endpoint.statusStageEnded()
    #expect(endpoint.address == 9)
    // A setup packet in place of the status stage gives the transfer up.
    _ = endpoint.setup(SetupPacket(requestType: 0, request: 5, value: 10))
    _ = endpoint.setup(SetupPacket(requestType: 0x80, request: 8, length: 1))
    endpoint.statusStageEnded()
    #expect(endpoint.address == 9)
  }
}
