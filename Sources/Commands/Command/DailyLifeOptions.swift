// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ControlAPI

/// How somebody gets on from day to day, as options.
struct DailyLifeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How well something goes, 0 not at all to 10 as well as ever: bed=4 (toilet, car, walking, stairs).",
      valueName: "activity"), transform: AbilityArgument.read)
  var able: [AbilityArgument] = []

  @Option(help: ArgumentHelp("Hours you sit a day, driving included.", valueName: "hours"))
  var sitting: Int?

  @Option(
    help: ArgumentHelp(
      "What most of your day is: desk, driving, feet, lifting or mixed.", valueName: "kind"))
  var work: String?

  func validate() throws {
    let ids = able.map(\.activity)
    if let twice = ids.first(where: { id in ids.count { $0 == id } > 1 }) {
      throw ValidationError("'\(twice)' is rated twice; rate it once.")
    }
  }

  /// Nil where nothing is given.
  var given: DailyLife? {
    guard !able.isEmpty || sitting != nil || work != nil else { return nil }
    return DailyLife(
      abilities: Dictionary(able.map { ($0.activity, $0.ability) }) { $1 },
      sittingHours: sitting, work: work?.lowercased())
  }
}

/// `bed=4`.
struct AbilityArgument: Hashable, Sendable, WrittenArgument {
  static let form = "bed=4"
  let activity: String
  let ability: Int

  init?(argument: String) {
    let sides = argument.split(separator: "=").map(String.init)
    guard sides.count == 2, let ability = Int(sides[1]) else { return nil }
    (activity, self.ability) = (sides[0].lowercased(), ability)
  }
}
