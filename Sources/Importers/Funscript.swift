// SPDX-License-Identifier: Apache-2.0

/// Funscript: a JSON object with `actions`, each a moment `at` in ms and a position `pos` 0…100.
///
/// `inverted` turns positions round, `range` is the share of its stroke a device uses, in %. Between
/// two actions the position goes along a straight line.
public enum Funscript: Importer {
  public static let name = "funscript"
  public static let extensions = ["funscript"]

  public static func recognises(_ text: String) -> Bool {
    text.contains("\"actions\"") && text.contains("\"pos\"")
  }

  private static let ignored: Set<String> = ["version", "metadata", "rawActions"]

  public static func read(_ text: String) throws(ImportError) -> HapticPattern {
    let root = try JSONText.read(text)
    var notes = ImportNotes()
    var range = 1.0
    var inverted = false
    for (key, value) in try root.object("a funscript") {
      switch key {
      case "actions": break
      case "range":
        let percent = try value.number("'range'")
        guard percent > 0 else {
          throw ImportError(value.place, "'range' is \(percent), not above 0")
        }
        range = min(percent, 100) / 100
        notes.note(
          .mapped, value.place,
          percent > 100
            ? "'range' \(Figure.text(percent)) is above 100 %: taken as 100 %"
            : "'range' \(Figure.text(percent)): the full position is \(Figure.text(percent)) % of the amplitude"
        )
      case "inverted":
        guard case .bool(let flag) = value.content else {
          throw value.wrong("'inverted'", "true or false")
        }
        inverted = flag
        if flag { notes.note(.mapped, value.place, "'inverted': position 0 is the full amplitude") }
      case _ where ignored.contains(key):
        notes.note(.lost, value.place, "'\(key)' says nothing of the motion")
      case "axes", "channels", "tracks":
        notes.note(
          .lost, value.place, "'\(key)': the further axes of a script; its own actions are taken")
      default: notes.note(.lost, value.place, "the key '\(key.prefix(40))' has no meaning here")
      }
    }
    guard let list = root["actions"] else {
      throw ImportError(root.place, "a funscript has 'actions', and here are none")
    }
    let points = try self.points(list, &notes) { position in
      (inverted ? 1 - position / 100 : position / 100) * range
    }
    guard points.count >= 2 else {
      throw ImportError(list.place, "fewer than two actions move nothing")
    }
    notes.note(
      .mapped, list.place,
      "'pos' is the amplitude, 0 to 100 % of it: a vibrating head has no position to go to")
    notes.note(
      .mapped, list.place,
      "a funscript has no frequency: all is in the middle of the frequencies given")
    let title: String? =
      if case .string(let title) = root["metadata"]?["title"]?.content { title } else { nil }
    return try HapticPattern(title: title, pieces: pieces(points), notes: notes.list).bounded()
  }

  private typealias Point = (at: Int, level: Double, place: TextPlace)

  private static func points(
    _ list: JSONText, _ notes: inout ImportNotes, _ level: (Double) -> Double
  ) throws(ImportError) -> [Point] {
    var points: [Point] = []
    var isSorted = true
    for action in try list.array("'actions'") {
      for (key, value) in try action.object("an action") where key != "at" && key != "pos" {
        notes.note(
          .lost, value.place, "the key '\(key.prefix(40))' of an action has no meaning here")
      }
      guard let at = action["at"], let position = action["pos"] else {
        throw ImportError(action.place, "an action has 'at' and 'pos'; one is missing")
      }
      let moment = try at.milliseconds("'at'", unit: 1)
      var value = try position.number("'pos'")
      if !(0...100).contains(value) {
        notes.note(
          .mapped, position.place,
          "'pos' outside 0 to 100 is taken as \(value < 0 ? "0" : "100")")
        value = min(max(value, 0), 100)
      }
      if let last = points.last, last.at > moment { isSorted = false }
      points.append((moment, level(value), action.place))
    }
    if !isSorted {
      notes.note(.mapped, list.place, "the actions are not in the order of time: sorted")
      // The order of the file decides where the time is the same.
      points = points.enumerated().sorted { ($0.1.at, $0.0) < ($1.1.at, $1.0) }.map(\.1)
    }
    var unique: [Point] = []
    for point in points {
      if unique.last?.at == point.at {
        notes.note(
          .lost, point.place, "an action at the same moment as another: the last one holds")
        unique[unique.count - 1] = point
      } else {
        unique.append(point)
      }
    }
    return unique
  }

  private static func pieces(_ points: [Point]) -> [HapticPattern.Piece] {
    let pitch = HapticPattern.Line(0.5, 0.5)
    var pieces: [HapticPattern.Piece] = []
    if let first = points.first, first.at > 0 {
      pieces.append(
        HapticPattern.Piece(
          start: 0, end: first.at, level: HapticPattern.Line(0, 0), pitch: pitch))
    }
    for (a, b) in zip(points, points.dropFirst()) {
      pieces.append(
        HapticPattern.Piece(
          start: a.at, end: b.at, level: HapticPattern.Line(a.level, b.level), pitch: pitch))
    }
    return pieces
  }
}
