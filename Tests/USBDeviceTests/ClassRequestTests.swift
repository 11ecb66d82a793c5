// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Testing
import USBDevice

@Suite("Class requests (HID 1.11 §7.2, PSTN 1.2 §6.3)")
struct ClassRequestTests {
  static let stop = HIDReport(.stop(Stop(stopID: 7, reason: .user)), sequence: 1)

  static func bytes(_ report: HIDReport) -> [UInt8] { (0..<64).map { report.bytes[$0] } }

  @Test("H3: a stop by SET_REPORT reaches the device as it was sent")
  func setReport() throws {
    var host = Enumeration(.configured)
    let isTaken = host.set(0x21, 0x09, value: 0x0202, index: 0, data: Self.bytes(Self.stop))
    #expect(isTaken)
    guard case .report(let report) = try #require(host.effects.last) else {
      Issue.record("no report")
      return
    }
    #expect(Self.bytes(report) == Self.bytes(Self.stop))
  }

  @Test("a SET_REPORT of another length, type or id has no effect")
  func wrongReports() {
    var host = Enumeration(.configured)
    let report = Self.bytes(Self.stop)
    for (value, index, data) in [
      (0x0202, 0, Array(report.dropLast())), (0x0202, 0, report + [0]), (0x0202, 0, []),
      (0x0102, 0, report), (0x0302, 0, report), (0x0203, 0, report), (0x0200, 0, report),
      // The data begin with another id than wValue names.
      (0x0201, 0, report), (0x0202, 2, report), (0x0202, 3, report),
    ] as [(UInt16, UInt16, [UInt8])] {
      let isTaken = host.set(0x21, 0x09, value: value, index: index, data: data)
      #expect(!isTaken, "\(value) \(index) \(data.count)")
    }
    #expect(host.effects.isEmpty)
    host = Enumeration(.addressed)
    let early = host.set(0x21, 0x09, value: 0x0202, index: 0, data: report)
    #expect(!early && host.effects.isEmpty)
  }

  @Test("data of another length than announced are stalled, and nothing is taken twice")
  func dataStage() {
    var endpoint = Enumeration(.configured).endpoint
    let packet = SetupPacket(requestType: 0x21, request: 9, value: 0x0202, length: 64)
    let report = Self.bytes(Self.stop)
    guard case .awaitData(64) = endpoint.setup(packet).reply else {
      Issue.record("no data stage")
      return
    }
    #expect(endpoint.receive(Array(report.prefix(63)).span).isStall)
    _ = endpoint.setup(packet)
    #expect(!endpoint.receive(report.span).isStall)
    #expect(endpoint.receive(report.span).isStall)
    // Another setup packet ends the first transfer.
    _ = endpoint.setup(packet)
    _ = endpoint.setup(SetupPacket(requestType: 0x80, request: 8, length: 1))
    #expect(endpoint.receive(report.span).isStall)
  }

  @Test("GET_REPORT, which every HID device must answer, tells the last report (§7.2.1)")
  func getReport() {
    var host = Enumeration(.configured)
    let none = host.get(0xA1, 0x01, value: 0x0103, index: 0, length: 64)
    #expect(none == [3] + [UInt8](repeating: 0, count: 63))
    let pong = HIDReport(
      .pong(Pong(token: 5, clockMilliseconds: 9, clockFractionMicroseconds: 1)), sequence: 2)
    host.endpoint.lastReport = pong
    let last = host.get(0xA1, 0x01, value: 0x0103, index: 0, length: 64)
    #expect(last == Self.bytes(pong))
    let short = host.get(0xA1, 0x01, value: 0x0103, index: 0, length: 10)
    #expect(short?.count == 10)
    for value in [0x0101, 0x0203, 0x0303, 0x0100] as [UInt16] {
      let other = host.get(0xA1, 0x01, value: value, index: 0, length: 64)
      #expect(other == nil)
    }
  }

  @Test("idle is endless, so only that may be set; boot requests are stalled (§7.2.3 to §7.2.6)")
  func idleAndProtocol() {
    var host = Enumeration(.configured)
    let endless = host.set(0x21, 0x0A, value: 0)
    let timed = host.set(0x21, 0x0A, value: 0x0400)
    let idle = host.get(0xA1, 0x02, value: 3, length: 1)
    #expect(endless && !timed && idle == [0])
    let isBoot = host.set(0x21, 0x0B, value: 0)
    let mode = host.get(0xA1, 0x03, length: 1)
    #expect(!isBoot && mode == nil)
  }

  @Test("line coding is kept and told back, unless it is none")
  func lineCoding() {
    var host = Enumeration(.configured)
    let before = host.get(0xA1, 0x21, index: 1, length: 7)
    #expect(before == [0x40, 0x42, 0x0F, 0x00, 0, 0, 8])
    let coding: [UInt8] = [0x00, 0xC2, 0x01, 0x00, 2, 1, 7]
    let isSet = host.set(0x21, 0x20, index: 1, data: coding)
    let after = host.get(0xA1, 0x21, index: 1, length: 7)
    #expect(isSet && after == coding && host.endpoint.lineCoding.baud == 115_200)
    for wrong in [[0, 0, 0, 0, 3, 0, 8], [0, 0, 0, 0, 0, 5, 8], [0, 0, 0, 0, 0, 0, 9], [1]]
      as [[UInt8]]
    {
      let isTaken = host.set(0x21, 0x20, index: 1, data: wrong)
      #expect(!isTaken)
    }
    let kept = host.get(0xA1, 0x21, index: 1, length: 7)
    #expect(kept == coding)
  }

  @Test("H1: DTR that falls is told once, and de-configuration forgets it")
  func controlLines() {
    var host = Enumeration(.configured)
    for (value, names) in [
      (3, ["lineOpened"]), (1, []), (2, ["lineClosed"]), (0, []), (1, ["lineOpened"]),
    ] as [(UInt16, [String])] {
      host.effects = []
      let isTaken = host.set(0x21, 0x22, value: value, index: 1)
      #expect(isTaken && host.effects.map(StandardRequestTests.name) == names)
    }
    _ = host.set(0x00, 9, value: 0)
    #expect(!host.endpoint.isLineOpen)
  }

  @Test("a break is accepted and means nothing; other requests of either class are stalled")
  func others() {
    var host = Enumeration(.configured)
    let isBroken = host.set(0x21, 0x23, value: 500, index: 1)
    #expect(isBroken && host.effects.isEmpty)
    for request in 0...255 as ClosedRange<UInt8> {
      // Vendor requests, and class requests to the device, an endpoint or interface 2.
      for type in [0x40, 0x41, 0x20, 0x22, 0x60] as [UInt8] {
        let isTaken = host.set(type, request, index: 0)
        #expect(!isTaken, "\(type) \(request)")
      }
      let isTaken = host.set(0x21, request, index: 2)
      #expect(!isTaken)
    }
  }
}

extension ControlOutcome {
  var isStall: Bool { if case .stall = reply { true } else { false } }
}
