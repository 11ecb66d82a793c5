// SPDX-License-Identifier: Apache-2.0
import CAllocations
import Coupling
import DeviceCore
import DeviceProtocol
import Envelope
import Plant
import Quantities
import Sessions

/// An engine, a device and a plant on one virtual clock, messages handed over without bytes.
final class Bench {
  var engine = Engine(nonce: 7)
  var device: Device
  /// Of the first actuator.
  var plant: Plant
  /// Of the second one, where there is one.
  var second: Plant?
  var now = Instant(milliseconds: 10_000)
  /// The device booted this much before the bench's clock began.
  var deviceEpoch = Instant(milliseconds: 9_000)
  var inbox = EngineInbox()
  var outbox = EngineOutbox()
  var commands: [EngineCommand] = []
  var stop: StopReason?
  var stopSentAs: UInt16?
  var records: [EngineRecord] = []
  var sent: [HostMessage] = []
  /// Under which number the last of `sent` left.
  private(set) var lastNumber: UInt16 = 0
  /// How often a sequence number left that had left before.
  private(set) var repeatedNumbers = 0
  private var numbers: Set<UInt16> = []
  /// Sees every message on its way; nil loses it.
  var toDevice: (HostMessage) -> HostMessage? = { $0 }
  var toHost: (DeviceMessage) -> DeviceMessage? = { $0 }
  var isLinked = true
  private var images: [ProgramImage] = []
  var peakHead: Float = 0
  /// Made inside the engine's tick since the beginning.
  private(set) var allocations: UInt64 = 0
  var waiting: [Inbound] = []

  init(load: Load = .normal, seed: UInt64 = 1, actuators: Int = 1) {
    plant = Plant(parameters: .reference(load: load), seed: seed)
    if actuators > 1 { second = Plant(parameters: .reference(load: load), seed: seed + 1) }
    device = Device(
      configuration: .reference(actuators: actuators), resetCause: .powerOn, bootID: 0x1234)
  }

  var status: EngineStatus { engine.status }

  /// Runs for so many milliseconds.
  func run(_ milliseconds: Int) {
    for _ in 0..<milliseconds { step() }
  }

  /// Runs until `condition` holds, at most `limit` milliseconds; whether it did.
  func run(until condition: (Bench) -> Bool, limit: Int = 5000) -> Bool {
    for _ in 0..<limit {
      if condition(self) { return true }
      step()
    }
    return condition(self)
  }

  func step() {
    for _ in 0..<4 { stepDevice() }
    now = now + .milliseconds(1)
    pull()
    tickEngine()
  }

  func stepDevice() {
    let deviceNow = Instant.zero + (now - deviceEpoch)
    let outputs = device.step(now: deviceNow, inputs: lastInputs)
    plant.powered = outputs.powerSwitchClosed
    lastInputs.take(plant.step(drive: PlantDrive(outputs.drives[0])))
    if second != nil {
      second?.powered = outputs.powerSwitchClosed
      if let readings = second?.step(drive: PlantDrive(outputs.drives[1])) {
        lastInputs.take(readings, of: 1)
      }
    }
    peakHead = max(peakHead, abs(plant.truth.headAcceleration.g))
    deviceEpoch = deviceEpoch - .microseconds(250)
  }
  var lastInputs = Inputs()

  private func pull() {
    // The four control steps moved the device's clock on by themselves; put it back on the host's.
    deviceEpoch = deviceEpoch + .milliseconds(1)
    var sequence: UInt16 = 0
    while let message = device.nextMessage(for: .serial) {
      sequence &+= 1
      guard isLinked, let passed = toHost(message) else { continue }
      waiting.append(Inbound(message: passed, sequence: sequence, received: now))
    }
  }

  func tickEngine() {
    while inbox.acceptsMessage, !waiting.isEmpty { inbox.add(waiting.removeFirst()) }
    while inbox.acceptsCommand, !commands.isEmpty { inbox.add(commands.removeFirst()) }
    inbox.stop = stop
    inbox.stopSentAs = stopSentAs
    stop = nil
    stopSentAs = nil
    #if !TONUS_REALTIME_SANITIZER
      let before = ctonus_count_allocations()
      engine.tick(now: now, inbox: &inbox, outbox: &outbox)
      allocations += ctonus_count_allocations() - before
    #else
      engine.tick(now: now, inbox: &inbox, outbox: &outbox)
    #endif
    inbox.clear()
    if let out = outbox.stop { deliver(out) }
    if let out = outbox.setpoint { deliver(out) }
    for index in 0..<outbox.otherCount { deliver(outbox.others[index]) }
    for index in 0..<outbox.recordCount { records.append(outbox.records[index]) }
    outbox.clear()
  }

  /// Sends a stop between two ticks, as a thread that does not wait for the engine does.
  @discardableResult
  func stopAhead(_ reason: StopReason = .user, isLost: Bool = false) -> NextStop {
    let next = outbox.nextStop
    stop = reason
    stopSentAs = next.sequence
    let message = HostMessage.stop(Stop(stopID: next.stopID, reason: reason))
    if !isLost { deliver(Outbound(message: message, sequence: next.sequence)) }
    return next
  }

  /// Of every stop that has left, in order.
  var stopIDs: [UInt16] {
    sent.compactMap { if case .stop(let stop) = $0 { stop.stopID } else { nil } }
  }

  private func deliver(_ out: Outbound) {
    if !numbers.insert(out.sequence).inserted { repeatedNumbers += 1 }
    sent.append(out.message)
    lastNumber = out.sequence
    guard isLinked, let message = toDevice(out.message) else { return }
    hand(message, out.sequence)
  }

  /// Gives the device a message that has been on its way.
  func hand(_ message: HostMessage, _ sequence: UInt16) {
    device.receive(
      message, sequence: sequence, from: .serial, now: Instant.zero + (now - deviceEpoch))
  }

  /// Comes up and gets ready.
  func becomeReady() -> Bool {
    commands.append(.linkUp)
    return run(until: { $0.status.conversation == .ready && $0.status.deviceState == .idle })
  }

  /// Runs `image` with a lease and a credit that never end.
  func start(_ image: ProgramImage, session: UInt32 = 1, credit: Interval = .seconds(Int64(3600))) {
    images.append(image)
    commands += [
      .lease(until: .distantFuture), .run(image.view, session: session, factor: 1),
      .credit(segment: 0, total: credit),
    ]
  }
}

/// Programs the tests run.
enum Sample {
  static let bounds = Bounds(
    frequencyMin: Hertz(hertz: 20), frequencyMax: Hertz(hertz: 60),
    amplitudeMax: Displacement(millimeters: 2), accelerationMax: Acceleration(g: 8))

  static func drive(
    _ seconds: Float, _ frequency: Float = 45, _ amplitude: Float = 0.5, segment: Int32 = 0
  ) -> EngineStep {
    EngineStep(
      kind: .drive, duration: .seconds(seconds), frequencyStart: Hertz(hertz: frequency),
      frequencyEnd: Hertz(hertz: frequency), amplitudeStart: Displacement(millimeters: amplitude),
      amplitudeEnd: Displacement(millimeters: amplitude), segment: segment)
  }

  static func still(_ kind: EngineStep.Kind, _ seconds: Float, segment: Int32 = 0) -> EngineStep {
    EngineStep(
      kind: kind, duration: .seconds(seconds), frequencyStart: .zero, frequencyEnd: .zero,
      amplitudeStart: .zero, amplitudeEnd: .zero, segment: segment)
  }

  static func image(_ steps: [EngineStep], segments: Int = 1) -> ProgramImage {
    ProgramImage(
      number: 1, steps: steps,
      segments: Array(
        repeating: EngineSegment(bounds: bounds, energisedMax: .seconds(Int64(180))),
        count: segments))
  }
}
