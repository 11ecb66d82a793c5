// SPDX-License-Identifier: Apache-2.0

/// A rule of the device protocol that a simulated device breaks on purpose, and nothing else.
///
/// Its name is that of the rule in the conformance suite: section and word.
public enum BrokenRule: Hashable, Sendable {
  case wire(WireDefect)
  case report(ReportDefect)
  case refusal(RefusalDefect)
  case greeting(GreetingDefect)
  case command(CommandDefect)
  case stop(StopDefect)
  case arm(ArmDefect)
  case setpoint(SetpointDefect)
  case owner(OwnerDefect)
  case telling(TellingDefect)
  case moving(MovingDefect)

  public static let all: [BrokenRule] =
    WireDefect.allCases.map { .wire($0) } + ReportDefect.allCases.map { .report($0) }
    + RefusalDefect.allCases.map { .refusal($0) } + GreetingDefect.allCases.map { .greeting($0) }
    + CommandDefect.allCases.map { .command($0) } + StopDefect.allCases.map { .stop($0) }
    + ArmDefect.allCases.map { .arm($0) } + SetpointDefect.allCases.map { .setpoint($0) }
    + OwnerDefect.allCases.map { .owner($0) } + TellingDefect.allCases.map { .telling($0) }
    + MovingDefect.allCases.map { .moving($0) }

  /// The rule of this name, as it is given to `--broken`.
  public init(name: String) throws(FaultError) {
    guard let found = Self.all.first(where: { $0.name == name }) else {
      throw FaultError(
        "--broken '\(name)' is no rule. The names are: "
          + Self.all.map(\.name).joined(separator: " "))
    }
    self = found
  }

  public var name: String {
    switch self {
    case .wire(let defect): defect.rawValue
    case .report(let defect): defect.rawValue
    case .refusal(let defect): defect.rawValue
    case .greeting(let defect): defect.rawValue
    case .command(let defect): defect.rawValue
    case .stop(let defect): defect.rawValue
    case .arm(let defect): defect.rawValue
    case .setpoint(let defect): defect.rawValue
    case .owner(let defect): defect.rawValue
    case .telling(let defect): defect.rawValue
    case .moving(let defect): defect.rawValue
    }
  }
}

/// What is done wrong with the bytes of a serial line.
public enum WireDefect: String, Hashable, Sendable, CaseIterable {
  case checksum = "3.checksum"
  case stuffing = "3.stuffing"
  case short = "3.short"
  case overlong = "3.overlong"
  case empty = "3.empty"
  case resync = "3.resync"
  case split = "3.split"
  case joined = "3.joined"
}

/// What is done wrong with output reports.
public enum ReportDefect: String, Hashable, Sendable, CaseIterable {
  case padding = "4.padding"
  case length = "4.length"
  case id = "4.id"
  case stopOnly = "4.stop-only"
  case stop = "4.stop"
  case control = "4.control"
}

/// What is done wrong with what has to be refused.
public enum RefusalDefect: String, Hashable, Sendable, CaseIterable {
  case flags = "6.flags"
  case type = "6.type"
  case length = "6.length"
  case reserved = "6.reserved"
  case range = "6.range"
  case order = "6.order"
  case effect = "6.effect"
}

/// What is done wrong about hello and before it.
public enum GreetingDefect: String, Hashable, Sendable, CaseIterable {
  case unasked = "11.1.silent"
  case honoured = "11.1.honoured"
  case flush = "7.flush"
  case major = "16.major"
  case minor = "16.minor"
  case silent = "16.silent"
  case stop = "16.stop"
  case arm = "16.arm"
}

/// What is done wrong with numbers, rates, pings, and with nothing to end or clear.
public enum CommandDefect: String, Hashable, Sendable, CaseIterable {
  case anyNumber = "6.any-number"
  case wrap = "6.wrap"
  case disarm = "13.disarm"
  case clear = "13.clear"
  case defaults = "15.default"
  case period = "15.period"
  case burst = "15.burst"
  case setpoint = "13.setpoint"
}

/// What is done wrong about stop and clear.
public enum StopDefect: String, Hashable, Sendable, CaseIterable {
  case latches = "11.4.latches"
  case latched = "11.4.latched"
  case ends = "11.4.ends"
  case measured = "11.4.measured"
  case discards = "11.4.discards"
  case clears = "11.10.clears"
  case number = "11.10.number"
  case cause = "11.10.cause"
  case moving = "11.10.moving"
  case all = "11.4.all"
}

/// What is done wrong about arm and disarm.
public enum ArmDefect: String, Hashable, Sendable, CaseIterable {
  case granted = "11.2.granted"
  case repetition = "11.2.repeat"
  case another = "11.2.another"
  case used = "11.2.used"
  case past = "11.2.past"
  case latched = "11.2.latched"
  case actuators = "11.2.actuators"
  case disarm = "11.2.disarm"
  case hello = "11.2.hello"
  case end = "11.2.end"
  case energised = "11.2.energised"
  case unused = "11.2.unused"
  case empty = "11.2.empty"
  case nothing = "11.2.nothing"
  case band = "11.3.band"
  case amplitude = "11.3.amplitude"
  case acceleration = "11.3.acceleration"
  case drive = "11.3.drive"
}

/// What is done wrong with setpoints.
public enum SetpointDefect: String, Hashable, Sendable, CaseIterable {
  case own = "11.3.own"
  case unarmed = "11.3.unarmed"
  case arm = "11.3.arm"
  case actuator = "11.3.actuator"
  case past = "11.3.past"
  case future = "11.3.future"
  case late = "11.3.late"
  case wrap = "11.3.wrap"
  case zero = "11.3.zero"
  case silence = "11.3.silence"
  case renewal = "11.3.renewal"
  case rearm = "11.3.rearm"
  case second = "11.3.second"
  case mask = "11.3.mask"
  case oneSilent = "11.3.one-silent"
  case oneUnused = "11.3.one-unused"
}

/// What is done wrong with the other transport.
public enum OwnerDefect: String, Hashable, Sendable, CaseIterable {
  case arm = "11.2.owner"
  case setpoint = "11.3.owner"
  case disarm = "11.2.anyone"
  case stop = "11.4.anyone"
}

/// What is told wrong by a device at rest.
public enum TellingDefect: String, Hashable, Sendable, CaseIterable {
  case serial = "5.serial"
  case counted = "6.counted"
  case sequence = "6.sequence"
  case nonce = "7.nonce"
  case strict = "8.strict"
  case identity = "8.identity"
  case actuator = "8.actuator"
  case rest = "8.rest"
  case turns = "8.turns"
  case secondSwitch = "8.switch"
  case standstill = "8.standstill"
  case received = "8.received"
  case agree = "8.agree"
  case event = "8.event"
  case fault = "8.fault"
  case raw = "8.raw"
  case hello = "13.hello"
  case once = "13.once"
  case pong = "13.pong"
  case emptyFault = "13.fault"
  case monotonic = "2.monotonic"
  case oneClock = "14.one"
  case rate = "14.rate"
  case answer = "12.answer"
  case granted = "15.granted"
  case stopAnswer = "11.4.answer"
  case again = "11.4.again"
  case counts = "11.10.counts"
}

/// What is told wrong by a device that moves.
public enum MovingDefect: String, Hashable, Sendable, CaseIterable {
  case running = "8.running"
  case secondSwitch = "10.switch"
  case rise = "11.5.rise"
  case fall = "11.5.fall"
  case frequency = "11.5.frequency"
}
