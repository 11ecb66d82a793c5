// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "What the device does now: asked for and measured.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var which: DeviceOption

  @Flag(help: "Go on showing it until Ctrl-C, which stops the showing, not the device.")
  var watch = false

  @Flag(help: "Say which limit shapes the output.")
  var explain = false

  func run() async throws {
    try await global.perform { control, output in
      if watch { return try await follow(control, output) }
      guard explain else {
        let status = try await control.status(which.device)
        return try output.show(status, LiveText.block(status, title: nil, style: output.style))
      }
      let (status, explanations) = try await control.explain(which.device)
      try output.show(
        ExplainedStatus(status: status, explanations: explanations),
        LiveText.block(status, title: nil, style: output.style) + [""]
          + ExplanationText.lines(explanations, style: output.style))
    }
  }

  private func follow(_ control: any DaemonLink, _ output: Output) async throws {
    let redraws = output.terminal.isOutputTerminal && !output.isJSON
    for try await status in control.monitor(which.device, periodMs: redraws ? 100 : 1000) {
      if output.isJSON {
        try output.json(status)
      } else if redraws {
        output.terminal.redraw(LiveText.block(status, title: nil, style: output.style))
      } else {
        output.terminal.print([LiveText.line(status)])
      }
      if output.terminal.trouble() != nil { throw Ending(exit: .success) }
    }
    throw CommandFailure(
      name: "Disconnected", message: "The daemon has ended; start tonusd again.",
      exit: .unavailable)
  }
}

/// A status with the limits that shape it, as JSON shows them.
struct ExplainedStatus: Encodable {
  let status: Status
  let explanations: [Explanation]
}
