// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Plant
import Quantities
import USBDevice

/// A simulated device behind a USB controller: transfers in, completions out.
///
/// What a real bus does is done here: endpoints have a turn once in each frame of a millisecond, an
/// IN transfer waits until there is something to say, and nothing outlives an unplug.
struct USBMassager: Sendable {
  /// `[C]` Bulk bytes in a full-speed frame: 19 packets of 64 (USB 2.0 table 5-9).
  static let bulkPerFrame = 19 * 64
  /// `[C]` Far more than any host keeps under way at once.
  static let pendingLimit = 1024
  /// `[C]` What is made up for at once after a stall: where the device is slower than the wall, the bus
  /// goes on all the same, and only the device's own clock falls behind.
  static var longestStride: Interval { .milliseconds(10) }
  /// How long a device that was reset is gone from the bus.
  static var absence: Interval { .milliseconds(500) }

  let bus: USBIPBusID
  let hostility: Hostility?
  var device: SimulatedDevice
  private(set) var control: ControlEndpoint
  /// Whether a host has the other end of the cable.
  private(set) var isImported = false
  /// Whether the device has yet to make up for a stall.
  private(set) var isBehind = false
  /// Output reports and serial bytes a host has sent.
  private(set) var heard = 0
  /// Control requests a host has made, those of enumeration among them.
  private(set) var asked = 0
  private var pending: [USBIPTransfer] = []
  private var completions: [USBIPCompletion] = []
  private var frame: UInt64 = 0
  private var absentUntil = Instant.zero
  private var looseAt = Instant.distantFuture
  private var resetsSeen: UInt32 = 0
  private var serialBytes: [UInt8] = []
  private var tellsSerialState = false
  private var mischief: Mischief

  init(_ settings: SimulatedDeviceSettings, port: Int, hostility: Hostility?, now: Instant) {
    bus = USBIPBusID(port: port)
    self.hostility = hostility
    var settings = settings
    let serial = settings.device.serial
    if hostility == .otherSerial { settings.device.serial = SimulatedDeviceSettings.text("OTHER") }
    device = SimulatedDevice(settings, now: now)
    device.absurdity = AbsurdMessages(of: hostility, seed: settings.seed)
    let descriptors = USBDescriptors(serial: serial).spoiled(by: hostility)
    control = ControlEndpoint(descriptors: descriptors)
    mischief = Mischief(hostility, seed: settings.seed)
  }

  /// Whether a host could find it on the bus.
  var isPresent: Bool { device.isAttached && device.clock >= absentUntil }

  /// A host plugs it in.
  ///
  /// SET_ADDRESS never comes over USB/IP, so it happens here.
  mutating func connect() {
    leaveBus()
    isImported = true
    _ = control.setup(SetupPacket(requestType: 0, request: 5, value: UInt16(bus.device)))
    control.statusStageEnded()
  }

  /// The host pulled it out.
  mutating func disconnect() {
    guard isImported else { return }
    leaveBus()
  }

  private mutating func leaveBus() {
    isImported = false
    control.reset()
    pending = []
    completions = []
    looseAt = .distantFuture
    detachAll()
  }

  /// Takes a transfer; false when the host has far too many under way.
  mutating func submit(_ transfer: USBIPTransfer) -> Bool {
    guard pending.count < Self.pendingLimit else { return false }
    pending.append(transfer)
    serveControl()
    if mischief.ignoresFrames { serveFrame() }
    return true
  }

  /// Gives a transfer up; false when it was over already.
  mutating func unlink(_ sequence: UInt32) -> Bool {
    guard let index = pending.firstIndex(where: { $0.sequence == sequence }) else { return false }
    pending.remove(at: index)
    return true
  }

  /// Runs device and bus up to a moment; a frame that was missed is not made up for.
  mutating func advance(to now: Instant) {
    let stride = min(now, device.clock + Self.longestStride)
    device.advance(to: stride)
    isBehind = stride < now
    if device.resets != resetsSeen || device.clock >= looseAt {
      resetsSeen = device.resets
      looseAt = .distantFuture
      absentUntil = device.clock + Self.absence
    }
    guard isImported, isPresent else { return }
    serveControl()
    let current = now.nanoseconds / 1_000_000
    guard current != frame else { return }
    frame = current
    serveFrame()
  }

  mutating func takeCompletions() -> [USBIPCompletion] {
    defer { completions = [] }
    return completions
  }

  private mutating func detachAll() {
    serialBytes = []
    tellsSerialState = false
    for transport in Transport.allCases { device.detach(transport) }
  }

  private mutating func complete(
    _ index: Int, _ status: USBIPCompletion.Status, data: [UInt8] = []
  ) {
    let transfer = pending.remove(at: index)
    let data = Array(data.prefix(transfer.length))
    let length = transfer.isIn ? data.count : status == .done ? transfer.data.count : 0
    completions.append(
      USBIPCompletion(
        sequence: transfer.sequence, status: status, isIn: transfer.isIn, data: data,
        length: length))
  }
}

// The control endpoint.
extension USBMassager {
  private mutating func serveControl() {
    while !device.isFrozen, let index = pending.firstIndex(where: { $0.endpoint == 0 }) {
      if mischief.isDeaf, control.state == .configured { return }
      serveControl(index)
    }
  }

  private mutating func serveControl(_ index: Int) {
    let transfer = pending[index]
    asked += 1
    let isRefused = mischief.stalls && transfer.setup.kind != .standard
    guard !isRefused, transfer.isIn == transfer.setup.isIn || transfer.setup.length == 0 else {
      return complete(index, .stall)
    }
    var outcome = control.setup(transfer.setup)
    if case .awaitData = outcome.reply { outcome = control.receive(transfer.data.span) }
    switch outcome.reply {
    case .data(let data, _):
      complete(index, .done, data: (0..<data.count).map { data.bytes[$0] })
    case .acknowledge:
      complete(index, .done)
      control.statusStageEnded()
    case .awaitData, .stall: complete(index, .stall)
    }
    if let effect = outcome.effect { follow(effect) }
  }

  private mutating func follow(_ effect: ControlEffect) {
    switch effect {
    case .configured:
      detachAll()
      if hostility == .loose { looseAt = device.clock + .milliseconds(100) }
    case .deconfigured: detachAll()
    case .report(let report):
      heard += 1
      device.receive(report: (0..<64).map { report.bytes[$0] }, byControl: true)
    case .lineOpened: tellsSerialState = true
    case .lineClosed:
      serialBytes = []
      device.detach(.serial)
    // Data toggles are the business of the host's controller here.
    case .endpointReset, .interfaceReset, .endpointHalted: break
    }
  }
}

// The other endpoints.
extension USBMassager {
  /// One frame: an interrupt transaction each, then bulk as far as the frame goes.
  private mutating func serveFrame() {
    guard !device.isFrozen else { return }
    refuseUnknown()
    if mischief.isSilent { return }
    for endpoint in EndpointAddress.allCases {
      var budget = mischief.ignoresFrames || !endpoint.isBulk ? 1 : Self.bulkPerFrame
      while budget > 0, let index = first(at: endpoint) {
        let moved = serve(endpoint, index)
        guard moved > 0 else { break }
        budget -= endpoint.isBulk ? moved : 1
      }
    }
  }

  /// Transfers at endpoints that do not exist, or not before the device is configured.
  private mutating func refuseUnknown() {
    while let index = pending.firstIndex(where: { transfer in
      guard transfer.endpoint != 0 else { return false }
      return transfer.address == nil || control.state != .configured
    }) { complete(index, .stall) }
  }

  private func first(at endpoint: EndpointAddress) -> Int? {
    pending.firstIndex { $0.endpoint != 0 && $0.address == endpoint }
  }

  /// Moves one transfer; returns how many bytes were moved, at least 1 when it is over.
  private mutating func serve(_ endpoint: EndpointAddress, _ index: Int) -> Int {
    if let victim = mischief.halts(endpoint) { control.halt(victim) }
    guard control.isOpen(endpoint), !mischief.stalls else {
      complete(index, .stall)
      return 1
    }
    switch endpoint {
    case .reportOut, .serialOut: return take(endpoint, index)
    case .reportIn: return giveReport(index)
    case .notification: return giveSerialState(index)
    case .serialIn: return giveSerial(index)
    }
  }

  private mutating func take(_ endpoint: EndpointAddress, _ index: Int) -> Int {
    let data = pending[index].data
    complete(index, .done)
    heard += 1
    if endpoint == .serialOut {
      for byte in data { device.receive(byte) }
    } else {
      // A transfer of more than one packet is as many reports.
      for start in stride(from: 0, to: data.count, by: endpoint.packetSize) {
        device.receive(report: Array(data[start..<min(start + 64, data.count)]))
      }
    }
    return max(1, data.count)
  }

  private mutating func giveReport(_ index: Int) -> Int {
    let asked = pending[index].length
    if let report = device.transmitReport() {
      control.lastReport = report
    } else if !mischief.speaksUnasked {
      return 0
    }
    let last = control.lastReport
    let data = mischief.distort(report: (0..<64).map { last.bytes[$0] }, asked: asked)
    // What does not fit is babble: the bus is cut off, the host sees an error.
    complete(index, data.count > asked ? .babble : .done, data: data)
    return max(1, data.count)
  }

  private mutating func giveSerialState(_ index: Int) -> Int {
    guard tellsSerialState else { return 0 }
    tellsSerialState = false
    let state = SerialState.notification(isReady: true)
    complete(index, .done, data: (0..<10).map { state[$0] })
    return 10
  }

  private mutating func giveSerial(_ index: Int) -> Int {
    let asked = pending[index].length
    while serialBytes.count < asked, let frame = device.transmit() {
      for index in 0..<frame.count { serialBytes.append(frame.bytes[index]) }
    }
    mischief.addNoise(to: &serialBytes, upTo: asked)
    let count = min(asked, serialBytes.count)
    guard count > 0 else { return 0 }
    complete(index, .done, data: Array(serialBytes.prefix(count)))
    serialBytes.removeFirst(count)
    return count
  }
}

extension USBIPTransfer {
  /// The endpoint it is for; nil when there is none such, or for endpoint 0.
  var address: EndpointAddress? { EndpointAddress(rawValue: endpoint | (isIn ? 0x80 : 0)) }
}

extension EndpointAddress {
  var isBulk: Bool { self == .serialIn || self == .serialOut }
}

extension USBMassager {
  /// One line for a person.
  var status: String {
    "\(device.device.state), \(device.motion.isMoving ? "moving" : "still"),"
      + " \(isPresent ? isImported ? "attached" : "free" : "unplugged"),"
      + " \(asked) requests, \(heard) transfers from the host, latches \(device.device.latchMask)"
  }
}
