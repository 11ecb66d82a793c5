// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// What happens now: on a terminal a few lines that are redrawn, elsewhere one line a second.
enum LiveText {
  /// The lines that are redrawn in place.
  ///
  /// Their number depends on what there is to say.
  ///
  /// - Parameter steps: those of the plan, where it is known.
  static func block(
    _ status: Status, title: String?, steps: [PlanStep] = [], style: TextStyle
  ) -> [String] {
    let place = place(status) ?? title ?? status.device
    let left = left(status) ?? ""
    let step = status.steps > 0 ? "step \(min(status.step + 1, status.steps))/\(status.steps)" : ""
    var lines = [
      Layout.edges(
        style.bold(Layout.cut(place, to: style.width - 24)),
        [step, left].filter { !$0.isEmpty }.joined(separator: "  "), width: style.width)
    ]
    if let doing = doing(status, steps) { lines.append("  " + doing) }
    let bar = bar(status, width: style.width - 14, style)
    let phase = phase(status, style)
    lines.append("  " + (bar.isEmpty ? phase : Layout.padded(phase, to: 12) + bar))
    lines += motion(status, style)
    lines.append("  " + conditions(status, style))
    if !status.limiter.isEmpty, status.limiter != "none" {
      lines.append("  " + style.dim("shaped by \(status.limiter)"))
    }
    for (text, paint) in [
      (status.prompt, style.cyan), (status.reason, style.yellow), (status.uncertain, style.yellow),
    ] as [(String?, (String) -> String)] {
      guard let text, !text.isEmpty else { continue }
      lines += Layout.wrapped(text, width: style.width - 2).map { "  " + paint($0) }
    }
    for latch in status.latches {
      lines += LatchText.lines(latch, device: status.device, style: style)
    }
    // A line that wraps would be two to the terminal and one to whoever redraws.
    return lines.map { Layout.clipped($0, to: style.width) }
  }

  /// The same in one line, for logs and pipes.
  static func line(_ status: Status, steps: [PlanStep] = []) -> String {
    var parts = [
      Figures.clock(milliseconds: status.elapsedMs), status.phase, place(status) ?? status.device,
    ]
    if let doing = doing(status, steps) {
      parts.append("step \(status.step + 1)/\(status.steps): \(doing)")
    }
    if let left = left(status) { parts.append(left) }
    for one in status.actuators ?? [] {
      parts.append(
        "\(one.actuator): \(Figures.hertz(one.commandedFrequency)) \(Figures.millimeters(one.commandedAmplitude))"
          + " (measured \(Figures.hertz(one.measuredFrequency)) \(Figures.millimeters(one.measuredAmplitude)))"
          + " \(Figures.g(one.acceleration))")
    }
    if status.actuators == nil {
      parts += [
        "\(Figures.hertz(status.commandedFrequency)) (measured \(Figures.hertz(status.measuredFrequency)))",
        "\(Figures.millimeters(status.commandedAmplitude)) (measured \(Figures.millimeters(status.measuredAmplitude)))",
        Figures.g(status.acceleration),
      ]
    }
    parts.append("head \(Figures.celsius(status.headCelsius))")
    if let prompt = status.prompt, !prompt.isEmpty { parts.append(prompt) }
    if let reason = status.reason, !reason.isEmpty { parts.append(reason) }
    return parts.joined(separator: "  ")
  }

  /// How long the session still lasts; nil when there is none or it is over.
  private static func left(_ status: Status) -> String? {
    guard status.session != nil, !["stopped", "ended"].contains(status.phase) else { return nil }
    return "\(Figures.clock(milliseconds: status.remainingMs)) left"
  }

  /// What the present step does, as it was planned: `drive 20→30 Hz, 0.5→1 mm for 30 s`.
  private static func doing(_ status: Status, _ steps: [PlanStep]) -> String? {
    guard status.session != nil, steps.count == status.steps, steps.indices.contains(status.step)
    else { return nil }
    let step = steps[status.step]
    let time = Figures.duration(seconds: step.seconds)
    switch step.kind {
    case "drive":
      let drives = step.actuators?.map { one in
        "\(one.actuator): \(Figures.change(one.frequencyStart, one.frequencyEnd, "Hz")), "
          + Figures.change(one.amplitudeStart, one.amplitudeEnd, "mm")
      }
      let alone =
        "\(Figures.change(step.frequencyStart, step.frequencyEnd, "Hz")), "
        + Figures.change(step.amplitudeStart, step.amplitudeEnd, "mm")
      return "drive \(drives?.joined(separator: " + ") ?? alone) for \(time)"
    case "live":
      return "live \(Figures.range(step.frequencyStart, step.frequencyEnd, "Hz")), up to "
        + "\(Figures.plain(step.amplitudeEnd)) mm"
    case "move", "ask": return "\(step.kind), for at most \(time)"
    default: return "\(step.kind) for \(time)"
    }
  }

  static func place(_ status: Status) -> String? {
    guard let zone = status.zone, !zone.isEmpty else { return nil }
    guard let side = status.side, !side.isEmpty, !zone.hasSuffix(":\(side)") else { return zone }
    return "\(zone):\(side)"
  }

  private static func phase(_ status: Status, _ style: TextStyle) -> String {
    switch status.phase {
    case "running": style.green(status.phase)
    case "interrupted": style.red(status.phase)
    case "lifted", "moving", "paused", "stopping": style.yellow(status.phase)
    default: status.phase
    }
  }

  private static func bar(_ status: Status, width: Int, _ style: TextStyle) -> String {
    let total = status.elapsedMs + status.remainingMs
    guard total > 0, width > 4 else { return "" }
    let filled = min(width, max(0, status.elapsedMs * width / total))
    return style.cyan(String(repeating: "━", count: filled))
      + style.dim(String(repeating: "─", count: width - filled))
  }

  /// What the head does; of several, what each does, under its number.
  private static func motion(_ status: Status, _ style: TextStyle) -> [String] {
    let all = status.actuators ?? [status.first]
    return all.flatMap { one in
      let number = all.count > 1 ? " \(one.actuator)" : ""
      return [
        pair(
          "frequency\(number)", Figures.hertz(one.commandedFrequency),
          Figures.hertz(one.measuredFrequency), "", style),
        pair(
          "amplitude\(number)", Figures.millimeters(one.commandedAmplitude),
          Figures.millimeters(one.measuredAmplitude), Figures.g(one.acceleration), style),
      ]
    }
  }

  private static func pair(
    _ label: String, _ commanded: String, _ measured: String, _ more: String, _ style: TextStyle
  ) -> String {
    "  " + Layout.padded(style.dim(label), to: 12) + Layout.rightAligned(commanded, to: 9)
      + style.dim(" asked  ") + Layout.rightAligned(measured, to: 9) + style.dim(" measured")
      + (more.isEmpty ? "" : "  " + Layout.rightAligned(more, to: 7))
  }

  private static func conditions(_ status: Status, _ style: TextStyle) -> String {
    let head = "head \(Figures.celsius(status.headCelsius))"
    var parts = [status.headCelsius ?? 0 >= 39 ? style.yellow(head) : head]
    parts.append(
      status.contact ? "contact \(Figures.fixed(status.contactForce, 1)) N" : "no contact")
    if status.batteryPercent > 0 { parts.append("battery \(status.batteryPercent) %") }
    if !status.deviceState.isEmpty { parts.append("device \(status.deviceState)") }
    return parts.joined(separator: " · ")
  }
}
