// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import DeviceProtocol
import Links
import Quantities
import Sessions
import Simulator
import Testing

@testable import Daemon

@Suite("A device's lane")
struct DeviceLaneTests {
  /// A simulated device that tells which stops it has heard.
  private final class ListeningPeer: PumpedPeer {
    private let peer: SimulatedPeer
    private var decoder = HostSerialDecoder()
    private(set) var stops: [Stop] = []
    /// The next stop is noted, and lost.
    var losesStop = false

    init(_ device: SimulatedDevice) { peer = SimulatedPeer(device) }

    var isAttached: Bool { peer.isAttached }

    func receive(_ frame: borrowing Frame, now: Instant) {
      if case .message(.stop(let stop), _)? = decoder.push(frame) {
        stops.append(stop)
        if losesStop {
          losesStop = false
          return
        }
      }
      peer.receive(frame, now: now)
    }

    func transmit(now: Instant) -> Frame? { peer.transmit(now: now) }
  }

  /// A lane on a simulated device, and the moment it has reached.
  private final class Bench {
    let link: PumpedLink<ListeningPeer>
    let peer: ListeningPeer
    let lane: DeviceLane
    var now = Instant(milliseconds: 10_000)

    init() throws {
      let device = SimulatedDevice(SimulatedDeviceSettings(), now: now)
      peer = ListeningPeer(device)
      link = PumpedLink(name: "sim:t1", peer: peer)
      lane = DeviceLane(port: link.port, nonce: 1)
      try link.open()
    }

    func exchange() {
      now = now + .milliseconds(1)
      link.exchange(now: now)
    }

    func run(_ milliseconds: Int) {
      for _ in 0..<milliseconds {
        now = now + .milliseconds(1)
        link.exchange(now: now)
        lane.tick(now: now)
      }
    }
  }

  @Test("greets a device when its wire comes up, and forgets it when it goes")
  func link() throws {
    let bench = try Bench()
    bench.run(1000)
    #expect(bench.lane.status.conversation == .ready)
    bench.link.close()
    bench.run(5)
    #expect(bench.lane.status.conversation == .absent)
    try bench.link.open()
    bench.run(1000)
    #expect(bench.lane.status.conversation == .ready)
  }

  @Test("H1: a stop passes a queue that is full of commands, within one tick")
  func stopPassesCommands() throws {
    let bench = try Bench()
    bench.run(1000)
    while bench.lane.send(.goOn) {}
    bench.lane.stop(.user)
    bench.run(1)
    #expect(bench.lane.status.phase == .stopping)
    bench.run(400)
    #expect(bench.link.port.statistics.stopsSent >= 1)
    #expect(bench.lane.status.standstill.outcome == .confirmed)
  }

  @Test("H1: a stop is on the wire before the next tick, and the engine goes on with that stop")
  func stopAheadOfTick() throws {
    let bench = try Bench()
    bench.run(1000)
    bench.peer.losesStop = true
    bench.lane.stop(.user)
    bench.lane.stop(.clientGone)
    // The link moves; the tick stands still.
    bench.exchange()
    #expect(bench.peer.stops.map(\.reason) == [.clientGone])
    bench.run(400)
    #expect(bench.lane.status.standstill.outcome == .confirmed)
    #expect(bench.peer.stops.count > 1)
    #expect(Set(bench.peer.stops.map(\.stopID)).count == 1)
    #expect(bench.lane.status.newestLatch == 1)
  }

  @Test("H1: a stop before the wire is there leaves first when it comes, and is confirmed")
  func stopBeforeTheWire() throws {
    let bench = try Bench()
    bench.link.close()
    bench.lane.stop(.user)
    bench.run(1200)
    #expect(bench.lane.status.standstill.outcome == .unconfirmed)
    #expect(bench.peer.stops.isEmpty)
    try bench.link.open()
    bench.exchange()
    #expect(bench.peer.stops.count == 1)
    bench.run(1000)
    #expect(bench.lane.status.standstill.outcome == .confirmed)
    #expect(Set(bench.peer.stops.map(\.stopID)).count == 1)
  }

  @Test("H1: stops from many threads in the middle of ticks are one stop")
  func stopsFromThreads() async throws {
    let bench = try Bench()
    bench.run(1000)
    let lane = bench.lane
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { for _ in 0..<50 { lane.stop(.user) } }
      }
      bench.run(50)
    }
    bench.run(400)
    #expect(bench.lane.status.standstill.outcome == .confirmed)
    // Whoever came after standstill has stopped anew; nobody else.
    #expect(Set(bench.peer.stops.map(\.stopID)).count <= 2)
    #expect(bench.lane.status.newestLatch == 1)
  }

  @Test("says what happened, in order, and refuses commands rather than losing any")
  func records() throws {
    let bench = try Bench()
    bench.run(1000)
    var identified = false
    while let record = bench.lane.nextRecord() {
      if case .identified = record { identified = true }
    }
    #expect(identified)
    var taken = 0
    while bench.lane.send(.goOn) { taken += 1 }
    #expect(taken >= DeviceLane.commandCapacity)
    bench.run(1)
    #expect(bench.lane.send(.goOn))
  }
}

@Suite("The virtual clock's pace")
struct VirtualPaceTests {
  private let start = Instant(milliseconds: 1000)

  @Test("gives as many milliseconds as the speed says", arguments: [1.0, 3.0, 20.0, 1000.0])
  func speed(_ speed: Double) {
    var pace = VirtualPace(speed: speed, virtual: .zero, wall: start)
    var given = 0
    for step in 1...1000 { given += pace.due(wall: start + .milliseconds(Int64(step))) }
    #expect(abs(given - Int(1000 * speed)) <= Int(speed))
    #expect(pace.virtual.nanoseconds == UInt64(given) * 1_000_000)
  }

  @Test("a machine that is late slows the clock down, and nothing is caught up with")
  func late() {
    var pace = VirtualPace(speed: 10, virtual: .zero, wall: start)
    #expect(pace.due(wall: start + .seconds(Int64(10))) == 200)
    #expect(pace.due(wall: start + .milliseconds(10_001)) == 10)
  }

  @Test("a wall clock that goes back gives nothing")
  func back() {
    var pace = VirtualPace(speed: 10, virtual: .zero, wall: start)
    #expect(pace.due(wall: start - .milliseconds(500)) == 0)
  }
}

@Suite("Where the daemon lives")
struct DaemonPathsTests {
  @Test("prefers the service manager's directories, then XDG's")
  func order() {
    let all = [
      "RUNTIME_DIRECTORY": "/run/tonus", "XDG_RUNTIME_DIR": "/run/user/1000",
      "STATE_DIRECTORY": "/var/lib/tonus:/var/lib/other", "XDG_STATE_HOME": "/home/a/state",
      "HOME": "/home/a",
    ]
    #expect(DaemonPaths.socket(all, uid: 1000) == "/run/tonus/tonus.sock")
    #expect(DaemonPaths.state(all) == "/var/lib/tonus")
    let user = all.filter { $0.key.hasPrefix("XDG") || $0.key == "HOME" }
    #expect(DaemonPaths.socket(user, uid: 1000) == "/run/user/1000/tonus/tonus.sock")
    #expect(DaemonPaths.state(user) == "/home/a/state/tonus")
    #expect(DaemonPaths.state(["HOME": "/home/a"]) == "/home/a/.local/state/tonus")
    #expect(DaemonPaths.socket([:], uid: 0) == "/run/tonus/tonus.sock")
    #expect(DaemonPaths.socket(["XDG_RUNTIME_DIR": "relative"], uid: 1000) == nil)
    #expect(DaemonPaths.state([:]) == nil)
  }

  @Test("a client looks for its user's own daemon, then for the service")
  func client() {
    let environment = ["XDG_RUNTIME_DIR": "/run/user/1000"]
    let own = "/run/user/1000/tonus/tonus.sock"
    func path(_ there: String...) -> String {
      DaemonPaths.client(environment, uid: 1000) { there.contains($0) }
    }
    #expect(path() == own && path(own) == own && path(own, DaemonPaths.service) == own)
    #expect(path(DaemonPaths.service) == DaemonPaths.service)
    #expect(DaemonPaths.client([:], uid: 1000) { _ in false } == DaemonPaths.service)
  }

  @Test("reads device addresses, and refuses others with what to write instead")
  func addresses() throws {
    #expect(try DeviceAddress("sim:t1") == .simulated(name: "t1"))
    #expect(try DeviceAddress("sim:t2") == .simulated(name: "t2"))
    #expect(try DeviceAddress("serial:/dev/ttyACM0") == .serial(path: "/dev/ttyACM0"))
    #expect(try DeviceAddress("usb") == .usb(serial: nil))
    #expect(try DeviceAddress("usb:T1-0042") == .usb(serial: "T1-0042"))
    for wrong in ["", "sim", "sim:", "sim:t9", "usb:", "serial:", "/dev/ttyACM0"] {
      let error = try #require(throws: DaemonFailure.self) { try DeviceAddress(wrong) }
      #expect(error.exitCode == .usage)
      #expect(error.message.contains("serial:") || error.message.contains("sim:t1"))
    }
  }
}
