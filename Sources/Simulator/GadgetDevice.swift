// SPDX-License-Identifier: Apache-2.0
import CPosix
import DeviceCore
import DeviceProtocol
import Glibc
import Quantities
import Realtime

/// A simulated device behind the functions of a Linux USB gadget, in real time.
///
/// The kernel plays the USB device and hands over reports and bytes; what is a message, and what it
/// means, is decided here by the device's own code.
public struct GadgetDevice: ~Copyable {
  /// `[C]` How often a node that is gone is looked for.
  static let lookEvery = Interval.milliseconds(100)

  private var device: SimulatedDevice
  private let hidPath: String
  private let serialPath: String
  private var hid: GadgetNode?
  private var serial: GadgetNode?
  private var truth: TruthFile?
  private var pendingReport: HIDReport?
  private var pendingBytes: [UInt8] = []
  private var nextLook = Instant.zero

  /// - Parameters:
  ///   - hid: the node of a HID function.
  ///   - serial: the node of an ACM function.
  ///   - truth: a file for the plant's own account of when the head moved.
  public init(
    _ settings: SimulatedDeviceSettings, hid: String, serial: String, truth: String? = nil
  ) throws(SimulatorError) {
    device = SimulatedDevice(settings, now: BootClock.now)
    hidPath = hid
    serialPath = serial
    if let truth { self.truth = try TruthFile(path: truth) }
  }

  /// Serves until SIGINT, SIGTERM or SIGHUP; returns the signal.
  public mutating func serve() throws(SimulatorError) -> Int32 {
    ctonus_interrupt_note()
    Descriptor.say(
      "Simulated device \(device.settings.serialNumber) behind \(hidPath) and \(serialPath).")
    while ctonus_interrupt_noted() == 0 {
      let now = BootClock.now
      if now >= nextLook { try look(now: now) }
      device.follow(now)
      truth?.note(device.motion)
      transmit()
      wait(from: now)
    }
    return ctonus_interrupt_noted()
  }

  /// Lets go of nodes whose function is gone, and opens those that have come.
  private mutating func look(now: Instant) throws(SimulatorError) {
    nextLook = now + Self.lookEvery
    if hid?.isLinked == false { drop(.hid) }
    if serial?.isLinked == false { drop(.serial) }
    if hid == nil { hid = try GadgetNode(path: hidPath, kind: .hid) }
    if serial == nil { serial = try GadgetNode(path: serialPath, kind: .serial) }
  }

  private mutating func wait(from now: Instant) {
    let next = Instant(nanoseconds: (now.nanoseconds / 1_000_000 + 1) * 1_000_000)
    while true {
      let left = next - BootClock.now
      guard left > .zero, ctonus_interrupt_noted() == 0 else { return }
      let found = ctonus_interrupt_wait(
        hid?.descriptor ?? -1, serial?.descriptor ?? -1, left.nanoseconds)
      guard found != 0 else { continue }
      device.follow(BootClock.now)
      if found & 1 != 0 { receiveReports() }
      if found & 2 != 0 { receiveBytes() }
      if found & 4 != 0 { drop(.hid) }
      if found & 8 != 0 { drop(.serial) }
      transmit()
    }
  }

  private mutating func drop(_ transport: Transport) {
    switch transport {
    case .hid:
      hid = nil
      pendingReport = nil
    case .serial:
      serial = nil
      pendingBytes = []
    }
    device.detach(transport)
  }

  private mutating func receiveReports() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while let descriptor = hid?.descriptor {
      let count = unsafe bytes.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, 64)
      }
      guard count > 0 else {
        if count < 0, errno != EAGAIN, errno != EINTR { drop(.hid) }
        return
      }
      device.receive(report: Array(bytes.prefix(count)))
    }
  }

  private mutating func receiveBytes() {
    guard let descriptor = serial?.descriptor, let bytes = Descriptor.read(from: descriptor) else {
      return
    }
    // The host's end has been closed, or the cable pulled.
    guard !bytes.isEmpty else { return drop(.serial) }
    for byte in bytes { device.receive(byte) }
  }

  private mutating func transmit() {
    while let report = pendingReport ?? device.transmitReport() {
      pendingReport = nil
      guard let descriptor = hid?.descriptor else { continue }
      switch Self.write(report, to: descriptor) {
      case 0: continue
      case EAGAIN, EINTR:
        pendingReport = report
        return transmitBytes()
      default: drop(.hid)
      }
    }
    transmitBytes()
  }

  private mutating func transmitBytes() {
    while true {
      if !pendingBytes.isEmpty, let descriptor = serial?.descriptor {
        pendingBytes.removeFirst(Descriptor.write(pendingBytes, to: descriptor))
        guard pendingBytes.isEmpty else { return }
      }
      guard let frame = device.transmit() else { return }
      guard serial != nil else { continue }
      for index in 0..<frame.count { pendingBytes.append(frame.bytes[index]) }
    }
  }

  /// Returns 0 or an errno.
  private static func write(_ report: HIDReport, to descriptor: Int32) -> Int32 {
    let span = report.bytes.span
    let count = unsafe span.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, 64) }
    return count == 64 ? 0 : count < 0 ? errno : EIO
  }
}
