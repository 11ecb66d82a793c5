// SPDX-License-Identifier: Apache-2.0

/// Apple's AHAP: a JSON object whose `Pattern` lists events, parameters and parameter curves.
///
/// Times are seconds. A `HapticTransient` has no length, a `HapticContinuous` has `EventDuration`;
/// intensity and sharpness are 0…1. `HapticIntensityControl` multiplies and `HapticSharpnessControl`
/// adds, at once (`Parameter`) or along lines (`ParameterCurve`), for all events.
public enum AppleHaptics: Importer {
  public static let name = "AHAP"
  public static let extensions = ["ahap"]

  public static func recognises(_ text: String) -> Bool {
    text.contains("\"Pattern\"") && text.contains("\"Event\"")
  }

  public static func read(_ text: String) throws(ImportError) -> HapticPattern {
    let root = try JSONText.read(text)
    var reader = AppleReader()
    for (key, value) in try root.object("an AHAP file") where key != "Pattern" {
      let text =
        key == "Version" || key == "Metadata"
        ? "'\(key)' says nothing of the motion" : "the key '\(key.prefix(40))' has no meaning here"
      reader.notes.note(.lost, value.place, text)
    }
    guard let list = root["Pattern"] else {
      throw ImportError(root.place, "an AHAP file has a 'Pattern', and here is none")
    }
    for entry in try list.array("'Pattern'") { try reader.take(entry) }
    guard !reader.events.isEmpty else {
      throw ImportError(list.place, "the pattern has no haptic event")
    }
    let title: String? =
      if case .string(let project) = root["Metadata"]?["Project"]?.content { project } else { nil }
    reader.notes.note(
      .mapped, list.place,
      "intensity is the amplitude, 0 to 1 of it; sharpness the frequency, 0 the lowest given and 1 the highest: the format has no units"
    )
    let pieces = reader.pieces()
    return try HapticPattern(title: title, pieces: pieces, notes: reader.notes.list).bounded()
  }
}

private struct AppleReader {
  struct Event {
    let start: Int
    let end: Int
    let intensity: Double
    let sharpness: Double
  }

  /// A tap has no length of its own; the shortest step of a program stands for it.
  static let tap = ProgramText.shortest

  var notes = ImportNotes()
  private(set) var events: [Event] = []
  private var intensity = ControlTrack(rest: 1)
  private var sharpness = ControlTrack(rest: 0)

  mutating func take(_ entry: JSONText) throws(ImportError) {
    for (key, value) in try entry.object("an entry of 'Pattern'") {
      switch key {
      case "Event": try event(value)
      case "Parameter": try parameter(value)
      case "ParameterCurve": try curve(value)
      default: notes.note(.lost, value.place, "an entry '\(key.prefix(40))' has no meaning here")
      }
    }
  }

  private mutating func event(_ event: JSONText) throws(ImportError) {
    let type = try required("EventType", of: event).string("'EventType'")
    let start = try required("Time", of: event).milliseconds("'Time'", unit: 1000)
    let length: Int
    switch type {
    case "HapticTransient":
      length = Self.tap
      notes.note(
        .mapped, event.place,
        "a HapticTransient has no length: held for \(Self.tap) ms, the shortest step")
    case "HapticContinuous":
      length = try required("EventDuration", of: event)
        .milliseconds("'EventDuration'", unit: 1000)
    case "AudioContinuous", "AudioCustom":
      return notes.note(.lost, event.place, "the sound of an \(type) event")
    default:
      return notes.note(.lost, event.place, "an event of the unknown type '\(type.prefix(40))'")
    }
    let known: Set<String> = ["EventType", "Time", "EventDuration", "EventParameters"]
    for (key, value) in try event.object("an event") where !known.contains(key) {
      notes.note(.lost, value.place, "the key '\(key.prefix(40))' of an event has no meaning here")
    }
    // Where nothing is said Core Haptics takes the full intensity and half the sharpness.
    var level = 1.0
    var pitch = 0.5
    for parameter in try event["EventParameters"]?.array("'EventParameters'") ?? [] {
      let id = try required("ParameterID", of: parameter).string("'ParameterID'")
      let value = try required("ParameterValue", of: parameter)
      switch id {
      case "HapticIntensity": level = try share(value, id)
      case "HapticSharpness": pitch = try share(value, id)
      default:
        notes.note(.lost, parameter.place, "the parameter '\(id.prefix(40))' of an event")
      }
    }
    guard length > 0 else {
      return notes.note(.lost, event.place, "a HapticContinuous event that lasts no time")
    }
    events.append(Event(start: start, end: start + length, intensity: level, sharpness: pitch))
  }

  private mutating func parameter(_ parameter: JSONText) throws(ImportError) {
    let id = try required("ParameterID", of: parameter).string("'ParameterID'")
    let time = try required("Time", of: parameter).milliseconds("'Time'", unit: 1000)
    let value = try required("ParameterValue", of: parameter).number("'ParameterValue'")
    control(id, [(time, value)], parameter.place)
  }

  private mutating func curve(_ curve: JSONText) throws(ImportError) {
    let id = try required("ParameterID", of: curve).string("'ParameterID'")
    let begin = try curve["Time"]?.milliseconds("'Time'", unit: 1000) ?? 0
    var points: [ControlTrack.Point] = []
    let list = try required("ParameterCurveControlPoints", of: curve)
    for point in try list.array("'ParameterCurveControlPoints'") {
      let time = try required("Time", of: point).milliseconds("'Time'", unit: 1000)
      let value = try required("ParameterValue", of: point).number("'ParameterValue'")
      if let last = points.last, last.at > begin + time {
        notes.note(.mapped, point.place, "points of a curve are not in the order of time: sorted")
      }
      points.append((begin + time, value))
    }
    control(
      id, points.enumerated().sorted { ($0.1.at, $0.0) < ($1.1.at, $1.0) }.map(\.1), curve.place)
  }

  private mutating func control(_ id: String, _ points: [ControlTrack.Point], _ place: TextPlace) {
    switch id {
    case "HapticIntensityControl": intensity.add(points)
    case "HapticSharpnessControl": sharpness.add(points)
    default: notes.note(.lost, place, "the control '\(id.prefix(40))'")
    }
  }

  private func required(_ key: String, of value: JSONText) throws(ImportError) -> JSONText {
    guard let found = value[key] else {
      throw ImportError(value.place, "'\(key)' is missing here")
    }
    return found
  }

  private mutating func share(_ value: JSONText, _ id: String) throws(ImportError) -> Double {
    let number = try value.number("'\(id)'")
    guard !(0...1).contains(number) else { return number }
    notes.note(
      .mapped, value.place, "\(id) outside 0 to 1 is taken as \(number < 0 ? "0" : "1")")
    return min(max(number, 0), 1)
  }

  /// What all events make together: of several at once the strongest.
  mutating func pieces() -> [HapticPattern.Piece] {
    let end = events.map(\.end).max() ?? 0
    var cuts: Set<Int> = [0, end]
    for event in events { cuts.formUnion([event.start, event.end]) }
    for track in [intensity, sharpness] { cuts.formUnion(track.cuts.filter { $0 < end && $0 > 0 }) }
    let sorted = cuts.sorted()
    var byStart = events.sorted { $0.start < $1.start }[...]
    var open: [Event] = []
    var pieces: [HapticPattern.Piece] = []
    for (from, to) in zip(sorted, sorted.dropFirst()) {
      while let event = byStart.first, event.start <= from {
        open.append(event)
        byStart.removeFirst()
      }
      open.removeAll { $0.end <= from }
      if open.count > 1 {
        notes.note(
          .mapped, "\(Figure.text(Double(from) / 1000)) s",
          "events at the same time: the strongest holds, they are not added")
      }
      let strongest = open.max { $0.intensity < $1.intensity }
      func level(_ control: Double) -> Double {
        bounded((strongest?.intensity ?? 0) * control, "the intensity", from)
      }
      func pitch(_ control: Double) -> Double {
        strongest.map { bounded($0.sharpness + control, "the sharpness", from) } ?? 0
      }
      let strength = intensity.values(from, to)
      let height = sharpness.values(from, to)
      pieces.append(
        HapticPattern.Piece(
          start: from, end: to,
          level: HapticPattern.Line(level(strength.start), level(strength.end)),
          pitch: HapticPattern.Line(pitch(height.start), pitch(height.end))))
    }
    return pieces
  }

  private mutating func bounded(_ value: Double, _ what: String, _ at: Int) -> Double {
    guard !(0...1).contains(value) else { return value }
    notes.note(
      .mapped, "\(Figure.text(Double(at) / 1000)) s",
      "with its control \(what) leaves 0 to 1: held at the end of that range")
    return min(max(value, 0), 1)
  }
}

/// What a control does over time: constant, then along the lines of the newest curve.
struct ControlTrack {
  typealias Point = (at: Int, value: Double)

  private var points: [Point]

  init(rest: Double) { points = [(.min, rest)] }

  /// What begins takes over from everything before.
  mutating func add(_ new: [Point]) {
    guard let first = new.first else { return }
    let before = value(first.at - 1)
    points.removeAll { $0.at >= first.at }
    if points.count > 1 || points[0].value != first.value { points.append((first.at - 1, before)) }
    points += new
  }

  var cuts: [Int] { points.map(\.at).filter { $0 > 0 } }

  /// At the beginning and just before the end of a stretch without a cut inside.
  func values(_ from: Int, _ to: Int) -> (start: Double, end: Double) {
    (value(from), value(to))
  }

  private func value(_ at: Int) -> Double {
    // The first point behind the moment, by halving: a file may have thousands.
    var next = 0
    var end = points.count
    while next < end {
      let middle = (next + end) / 2
      if points[middle].at > at { end = middle } else { next = middle + 1 }
    }
    guard next > 0 else { return points[0].value }
    guard next < points.count else { return points[points.count - 1].value }
    let (a, b) = (points[next - 1], points[next])
    // Before its first point a control rests.
    guard a.at != .min else { return a.value }
    return a.value + (b.value - a.value) * Double(at - a.at) / Double(b.at - a.at)
  }
}
