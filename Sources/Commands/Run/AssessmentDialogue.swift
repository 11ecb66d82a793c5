// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// Asks what somebody finds out about themselves, one thing after the other; Enter leaves one out.
struct AssessmentDialogue {
  let output: Output
  let keyboard: any Keyboard

  private static let patterns = ["forward-head", "forward-pelvis", "backward-pelvis", "high-hip"]
  private static let worse = ["bending", "standing", "movement"]
  private static let movements: [(text: String, direction: String, side: String?)] = [
    ("Bend forward", "flexion", nil), ("Straighten and lean back", "extension", nil),
    ("Bend to the left", "side-bend", "left"), ("Bend to the right", "side-bend", "right"),
    ("Turn to the left", "rotation", "left"), ("Turn to the right", "rotation", "right"),
  ]

  func ask() async throws -> Assessment {
    guard output.terminal.isInputTerminal, output.terminal.isOutputTerminal, !output.isJSON else {
      throw CommandFailure(
        name: "Usage",
        message:
          "There is no terminal to ask on; give what you found as options, as in 'tonus plan --pattern high-hip --high left', or with --from.",
        exit: .usage)
    }
    output.terminal.print([
      output.style.bold("What do you find?"), "Enter leaves a question out.", "",
      "Posture, seen from the side or in a mirror:",
      "  1 head carried forward   2 pelvis tipped forward, hollow back",
      "  3 pelvis tipped backward, flat back   4 one hip higher than the other",
    ])
    var found = Assessment()
    for number in try await numbers("Which of them, up to three, as in 1,4? ", 1...4) {
      found.patterns.append(Self.patterns[number - 1])
    }
    if found.patterns.contains("high-hip") {
      found.highSide = try await line("Which hip is higher, left or right? ").lowercased()
    }
    output.terminal.print([
      "", "When is the pain worse?",
      "  1 sitting, driving or bending   2 standing or walking   3 on one movement",
    ])
    if let number = try await numbers("Which? ", 1...3).first {
      found.painPattern = Self.worse[number - 1]
    }
    found.pain = try await numbers("How much does it hurt now, 0 to 10? ", 0...10).first ?? 0
    output.terminal.print([
      "", "The deep muscles cannot be felt; they show in what the low back lets you do.",
      "Sit on a chair for this. How freely does it go, 0 not at all to 10 free?",
    ])
    for movement in Self.movements {
      guard let freedom = try await numbers("  \(movement.text): ", 0...10).first else { continue }
      found.movements.append(
        Control.Movement(
          region: "lumbar", direction: movement.direction, side: movement.side, freedom: freedom))
    }
    output.terminal.print([
      "", "Muscles you felt, tested alone or compared with the other side: QL:left=tight",
      "(tight, spasm, weak where its test was harder to do, or normal). Enter ends.",
    ])
    found.muscles = try await muscles()
    output.terminal.print([""])
    return found
  }

  private func muscles() async throws -> [Control.Muscle] {
    var muscles: [Control.Muscle] = []
    while true {
      let text = try await line("  Muscle: ")
      guard !text.isEmpty else { return muscles }
      guard let argument = MuscleArgument(argument: text) else {
        output.terminal.print(["  Please write it as in QL:left=tight."])
        continue
      }
      muscles.append(argument.muscle)
    }
  }

  /// Numbers within a range, each once; none for an empty line.
  private func numbers(_ prompt: String, _ range: ClosedRange<Int>) async throws -> [Int] {
    while true {
      let text = try await line(prompt)
      let parts = text.split { $0 == "," || $0 == " " }.map { Int($0) }
      let numbers = parts.compactMap { $0 }
      if numbers.count == parts.count, numbers.allSatisfy({ range.contains($0) }) { return numbers }
      output.terminal.print([
        "  Please give numbers from \(range.lowerBound) to \(range.upperBound)."
      ])
    }
  }

  private func line(_ prompt: String) async throws -> String {
    output.terminal.prompt(prompt)
    guard let line = await keyboard.line() else {
      throw CommandFailure(
        name: "NotConfirmed", message: "Nothing was kept.", exit: .interrupted)
    }
    return line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
