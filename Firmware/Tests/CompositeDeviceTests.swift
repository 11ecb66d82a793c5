// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Randomness
import Registers
import Testing
import USBDevice

@testable import Composite
@testable import Controller

/// A host with the device at the end of a modelled core.
private final class Bench {
  let model = OTGModel()
  let serial = SerialConversation()
  let reports = ReportConversation()
  let device: CompositeDevice<RecordingBus>

  init() {
    device = CompositeDevice(
      bus: model.bus,
      descriptors: USBDescriptors(serial: DeviceConfiguration.text("BENCH-1")), serial: serial,
      reports: reports)
  }

  /// The interrupt, as often as it is raised.
  func serve() {
    var left = 100
    while model.needsService, left > 0 {
      device.serve()
      left -= 1
    }
    #expect(left > 0, "the interrupt never ends")
  }

  /// Plugged in and reset by the host.
  func attach() {
    #expect(device.start())
    model.raise(1 << 12)
    serve()
    model.raise(1 << 13)
    serve()
  }

  /// A control transfer without data from the host; nil for a stall.
  func ask(_ setup: [UInt8]) -> [UInt8]? {
    model.setup(setup)
    serve()
    let length = Int(setup[6]) | Int(setup[7]) << 8
    var data: [UInt8] = []
    guard setup[0] & 0x80 != 0, length > 0 else {
      guard let packet = model.into(0) else { return nil }
      #expect(packet == [], "the status stage is a packet of nothing")
      serve()
      return []
    }
    while data.count < length {
      guard let packet = model.into(0) else { return nil }
      guard let packet else { break }
      data += packet
      serve()
      if packet.count < 64 { break }
    }
    #expect(model.out(0, []) == true, "the status stage is taken")
    serve()
    return data
  }

  /// A control transfer with data from the host.
  func tell(_ setup: [UInt8], _ data: [UInt8]) -> Bool {
    model.setup(setup)
    serve()
    guard model.out(0, data) == true else { return false }
    serve()
    guard let packet = model.into(0) else { return false }
    serve()
    return packet == []
  }

  func enumerate() {
    attach()
    #expect(ask([0, 5, 9, 0, 0, 0, 0, 0]) == [])
    #expect(ask([0, 9, 1, 0, 0, 0, 0, 0]) == [])
  }

  func stopReport() -> [UInt8] {
    let report = HIDReport(.stop(Stop(stopID: 5, reason: .user)), sequence: 3)
    return (0..<64).map { report.bytes[$0] }
  }
}

@Suite("Composite device on a modelled core")
struct CompositeDeviceTests {
  private let bench = Bench()

  private func expectNoComplaints() { #expect(bench.model.complaints == []) }

  @Test("pulls its line up last, when everything else is in place")
  func start() throws {
    #expect(bench.device.start())
    #expect(bench.model.isAttached)
    #expect(bench.model.bus.stores.last == .store(0x5000_0804, 0))
    let bus = bench.model.bus
    let reset = try #require(bus.first(0x5000_0010) { $0 & 1 != 0 })
    let forced = try #require(bus.first(0x5000_000C) { $0 & 1 << 30 != 0 })
    #expect(reset < forced)
    #expect(bus.memory[0x5000_0800] == 3)
  }

  @Test("fails when the core does not answer, and then pulls nothing up")
  func deadCore() {
    bench.model.bus.answers[0x5000_0010] = { 0 }
    #expect(!bench.device.start())
    #expect(bench.model.bus.first(0x5000_0804) == nil)
  }

  @Test("shares 320 words of memory without overlap, a packet at least for each endpoint")
  func memory() {
    #expect(bench.device.start())
    let sizes = [0x28, 0x104, 0x108, 0x10C].map { bench.model.bus.memory[0x5000_0000 + $0] ?? 0 }
    var end = bench.model.bus.memory[0x5000_0024] ?? 0
    for (size, packet) in zip(sizes, [16, 16, 4, 16] as [UInt32]) {
      #expect(size & 0xFFFF == end)
      #expect(size >> 16 >= max(16, packet))
      end += size >> 16
    }
    #expect(end <= 320)
  }

  @Test("is enumerated: descriptors, address after its status stage, configuration")
  func enumeration() {
    bench.attach()
    let descriptors = USBDescriptors(serial: DeviceConfiguration.text("BENCH-1"))
    let first = bench.ask([0x80, 6, 0, 1, 0, 0, 8, 0])
    #expect(first?.count == 8 && first?[7] == 64)
    #expect(bench.model.address == 0)
    #expect(bench.ask([0, 5, 21, 0, 0, 0, 0, 0]) == [])
    #expect(bench.model.address == 21)
    #expect(bench.device.control.address == 21)
    #expect(bench.ask([0x80, 6, 0, 1, 0, 0, 18, 0])?.count == 18)
    // 107 bytes take two packets.
    let configuration = bench.ask([0x80, 6, 0, 2, 0, 0, 0xFF, 0])
    #expect(configuration == (0..<107).map { descriptors.configuration.bytes[$0] })
    #expect(bench.ask([0x80, 6, 3, 3, 9, 4, 0xFF, 0])?.prefix(4) == [16, 3, 0x42, 0])
    #expect(bench.ask([0, 9, 1, 0, 0, 0, 0, 0]) == [])
    #expect(bench.ask([0x80, 8, 0, 0, 0, 0, 1, 0]) == [1])
    #expect(bench.ask([0x81, 6, 0, 0x22, 0, 0, 35, 0])?.count == 35)
    expectNoComplaints()
  }

  @Test("stalls what it does not know, and answers the next request")
  func stalls() {
    bench.enumerate()
    // The qualifier of a device without high speed; a vendor's request.
    #expect(bench.ask([0x80, 6, 0, 6, 0, 0, 10, 0]) == nil)
    #expect(bench.ask([0x40, 1, 0, 0, 0, 0, 0, 0]) == nil)
    #expect(bench.ask([0x80, 0, 0, 0, 0, 0, 2, 0]) == [1, 0])
    expectNoComplaints()
  }

  @Test("drops an answer that the host breaks off by another request")
  func interruptedAnswer() {
    bench.enumerate()
    bench.model.setup([0x80, 6, 0, 2, 0, 0, 0xFF, 0])
    bench.serve()
    #expect(bench.model.into(0) != nil)
    bench.serve()
    #expect(bench.ask([0x80, 8, 0, 0, 0, 0, 1, 0]) == [1])
    expectNoComplaints()
  }

  @Test("H3: takes a stop by report and by control request, into its own place")
  func stop() {
    bench.enumerate()
    #expect(bench.model.out(1, bench.stopReport()) == true)
    bench.serve()
    #expect(bench.tell([0x21, 9, 2, 2, 0, 0, 64, 0], bench.stopReport()))
    var stops = 0
    while let heard = bench.reports.messages.stops.pop() {
      if case .message(.stop(let stop), _) = heard.content, stop.stopID == 5 { stops += 1 }
    }
    #expect(stops == 2)
    #expect(bench.reports.messages.heard.pop() == nil)
    expectNoComplaints()
  }

  @Test("takes a short report for damage, and the next one as it is")
  func shortReport() {
    bench.enumerate()
    #expect(bench.model.out(1, [2, 9, 9]) == true)
    bench.serve()
    guard case .refused? = bench.reports.messages.heard.pop()?.content else {
      Issue.record("no refusal")
      return
    }
    #expect(bench.model.out(1, bench.stopReport()) == true)
    bench.serve()
    #expect(bench.reports.messages.stops.pop() != nil)
    expectNoComplaints()
  }

  @Test("reports one message a report, the next one when the host has taken the first")
  func reports() {
    bench.enumerate()
    for token in UInt32(1)...3 {
      let pong = Pong(token: token, clockMilliseconds: 0, clockFractionMicroseconds: 0)
      #expect(bench.reports.messages.said.push(.pong(pong)))
    }
    bench.device.serve()
    var tokens: [UInt32] = []
    while let packet = bench.model.into(1), let packet {
      #expect(packet.count == 64)
      var bytes = InlineArray<64, UInt8>(repeating: 0)
      for index in 0..<64 { bytes[index] = packet[index] }
      if case .message(.pong(let pong), _) = HIDReport(bytes: bytes).decodeDeviceMessage() {
        tokens.append(pong.token)
      }
      bench.serve()
    }
    #expect(tokens == [1, 2, 3])
    expectNoComplaints()
  }

  @Test("passes serial bytes both ways, and ends a run of full packets with an empty one")
  func serialLine() {
    bench.enumerate()
    let frame = HostCodec.encode(.ping(Ping(token: 8)), sequence: 2)
    let bytes = (0..<frame.count).map { frame.bytes[$0] }
    #expect(bench.model.out(3, Array(bytes.prefix(5))) == true)
    bench.serve()
    #expect(bench.model.out(3, Array(bytes.dropFirst(5))) == true)
    bench.serve()
    #expect(bench.serial.messages.heard.pop() != nil)
    var expected: [UInt8] = []
    var counter = SequenceCounter()
    for token in UInt32(1)...4 {
      let pong = DeviceMessage.pong(
        Pong(token: token, clockMilliseconds: 7, clockFractionMicroseconds: 0))
      #expect(bench.serial.messages.said.push(pong))
      let frame = DeviceCodec.encode(pong, sequence: counter.next())
      expected += (0..<frame.count).map { frame.bytes[$0] }
    }
    bench.device.serve()
    var found: [UInt8] = []
    var last = 64
    while let packet = bench.model.into(3), let packet {
      found += packet
      last = packet.count
      bench.serve()
    }
    #expect(found == expected)
    #expect(last < 64)
    expectNoComplaints()
  }

  @Test("tells that the port is ready when a host opens it, and hangs up when it closes")
  func port() {
    bench.enumerate()
    #expect(bench.ask([0x21, 0x22, 1, 0, 1, 0, 0, 0]) == [])
    #expect(bench.model.into(2) == [0xA1, 0x20, 0, 0, 1, 0, 2, 0, 3, 0])
    bench.serve()
    #expect(bench.tell([0x21, 0x20, 0, 0, 1, 0, 7, 0], [0, 0xC2, 1, 0, 0, 0, 8]))
    #expect(bench.ask([0xA1, 0x21, 0, 0, 1, 0, 7, 0]) == [0, 0xC2, 1, 0, 0, 0, 8])
    #expect(bench.ask([0x21, 0x22, 0, 0, 1, 0, 0, 0]) == [])
    #expect(bench.serial.messages.takeHangUp())
    expectNoComplaints()
  }

  @Test(
    "H1: hangs up on both lines when the bus is reset or suspended, the cable pulled, or anew configured",
    arguments: ["reset", "suspend", "cable", "configuration"])
  func hangUp(how: String) {
    bench.enumerate()
    _ = (bench.serial.messages.takeHangUp(), bench.reports.messages.takeHangUp())
    switch how {
    case "reset": bench.model.raise(1 << 12)
    case "suspend": bench.model.raise(1 << 11)
    case "cable": bench.model.pullCable()
    case _: #expect(bench.ask([0, 9, 1, 0, 0, 0, 0, 0]) == [])
    }
    bench.serve()
    #expect(bench.serial.messages.takeHangUp())
    #expect(bench.reports.messages.takeHangUp())
    expectNoComplaints()
  }

  @Test("begins anew after a reset of the bus: address 0, endpoints closed, enumerated again")
  func busReset() {
    bench.enumerate()
    bench.model.raise(1 << 12 | 1 << 13)
    bench.serve()
    #expect(bench.model.address == 0)
    #expect(bench.model.out(1, bench.stopReport()) == false)
    #expect(bench.ask([0, 5, 30, 0, 0, 0, 0, 0]) == [])
    #expect(bench.ask([0, 9, 1, 0, 0, 0, 0, 0]) == [])
    #expect(bench.model.address == 30)
    #expect(bench.model.out(1, bench.stopReport()) == true)
    bench.serve()
    expectNoComplaints()
  }

  @Test("halts an endpoint until the host clears it")
  func halt() {
    bench.enumerate()
    #expect(bench.ask([2, 3, 0, 0, 1, 0, 0, 0]) == [])
    #expect(bench.model.out(1, bench.stopReport()) == nil)
    #expect(bench.ask([2, 1, 0, 0, 1, 0, 0, 0]) == [])
    #expect(bench.model.out(1, bench.stopReport()) == true)
    bench.serve()
    #expect(bench.reports.messages.stops.pop() != nil)
    expectNoComplaints()
  }

  @Test("survives any setup packet at any time", arguments: UInt64(1)...8)
  func anySetup(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    bench.enumerate()
    for _ in 0..<400 {
      var packet = (0..<8).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      if random.next() % 2 == 0 { packet[0] = [0, 0x80, 0x21, 0xA1, 2][Int(random.next() % 5)] }
      if random.next() % 2 == 0 { packet[1] = UInt8(random.next() % 36) }
      bench.model.setup(packet)
      bench.serve()
      for number in 0..<4 where random.next() % 2 == 0 { _ = bench.model.into(number) }
      if random.next() % 4 == 0 {
        _ = bench.model.out(0, (0..<Int(random.next() % 65)).map { UInt8($0) })
      }
      bench.serve()
    }
    bench.model.raise(1 << 12 | 1 << 13)
    bench.serve()
    #expect(bench.ask([0x80, 6, 0, 1, 0, 0, 18, 0])?.count == 18)
    expectNoComplaints()
  }
}
