// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI
import Foundation

/// What somebody found out, as options or a file.
struct AssessmentOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "forward-head, forward-pelvis, backward-pelvis or high-hip; up to three times.",
      valueName: "pattern"))
  var pattern: [String] = []

  @Option(help: ArgumentHelp("Which hip is higher: left or right.", valueName: "side"))
  var high: String?

  @Option(
    help: ArgumentHelp(
      "When the pain is worse: bending (or sitting), standing (or walking), movement, none.",
      valueName: "when"))
  var worse: String?

  @Option(help: ArgumentHelp("How much it hurts now, 0 to 10.", valueName: "number"))
  var pain: Int?

  @Option(
    help: ArgumentHelp(
      "How freely a joint moves, 0 to 10: lumbar:rotation:left=4, lumbar@L4-L5:flexion=7.",
      valueName: "movement"), transform: MovementArgument.read)
  var movement: [MovementArgument] = []

  @Option(
    help: ArgumentHelp(
      "What a muscle is found to be: QL:left=tight (spasm, weak, normal).", valueName: "muscle"),
    transform: MuscleArgument.read)
  var muscle: [MuscleArgument] = []

  @OptionGroup var daily: DailyLifeOptions

  @Option(help: ArgumentHelp("All of it from a JSON file.", valueName: "file"))
  var from: String?

  /// Nil where nothing is given.
  func assessment() throws(CommandFailure) -> Assessment? {
    if let from { return try Self.read(from) }
    guard
      !pattern.isEmpty || high != nil || worse != nil || pain != nil || !movement.isEmpty
        || !muscle.isEmpty || daily.given != nil
    else { return nil }
    return Assessment(
      patterns: pattern, highSide: high, painPattern: worse ?? "none", pain: pain ?? 0,
      movements: movement.map(\.movement), muscles: muscle.map(\.muscle), daily: daily.given)
  }

  static func read(_ path: String) throws(CommandFailure) -> Assessment {
    do {
      return try JSONDecoder().decode(
        Assessment.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw CommandFailure(
        name: "BadData",
        message:
          "'\(path)' holds no assessment: \(error). Its form is in Protocols/control, type Assessment.",
        exit: .data)
    }
  }
}

/// `lumbar@L4-L5:rotation:left=4`.
struct MovementArgument: Hashable, Sendable, WrittenArgument {
  static let form = "lumbar@L4-L5:rotation:left=4"
  let movement: Control.Movement

  init?(argument: String) {
    let sides = argument.split(separator: "=").map(String.init)
    guard sides.count == 2, let freedom = Int(sides[1]) else { return nil }
    let parts = sides[0].split(separator: ":").map(String.init)
    guard parts.count == 2 || parts.count == 3 else { return nil }
    let place = parts[0].split(separator: "@").map(String.init)
    guard place.count == 1 || place.count == 2 else { return nil }
    movement = Control.Movement(
      region: place[0], level: place.count == 2 ? place[1] : nil, direction: parts[1],
      side: parts.count == 3 ? parts[2] : nil, freedom: freedom)
  }
}

/// `QL:left=tight`.
struct MuscleArgument: Hashable, Sendable, WrittenArgument {
  static let form = "QL:left=tight"
  let muscle: Control.Muscle

  init?(argument: String) {
    let sides = argument.split(separator: "=").map(String.init)
    guard sides.count == 2, let colon = sides[0].lastIndex(of: ":") else { return nil }
    let zone = String(sides[0][..<colon])
    let side = String(sides[0][sides[0].index(after: colon)...])
    guard !zone.isEmpty, !side.isEmpty else { return nil }
    muscle = Control.Muscle(zone: zone, side: side, state: sides[1])
  }
}
