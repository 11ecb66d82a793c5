// SPDX-License-Identifier: Apache-2.0
import Links
import ControlAPI
import DeviceProtocol
import Ledger
import Person
import Quantities
import Sessions

extension Control.Latch {
  init(_ latch: LatchView) {
    self.init(
      number: Int(latch.number), cause: "\(latch.cause)", explanation: latch.explanation,
      needsPowerCycle: latch.cause.needsPowerCycle)
  }
}

extension Control.Device {
  init(unit: DeviceUnit, status: EngineStatus, overview: SessionOverview, holder: String?) {
    let identity = status.identity
    let facts = unit.facts()
    let link = unit.lane.port.state
    self.init(
      id: unit.id, model: identity.map { Self.text($0.model) } ?? "",
      serial: identity.map { Self.text($0.serial) } ?? facts.serial,
      transport: facts.transport, path: facts.path,
      firmware: identity.map {
        "\($0.firmware.major).\($0.firmware.minor).\($0.firmware.patch)"
      } ?? "",
      protocol: identity.map { "\($0.major).\($0.minor)" } ?? "",
      simulated: identity?.flags.contains(.simulated) ?? facts.isSimulation,
      state: link.distrust == nil ? Self.state(status) : "quarantined",
      detail: Self.detail(status, link, facts),
      latches: overview.latches.map { Control.Latch($0) }, leaseHeldBy: holder)
  }

  private static func state(_ status: EngineStatus) -> String {
    switch status.conversation {
    case .absent: return "absent"
    case .identifying: return "identifying"
    case .quarantined: return "quarantined"
    case .ready: break
    }
    if status.phase == .stopping { return "stopping" }
    switch status.deviceState {
    case .selfTest: return "identifying"
    case .idle: return "ready"
    case .armed: return "armed"
    case .running, .lifted: return "running"
    case .ramping, .braking: return "stopping"
    case .latched: return "latched"
    }
  }

  private static func detail(_ status: EngineStatus, _ link: LinkState, _ facts: DeviceFacts)
    -> String
  {
    switch status.conversation {
    case .absent: absence(link, facts)
    case .identifying: "Asking what it is."
    case .quarantined: "Not trusted: \(status.quarantine.explanation)"
    case .ready: facts.warning
    }
  }

  private static func absence(_ link: LinkState, _ facts: DeviceFacts) -> String {
    switch (link.phase, link.loss) {
    case (.lost, .distrusted):
      "Not trusted: \(link.distrust?.explanation ?? "") \(facts.wayOut)"
    case (.lost, .busy), (.lost, .failed):
      facts.trouble.isEmpty ? "Cannot be opened: \(link)." : facts.trouble
    case (.lost, .unplugged), (.lost, .none), (.closed, _), (.open, _): "Not connected."
    }
  }

  private static func text(_ wire: WireText) -> String {
    var bytes: [UInt8] = []
    for index in wire.indices where wire[index] >= 0x20 && wire[index] < 0x7F {
      bytes.append(wire[index])
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Control.Status {
  init(device: String, status: EngineStatus, overview: SessionOverview) {
    let isConfirmed = status.standstill.outcome == .confirmed
    let all = (0..<status.actuatorCount).map { Control.Actuator($0, status.actuators[$0]) }
    let first = all[0]
    self.init(
      device: device, session: overview.session, phase: "\(status.phase)",
      zone: overview.address, side: overview.zoneSide?.side, step: Int(status.step),
      steps: Int(status.steps), prompt: overview.prompt,
      elapsedMs: Int(status.elapsed.milliseconds),
      remainingMs: Int(status.remaining.milliseconds),
      energisedMs: Int(status.energised.milliseconds),
      commandedFrequency: first.commandedFrequency, commandedAmplitude: first.commandedAmplitude,
      measuredFrequency: first.measuredFrequency, measuredAmplitude: first.measuredAmplitude,
      acceleration: first.acceleration, driveMilliamperes: first.driveMilliamperes,
      contactForce: first.contactForce, contact: first.contact,
      headCelsius: status.head.known, housingCelsius: status.housing.known,
      windingCelsius: status.winding.known,
      batteryPercent: status.batteryPercent == 255 ? -1 : Int(status.batteryPercent),
      deviceState: "\(status.deviceState)",
      latches: overview.latches.map { Control.Latch($0) }, limiter: first.limiter,
      reason: overview.reason,
      standstillMs: isConfirmed ? Int(status.standstill.ended.milliseconds) : nil,
      uncertain: overview.uncertain, pain: status.pain.map { Int($0) },
      clockMs: Int(status.now.nanoseconds / 1_000_000),
      actuators: all.count > 1 ? all : nil)
  }
}

extension Control.Actuator {
  init(_ number: Int, _ status: ActuatorStatus) {
    self.init(
      actuator: number, state: "\(status.state)",
      commandedFrequency: status.commandedFrequency.hertz.shown,
      commandedAmplitude: status.commandedAmplitude.millimeters.shown,
      measuredFrequency: status.measuredFrequency.hertz.shown,
      measuredAmplitude: status.measuredAmplitude.millimeters.shown,
      acceleration: status.acceleration.g.shown,
      driveMilliamperes: (status.measuredDrive.amperes * 1000).shown,
      contactForce: status.contactForce.newtons.shown, contact: status.contact,
      limiter: "\(status.limiter)")
  }
}

extension Control.Record {
  init(_ record: LedgerRecord) {
    self.init(
      session: record.opening.session, subject: record.opening.subject.name,
      device: record.opening.device, simulated: record.opening.simulated,
      title: record.opening.title, started: record.started.rfc3339,
      outcome: record.outcome.rawValue, reason: record.reason,
      zones: record.zones.map { Control.Delivered($0) },
      energisedMs: Int(record.energised.milliseconds), handPoints: record.handPoints.shown,
      standstillMs: record.standstill.map { Int($0.milliseconds) },
      confirmedMs: record.confirmed.map { Int($0.milliseconds) },
      standstillConfirmed: record.standstillConfirmed, program: record.opening.program,
      said: record.said.map {
        Control.Said(
          sinceMs: Int($0.since.milliseconds), step: $0.step, question: $0.question,
          number: $0.number)
      }, imported: record.imported)
  }
}

extension Control.Delivered {
  init(_ zone: LedgerRecord.Delivered) {
    let leading = zone.leading
    self.init(
      zone: zone.address, energisedMs: Int(zone.energised.milliseconds),
      meanFrequency: leading.frequency.hertz.shown,
      meanAmplitude: leading.amplitude.millimeters.shown,
      peakAcceleration: leading.peakAcceleration.g.shown,
      meanCommandedAmplitude: leading.commandedAmplitude.millimeters.shown,
      actuators: zone.actuators.count < 2
        ? nil
        : zone.actuators.enumerated().map { number, means in
          Control.ActuatorMeans(
            actuator: number, meanFrequency: means.frequency.hertz.shown,
            meanAmplitude: means.amplitude.millimeters.shown,
            peakAcceleration: means.peakAcceleration.g.shown,
            meanCommandedAmplitude: means.commandedAmplitude.millimeters.shown)
        })
  }
}

extension Temperature {
  /// Degrees Celsius; nil for what nobody knows.
  var known: Double? { celsius.isFinite ? celsius.shown : nil }
}
