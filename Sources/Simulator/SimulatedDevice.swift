// SPDX-License-Identifier: Apache-2.0
import Coupling
import DeviceCore
import DeviceProtocol
import Plant
import Quantities
import Randomness

/// A whole massager in virtual time: the device's own code on a simulated actuator, hand and body,
/// behind the serial codec and a link that may fail.
///
/// Nothing here reads a clock: `advance(to:)` runs the steps of 250 µs up to a moment of the
/// caller's clock. The same seed and the same calls give the same bits.
public struct SimulatedDevice: Sendable {
  public let settings: SimulatedDeviceSettings
  public internal(set) var device: Device
  var heads: PerActuator<SimulatedHead>
  /// Whether any of the heads really moves.
  public private(set) var motion = MotionWatch()
  /// False while the cable is pulled.
  public internal(set) var isAttached = true
  /// The moment up to which everything has run, on the caller's clock.
  public private(set) var clock: Instant
  /// `[C]` What is made up for at once: far more than it takes for silence to end all motion.
  static var longestCatchUp: Interval { .seconds(Int64(2)) }
  /// Times the wall was further ahead than that.
  public private(set) var stalls: UInt32 = 0
  /// Scheduled faults that have happened, oldest first.
  public private(set) var happened: [ScheduledFault] = []
  /// Resets since the start.
  public private(set) var resets: UInt32 = 0
  /// The device's own clock.
  public private(set) var deviceClock = Instant.zero

  var links: LinkFaults
  var reportLinks: LinkFaults
  var reportCounter = SequenceCounter()
  /// Set when what the device tells is nonsense.
  var absurdity: AbsurdMessages?
  /// Set when it breaks a rule of the protocol.
  var tampering: Tampering?
  var inputs = Inputs()
  /// Since when the firmware hangs; nil while it runs.
  var frozenSince: Instant?
  var thawsAt = Instant.distantFuture
  var buttonUntil = Instant.zero
  var stopButtonUntil = Instant.zero
  private let deviceStep: Interval
  private var started: Instant
  var decoder = HostSerialDecoder()
  var partial = Frame(bytes: InlineArray(repeating: 0), count: 0)
  var counter = SequenceCounter()
  private var boots: SplitMix64
  private var schedule: [(at: Instant, item: ScheduledFault)] = []
  private var nextFault = Instant.distantFuture

  /// Switched on at `now`.
  public init(_ settings: SimulatedDeviceSettings, now: Instant = .zero) {
    self.settings = settings
    clock = now
    started = now
    heads = PerActuator {
      SimulatedHead(
        parameters: settings.plant, seed: settings.seed ^ 0x6865_6164 &* UInt64($0))
    }
    links = LinkFaults(
      seed: settings.seed ^ 0x6C69_6E6B, latency: settings.latency, jitter: settings.jitter)
    reportLinks = LinkFaults(
      seed: settings.seed ^ 0x0068_6964, latency: settings.latency, jitter: settings.jitter)
    // A step of 250 µs is off by a 4000th of a nanosecond for each part in a million.
    deviceStep = Plant.stepInterval + Interval(nanoseconds: settings.driftPartsPerMillion / 4)
    boots = SplitMix64(seed: settings.seed ^ 0x626F_6F74)
    device = Device(
      configuration: settings.device, resetCause: .powerOn,
      bootID: UInt32(truncatingIfNeeded: boots.next()))
    tampering = settings.broken.map { Tampering($0) }
    for fault in settings.faults { schedule(fault) }
  }

  /// What is really there.
  public var truth: PlantTruth { heads[0].plant.truth }

  /// Those that the device has.
  var indices: Range<Int> { 0..<settings.device.actuatorCount }

  /// True while the firmware hangs.
  public var isFrozen: Bool { frozenSince != nil }

  /// Runs up to a moment; one that lies in the past changes nothing.
  public mutating func advance(to moment: Instant) {
    // A local, since the device and what it reads are then lent without a copy.
    var inputs = inputs
    while clock + Plant.stepInterval <= moment {
      if clock >= nextFault { applyDueFaults() }
      step(&inputs)
    }
    self.inputs = inputs
    motion = heads[0].motion
    for index in indices where index > 0 { motion = motion.joined(with: heads[index].motion) }
    if settings.defect == .expiryOff { renew() }
  }

  /// Runs up to a moment of the wall, of a stall that was longer than `longestCatchUp` only the
  /// beginning: time that nobody could have moved in passes without device and plant.
  public mutating func follow(_ now: Instant) {
    guard now - clock > Self.longestCatchUp else { return advance(to: now) }
    advance(to: clock + Self.longestCatchUp)
    deviceClock = deviceClock + (now - clock)
    clock = now
    stalls += 1
  }

  /// Puts a fault into the future: it happens this long after the start.
  public mutating func schedule(_ fault: ScheduledFault) {
    let at = started + fault.after
    let index = schedule.firstIndex { $0.at > at } ?? schedule.endIndex
    schedule.insert((at, fault), at: index)
    nextFault = schedule[0].at
  }

  private mutating func applyDueFaults() {
    while let first = schedule.first, first.at <= clock {
      schedule.removeFirst()
      inject(first.item.fault, value: first.item.value, of: first.item.actuator)
      happened.append(first.item)
    }
    nextFault = schedule.first?.at ?? .distantFuture
  }

  private mutating func step(_ inputs: inout Inputs) {
    clock = clock + Plant.stepInterval
    deviceClock = deviceClock + deviceStep
    if frozenSince == nil {
      inputs.button = clock < buttonUntil
      inputs.stopButton = clock < stopButtonUntil
      apply(device.step(now: deviceClock, lent: &inputs))
    } else {
      hang()
    }
    for index in indices {
      let readings = heads[index].step(now: clock)
      read(readings, of: index, into: &inputs)
    }
  }

  private mutating func apply(_ outputs: Outputs) {
    for index in indices {
      heads[index].plant.powered = outputs.powerSwitchClosed
      heads[index].drive = PlantDrive(outputs.drives[index])
    }
  }

  // Mutating as its caller is: for a look, the whole device would be copied.
  @inline(__always)
  private mutating func read(
    _ readings: SensorReadings, of index: Int, into inputs: inout Inputs
  ) {
    let force = inputs.actuators[index].contactForce
    inputs.take(readings, of: index)
    if settings.defect == .guardBlind {
      inputs.actuators[index].head = heads[index].blinded(readings.head)
    }
    if heads[index].isForceStuck { inputs.actuators[index].contactForce = force }
  }

  /// What hardware does without its firmware: the last drive stands until the watchdog acts.
  private mutating func hang() {
    guard let frozenSince else { return }
    if clock - frozenSince >= SimulatedDeviceSettings.watchdog {
      for index in indices { heads[index].lose() }
    }
    if clock >= thawsAt { reset(.watchdog) }
  }

  /// Begins anew: what only lived in the firmware is gone, but for what its backup memory keeps as
  /// long as there is power.
  mutating func reset(_ cause: ResetCause) {
    frozenSince = nil
    thawsAt = .distantFuture
    deviceClock = .zero
    for index in indices { heads[index].lastSetpoint = nil }
    resets &+= 1
    decoder = HostSerialDecoder()
    counter = SequenceCounter()
    reportCounter = SequenceCounter()
    links.drop()
    reportLinks.drop()
    let retained = cause == .powerOn ? nil : device.retained()
    device.restart(
      configuration: settings.device, resetCause: cause,
      bootID: UInt32(truncatingIfNeeded: boots.next()), retained: retained)
    for index in indices { heads[index].lose() }
  }

  /// The cable is gone: the device notices, and what was under way is lost.
  mutating func detach() {
    isAttached = false
    for transport in Transport.allCases { detach(transport) }
  }

  /// One transport lost its host, for a port was closed or the device de-configured.
  mutating func detach(_ transport: Transport) {
    switch transport {
    case .serial:
      links.drop()
      decoder = HostSerialDecoder()
      partial.count = 0
    case .hid: reportLinks.drop()
    }
    if !isFrozen { device.detached(transport, now: deviceClock) }
  }

  mutating func nextMessage(for transport: Transport) -> DeviceMessage? {
    if tampering != nil { return nextSpoiled(for: transport) }
    guard let message = device.nextMessage(for: transport) else { return nil }
    return absurdity?.distort(message) ?? message
  }

  mutating func accept(_ decoded: Decoded<HostMessage>, from transport: Transport) {
    if tampering != nil { return hear(decoded, from: transport) }
    switch decoded {
    case .message(let message, let sequence):
      if settings.defect != nil, case .setpoint(let setpoint) = message {
        let index = Int(setpoint.actuator)
        if indices.contains(index) { heads[index].lastSetpoint = (setpoint, sequence) }
      }
      device.receive(message, sequence: sequence, from: transport, now: deviceClock)
    case .refused(let refusal): device.noteRefused(refusal, from: transport)
    }
  }
}
