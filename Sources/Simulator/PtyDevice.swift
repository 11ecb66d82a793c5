// SPDX-License-Identifier: Apache-2.0
import CPosix
import DeviceCore
import DeviceProtocol
import Glibc
import Links
import Plant
import Quantities
import Realtime

/// A simulated device on a pseudo-terminal, in real time.
///
/// Device and plant follow the wall: after a stall they run through what was missed, two seconds at
/// most, but say only what is newest then. A hang-up of the host is invisible to the device, as on a UART: there,
/// silence ends motion.
public struct PtyDevice: ~Copyable {
  private var device: SimulatedDevice
  private var link: DeviceLink
  private var terminal: PseudoTerminal?
  private var truth: TruthFile?
  /// What the terminal did not take yet of the frame that is leaving.
  private var pending: [UInt8] = []
  private var hungUpUntil = Instant.zero
  private var console: Console
  private var shown = DeviceState.selfTest
  private var told = 0
  private let started: Instant

  /// - Parameters:
  ///   - link: the path by which hosts find the terminal.
  ///   - truth: a file for the plant's own account of when the head moved.
  ///   - hears: whether what is typed is meant for this device.
  public init(
    _ settings: SimulatedDeviceSettings, link: String, truth: String? = nil, hears: Bool = true
  ) throws(SimulatorError) {
    console = Console(isOpen: hears)
    started = BootClock.now
    device = SimulatedDevice(settings, now: started)
    self.link = DeviceLink(path: link)
    if let truth { self.truth = try TruthFile(path: truth) }
    try attach()
  }

  deinit {
    var link = link
    link.remove()
  }

  /// Serves until SIGINT, SIGTERM or SIGHUP, or `quit`; returns the signal, or 0.
  public mutating func serve() throws(SimulatorError) -> Int32 {
    ctonus_interrupt_note()
    Descriptor.say(
      "Simulated device \(device.settings.serialNumber) at \(link.path)."
        + " Type a fault ('faults' lists them), 'status' or 'quit'; Ctrl-C ends.")
    while true {
      let now = BootClock.now
      try step(now: now)
      let signal = ctonus_interrupt_noted()
      guard signal == 0, try wait(from: now) else { return signal }
    }
  }

  /// Everything that is due at `now`.
  private mutating func step(now: Instant) throws(SimulatorError) {
    device.follow(now)
    truth?.note(device.motion)
    if device.isAttached, terminal == nil { try attach() }
    if !device.isAttached, terminal != nil { detach() }
    transmit(now: now)
    tell()
  }

  /// Waits for the next millisecond and takes what comes meanwhile; false when told to end.
  private mutating func wait(from now: Instant) throws(SimulatorError) -> Bool {
    let next = Instant(nanoseconds: (now.nanoseconds / 1_000_000 + 1) * 1_000_000)
    while true {
      let left = next - BootClock.now
      guard left > .zero else { return true }
      let line = BootClock.now < hungUpUntil ? -1 : terminal?.descriptor ?? -1
      let found = ctonus_interrupt_wait(
        line, console.descriptor, left.nanoseconds)
      if found & 1 != 0 { receive() }
      // Nobody has the terminal open; it is looked at again after a while.
      if found & 5 == 4 { hungUpUntil = BootClock.now + .milliseconds(20) }
      if found & 10 != 0, !hear() { return false }
      if ctonus_interrupt_noted() != 0 { return true }
    }
  }

  private mutating func receive() {
    guard let bytes = Descriptor.read(from: terminal?.descriptor ?? -1) else { return }
    device.follow(BootClock.now)
    for byte in bytes { device.receive(byte) }
    transmit(now: BootClock.now)
  }

  /// Writes whole frames as long as the terminal takes them; the rest waits where newest wins.
  private mutating func transmit(now: Instant) {
    guard let descriptor = terminal?.descriptor else {
      while device.transmit() != nil {}
      return
    }
    if now < hungUpUntil {
      pending = []
      while device.transmit() != nil {}
      return
    }
    while true {
      if !pending.isEmpty {
        pending.removeFirst(Descriptor.write(pending, to: descriptor))
        guard pending.isEmpty else { return }
      }
      guard let frame = device.transmit() else { return }
      for index in 0..<frame.count { pending.append(frame.bytes[index]) }
    }
  }

  private mutating func attach() throws(SimulatorError) {
    do throws(LinkError) {
      terminal = try PseudoTerminal()
    } catch {
      throw SimulatorError("Could not open a pseudo-terminal. \(error)")
    }
    if let path = terminal?.path { try link.point(to: path) }
  }

  private mutating func detach() {
    link.remove()
    terminal = nil
    pending = []
  }

  private mutating func tell() {
    while told < device.happened.count {
      let fault = device.happened[told].fault
      say("\(fault.rawValue): \(fault.explanation)")
      told += 1
    }
    guard device.device.state != shown else { return }
    shown = device.device.state
    say("\(shown)")
  }

  private func say(_ text: String) {
    let milliseconds = (device.clock - started).milliseconds
    let fraction = String(1000 + milliseconds % 1000).dropFirst()
    Descriptor.say("\(milliseconds / 1000).\(fraction) s  \(text)")
  }
}

// What is typed.
extension PtyDevice {
  /// False when told to end.
  private mutating func hear() -> Bool {
    for line in console.read() where !obey(line) { return false }
    return true
  }

  private mutating func obey(_ line: String) -> Bool {
    switch line {
    case "": return true
    case "quit": return false
    case "faults", "help": Descriptor.say(Fault.list)
    case "status": say(status)
    default:
      do throws(FaultError) {
        let fault = try ScheduledFault(line: line)
        device.inject(fault.fault, value: fault.value, of: fault.actuator)
        say("\(line): \(fault.fault.explanation)")
      } catch {
        Descriptor.say("\(error)")
      }
    }
    return true
  }

  private var status: String {
    let truth = device.truth
    func tenths(_ value: Float) -> String { "\(Int(value * 10) / 10).\(abs(Int(value * 10)) % 10)" }
    return "\(device.device.state), \(device.motion.isMoving ? "moving" : "still"),"
      + " preload \(tenths(truth.preload.newtons)) N, winding \(tenths(truth.winding.celsius)) °C,"
      + " head \(tenths(truth.headTemperature.celsius)) °C, battery \(Int(truth.battery * 100)) %,"
      + " latches \(device.device.latchMask), \(device.stalls) stalls of this machine"
  }
}
