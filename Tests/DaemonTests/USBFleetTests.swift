// SPDX-License-Identifier: Apache-2.0
import Anatomy
import ControlAPI
import Discovery
import Ledger
import Links
import Logging
import Quantities
import Realtime
import Testing

@testable import Daemon

@Suite("The devices on USB, in the daemon", .serialized)
struct USBFleetTests {
  private struct Bench {
    let plane: ControlPlane
    let fleet: USBFleet
    let ticks: TickThread

    init(wanted: Set<String>? = nil) throws {
      let store = try LedgerStore.temporary(now: DaemonClock.machine.reading())
      let arrivals = LaneArrivals()
      var configuration = TickThread.Configuration()
      configuration.locksMemory = false
      ticks = try TickThread(configuration, body: LaneTicks(lanes: [], arrivals: arrivals))
      plane = ControlPlane(
        units: [], store: store, catalogue: .standard, clock: .machine, timing: { .none })
      let log = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
      fleet = USBFleet(wanted: wanted, plane: plane, arrivals: arrivals, log: log)
    }

    func end() {
      ticks.stop()
      fleet.close()
    }

    func device(_ index: Int = 0) -> Control.Device {
      let unit = plane.units[index]
      let (status, overview, _) = unit.view()
      return Control.Device(unit: unit, status: status, overview: overview, holder: nil)
    }

    func until(_ holds: () -> Bool) async throws -> Bool {
      for _ in 0..<500 where !holds() { try await Task.sleep(for: .milliseconds(10)) }
      return holds()
    }
  }

  private func found(
    _ serial: String, tty: String? = nil, path: String = "1-2", distrust: Distrust? = nil
  ) -> RosterChange {
    .there(
      FoundDevice(
        name: serial, serial: serial, product: "Tonus T1",
        place: USBPlace(path: path, node: "/nowhere/\(path)", tty: tty, distrust: distrust)))
  }

  @Test("lists a device once for all its replugs")
  func replug() async throws {
    let bench = try Bench()
    defer { bench.end() }
    for path in ["1-2", "1-3"] {
      let terminal = try PseudoTerminal()
      bench.fleet.note(found("T1", tty: terminal.path, path: path))
      #expect(try await bench.until { bench.device().state == "identifying" })
      #expect(bench.plane.units.map(\.id) == ["usb:T1"])
      #expect(bench.device().transport == "serial")
      #expect(bench.device().path == "\(path) \(terminal.path)")
      #expect(bench.device().serial == "T1")
      bench.fleet.note(.gone(name: "T1"))
      #expect(try await bench.until { bench.device().state == "absent" })
    }
  }

  @Test("H9: shows why a device is left alone")
  func distrusted() async throws {
    let bench = try Bench()
    defer { bench.end() }
    bench.fleet.note(found("T1", distrust: .descriptors))
    #expect(try await bench.until { bench.device().state == "quarantined" })
    #expect(bench.device().detail.contains("descriptors"))
  }

  @Test("finds one by its serial number, and lists them where none is named")
  func naming() async throws {
    let bench = try Bench()
    defer { bench.end() }
    let first = try PseudoTerminal()
    let second = try PseudoTerminal()
    bench.fleet.note(found("T1", tty: first.path))
    #expect(try bench.plane.unit(nil).id == "usb:T1")
    bench.fleet.note(found("T2", tty: second.path, path: "1-3"))
    #expect(
      try await bench.until { bench.plane.units.allSatisfy { $0.lane.port.state.isOpen } })
    #expect(try bench.plane.unit("T2").id == "usb:T2")
    #expect(try bench.plane.unit("usb:T2").id == "usb:T2")
    do {
      _ = try bench.plane.unit(nil)
      Issue.record("one of two was taken")
    } catch {
      #expect(error.message.contains("'usb:T1', 'usb:T2'"), "\(error.message)")
    }
    // One that is gone is not meant where another is there.
    bench.fleet.note(.gone(name: "T1"))
    #expect(try await bench.until { !bench.plane.units[0].lane.port.state.isOpen })
    #expect(try bench.plane.unit(nil).id == "usb:T2")
  }

  @Test("drives only what it was told to, where it was told")
  func wanted() throws {
    let bench = try Bench(wanted: ["T2"])
    defer { bench.end() }
    bench.fleet.note(found("T1"))
    bench.fleet.note(found("T2"))
    #expect(bench.plane.units.map(\.id) == ["usb:T2"])
  }

  @Test("H9: knows no more devices at once than it has room for, and forgets those that are gone")
  func bounded() async throws {
    let bench = try Bench()
    defer { bench.end() }
    let first = try PseudoTerminal()
    let second = try PseudoTerminal()
    for number in 0..<LaneArrivals.capacity + 3 {
      bench.fleet.note(found("T\(number)"))
      // The first stays.
      if number > 0 { bench.fleet.note(.gone(name: "T\(number)")) }
    }
    #expect(bench.plane.units.count == LaneArrivals.capacity)
    let known = Set(bench.plane.units.map(\.id))
    #expect(known.contains("usb:T0") && known.contains("usb:T\(LaneArrivals.capacity + 2)"))
    #expect(known.isDisjoint(with: ["usb:T1", "usb:T2", "usb:T3"]))
    // Who comes when others had to go is driven, and so is one that was forgotten and comes back.
    for (name, path) in [("NEW", first.path), ("T1", second.path)] {
      bench.fleet.note(found(name, tty: path))
      let index = try #require(bench.plane.units.firstIndex { $0.id == "usb:\(name)" })
      #expect(try await bench.until { bench.device(index).state == "identifying" }, "\(name)")
    }
    for number in 0..<LaneArrivals.capacity { bench.fleet.note(found("P\(number)")) }
    #expect(bench.plane.units.count == LaneArrivals.capacity)
    #expect(bench.plane.units.contains { $0.id == "usb:T0" })
  }
}
