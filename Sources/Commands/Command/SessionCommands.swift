// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI

/// Which of several devices is meant.
struct DeviceOption: ParsableArguments {
  @Option(help: ArgumentHelp("Which device, where there are several.", valueName: "id"))
  var device: String?
}

struct StopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "Stop now, whoever started it, and wait for standstill.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var which: DeviceOption

  func run() async throws {
    try await global.perform { control, output in
      let standstill = try await control.stop(which.device)
      let text = RecordText.standstill(
        confirmed: standstill.standstillConfirmed, standstillMs: standstill.standstillMs,
        confirmedMs: standstill.confirmedMs, style: output.style)
      try output.show(standstill, [text])
      output.terminal.flush(milliseconds: 1000)
      if !standstill.standstillConfirmed { throw Ending(exit: .standstillUnconfirmed) }
    }
  }
}

struct PauseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause", abstract: "Come to rest; 'tonus resume' goes on from zero.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var which: DeviceOption

  func run() async throws {
    try await global.perform { control, output in
      try await control.pause(which.device)
      try output.show(["paused": true], ["Paused. Go on with 'tonus resume'."])
    }
  }
}

struct ResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Arm again after a pause, or run what an unplug has left of a session, from zero.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var which: DeviceOption

  @Flag(help: "Do not ask whether to go on after an unplug. Limits hold all the same.")
  var yes = false

  func run() async throws {
    if let session = try await interrupted() {
      let request = RunRequest(
        target: Target(rest: session), subject: nil, device: which.device, answers: nil, yes: yes)
      return try await global.run(
        request, output: global.output(), keyboard: StandardKeyboard())
    }
    try await global.perform { control, output in
      do {
        try await control.resume(which.device, nil)
      } catch let error as ControlError where error.kind == .deviceBusy {
        throw CommandFailure(
          name: "DeviceBusy",
          message:
            "Only the user who runs the session may go on with it; press r and Enter where 'tonus run' runs.",
          exit: .tryLater)
      }
      try output.show(["resumed": true], ["Going on."])
    }
  }

  /// The session on the device, if it was interrupted.
  private func interrupted() async throws -> String? {
    var session: String?
    try await global.perform { control, _ in
      let status = try await control.status(which.device)
      if status.phase == "interrupted" { session = status.session }
    }
    return session
  }
}

struct SoftenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soften", abstract: "Lower the amplitude by a fifth for the rest of the session.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var which: DeviceOption

  func run() async throws {
    try await global.perform { control, output in
      let factor = try await control.soften(which.device)
      try output.show(
        ["factor": factor], ["Softer: \(Figures.fixed(factor * 100, 0)) % of the plan."])
    }
  }
}

struct StrongerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stronger", abstract: "Take back some of a 'soften'; for whoever holds the lease.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var which: DeviceOption

  @Option(help: ArgumentHelp("The lease, as 'Acquire' gave it.", valueName: "lease"))
  var lease: String?

  func run() async throws {
    let lease = try Leases.required(lease, key: "+")
    try await global.perform { control, output in
      let factor = try await control.stronger(which.device, lease)
      try output.show(
        ["factor": factor], ["Stronger: \(Figures.fixed(factor * 100, 0)) % of the plan."])
    }
  }
}

struct GoOnCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "go-on", abstract: "The head is in its new place; for whoever holds the lease.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var which: DeviceOption

  @Option(help: ArgumentHelp("The lease, as 'Acquire' gave it.", valueName: "lease"))
  var lease: String?

  func run() async throws {
    let lease = try Leases.required(lease, key: "Enter")
    try await global.perform { control, output in
      try await control.goOn(which.device, lease)
      try output.show(["goneOn": true], ["Going on."])
    }
  }
}

/// More comes from one only: what needs a lease says how to get at it.
enum Leases {
  static func required(_ lease: String?, key: String) throws(CommandFailure) -> String {
    guard let lease else {
      throw CommandFailure(
        name: "LeaseRequired",
        message:
          "Only the client that runs the session may do this; press \(key) where 'tonus run' runs, or name its lease with --lease.",
        exit: .tryLater)
    }
    return lease
  }
}
