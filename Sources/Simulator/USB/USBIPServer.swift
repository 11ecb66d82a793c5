// SPDX-License-Identifier: Apache-2.0
import CPosix
import Glibc
import Quantities
import Realtime

/// Simulated devices on a USB/IP server, in real time: one thread, a turn each millisecond.
public struct USBIPServer: ~Copyable {
  /// How hosts come to the devices.
  public enum Access: Hashable, Sendable {
    /// By TCP, as `usbip attach` does; port 0 takes any that is free.
    case listen(address: String, port: UInt16)
    /// Through this machine's own `vhci_hcd`, from this port of it on, a port each.
    case attach(firstPort: Int)
  }

  /// `[C]` Hosts at once, of which all but one for each device only ask for the list.
  private static let connectionLimit = 64
  /// `[C]` Bytes taken from one host in one turn.
  private static let readLimit = 64 * 1024

  private var devices: [USBMassager]
  private var journals: [USBJournal]
  private var truths: [TruthFile?] = []
  private var cables: [USBIPCable] = []
  private let listener: USBIPSocket?
  private let firstPort: Int?
  private var console = Console()
  private var nudges: Int32 = 0

  public init(_ settings: [USBDeviceSettings], access: Access) throws(SimulatorError) {
    let started = BootClock.now
    devices = settings.enumerated().map { index, one in
      USBMassager(one.device, port: index + 1, hostility: one.hostility, now: started)
    }
    journals = settings.map { _ in USBJournal(started: started) }
    for one in settings {
      truths.append(try one.truth.map { path throws(SimulatorError) in try TruthFile(path: path) })
    }
    switch access {
    case .listen(let address, let port):
      listener = try USBIPSocket.listening(address: address, port: port)
      firstPort = nil
    case .attach(let port):
      listener = nil
      firstPort = port
    }
  }

  /// Serves until SIGINT, SIGTERM or SIGHUP, or `quit`; returns the signal, or 0.
  ///
  /// SIGUSR1 pulls every cable, or puts them back.
  public mutating func serve() throws(SimulatorError) -> Int32 {
    ctonus_interrupt_note()
    ctonus_nudge_note()
    greet()
    while true {
      let now = BootClock.now
      try step(now: now)
      let signal = ctonus_interrupt_noted()
      guard signal == 0, wait(from: now) else { return signal }
    }
  }

  private func greet() {
    for device in devices {
      let kind = device.hostility.map { ", \($0.rawValue): \($0.explanation)" } ?? ""
      Descriptor.say("\(device.bus.name)  \(device.device.settings.serialNumber)\(kind)")
    }
    if let listener {
      Descriptor.say("Listening on port \(listener.port).")
    }
    Descriptor.say(
      "Type [DEVICE] FAULT [VALUE] ('faults' lists them), 'status' or 'quit'; Ctrl-C ends.")
  }

  /// Everything that is due at `now`.
  private mutating func step(now: Instant) throws(SimulatorError) {
    obeyNudges()
    for index in devices.indices {
      devices[index].advance(to: now)
      truths[index]?.note(devices[index].device.motion)
      journals[index].follow(devices[index])
    }
    for index in cables.indices { send(index) }
    closeCables()
    if let firstPort { try attachAll(from: firstPort) }
  }

  /// A signal is for all devices: unplugged when any is plugged in.
  private mutating func obeyNudges() {
    let count = ctonus_nudge_count()
    guard count != nudges else { return }
    nudges = count
    let fault: Fault = devices.contains { $0.device.isAttached } ? .unplug : .plug
    for index in devices.indices { devices[index].device.inject(fault) }
  }

  /// A device that is gone takes its connection with it, and the other way round.
  private mutating func closeCables() {
    for index in cables.indices.reversed() {
      let state = cables[index].state
      let isGone = state.imported.map { !devices[$0].isPresent } ?? false
      let isDone = state.isOver && state.output.isEmpty
      guard cables[index].isBroken || isGone || isDone || (state.isOver && state.imported != nil)
      else { continue }
      if let imported = state.imported { devices[imported].disconnect() }
      cables.remove(at: index)
    }
  }

  private mutating func attachAll(from firstPort: Int) throws(SimulatorError) {
    for index in devices.indices where devices[index].isPresent && !devices[index].isImported {
      guard
        let socket = try VirtualHostController.attach(devices[index].bus, to: firstPort + index)
      else { continue }
      devices[index].connect()
      cables.append(USBIPCable(socket: socket, state: USBIPConnection(imported: index)))
    }
  }
}

// The wires.
extension USBIPServer {
  /// Takes what comes until the next millisecond, or only what is there when there is no time to
  /// lose; false when told to end.
  private mutating func wait(from now: Instant) -> Bool {
    let next = Instant(nanoseconds: (now.nanoseconds / 1_000_000 + 1) * 1_000_000)
    var isFirst = true
    while true {
      let left = devices.contains { $0.isBehind } ? .zero : next - BootClock.now
      guard left > .zero || isFirst else { return true }
      isFirst = false
      var watched = [
        pollfd(fd: listener?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: console.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      watched += cables.map { $0.watched }
      let count = UInt32(watched.count)
      guard unsafe ctonus_interrupt_poll(&watched, count, left.nanoseconds) > 0 else {
        return true
      }
      for index in cables.indices where watched[2 + index].revents != 0 { receive(index) }
      if watched[0].revents != 0 { accept() }
      if watched[1].revents != 0, !hear() { return false }
    }
  }

  private mutating func accept() {
    while let socket = listener?.accept() {
      if cables.count >= Self.connectionLimit {
        // Who has no device makes room: nobody is kept from one by connections that only wait.
        guard let idle = cables.firstIndex(where: { $0.state.imported == nil }) else { continue }
        cables.remove(at: idle)
      }
      cables.append(USBIPCable(socket: socket))
    }
  }

  private mutating func receive(_ index: Int) {
    var taken = 0
    while taken < Self.readLimit, cables[index].state.wantsInput,
      let bytes = Descriptor.read(from: cables[index].socket.descriptor)
    {
      guard !bytes.isEmpty else {
        cables[index].isBroken = true
        return
      }
      taken += bytes.count
      let imported = cables.map(\.state.imported)
      cables[index].state.receive(bytes, &devices) { device in imported.contains(device) }
    }
    send(index)
  }

  private mutating func send(_ index: Int) {
    cables[index].state.collect(&devices)
    guard !cables[index].state.output.isEmpty else { return }
    cables[index].state.sent(
      Descriptor.write(cables[index].state.output, to: cables[index].socket.descriptor))
  }
}

// What is typed.
extension USBIPServer {
  /// False when told to end.
  private mutating func hear() -> Bool {
    for line in console.read() {
      if line == "quit" { return false }
      obey(line)
    }
    return true
  }

  private mutating func obey(_ line: String) {
    switch line {
    case "": return
    case "faults", "help": Descriptor.say(Fault.list)
    case "status":
      for index in devices.indices { journals[index].say(devices[index], devices[index].status) }
    default: inject(line)
    }
  }

  /// `[DEVICE] FAULT [VALUE]`; without a number it befalls all.
  private mutating func inject(_ line: String) {
    var words = line.split(separator: " ")
    let number = words.first.flatMap { Int($0) }
    if number != nil { words.removeFirst() }
    guard number.map({ devices.indices.contains($0 - 1) }) ?? true else {
      Descriptor.say("There is no device \(number ?? 0), only 1 to \(devices.count).")
      return
    }
    do throws(FaultError) {
      let fault = try ScheduledFault(line: words.joined(separator: " "))
      for index in devices.indices where number == nil || number == index + 1 {
        devices[index].device.inject(fault.fault, value: fault.value, of: fault.actuator)
        journals[index].say(devices[index], "\(line): \(fault.fault.explanation)")
      }
    } catch {
      Descriptor.say("\(error)")
    }
  }
}
