// SPDX-License-Identifier: Apache-2.0

import Anatomy
import Foundation
import Programs

/// One line of setpoints: `40Hz 0.8mm`, `1: 40 Hz 0.8 mm 2 s`, or the same as a JSON object.
struct SetpointLine: Hashable, Sendable {
  /// Hz.
  var frequency: Double
  /// mm peak to peak; 0 keeps still.
  var amplitude: Double
  /// How long it holds, in milliseconds, unless a newer line comes first.
  var holdMs: Int
  /// Counted from 0.
  var actuator = 0

  /// Unless the line says otherwise.
  static let usualHoldMs = 250
  /// A line may hold from one period of the fastest stream to as long as any program runs.
  static let holds = 10...900_000
  /// What a device may have; a stream drives fewer.
  static let actuators = 0...7

  /// Nil for a blank line or a comment.
  ///
  /// Throws what is wrong with it, and how it is written.
  static func parse(_ text: String) throws(LineProblem) -> SetpointLine? {
    let text = text.drop(while: \.isWhitespace)
    guard let first = text.first, first != "#" else { return nil }
    return first == "{" ? try json(String(text)) : try words(String(text))
  }

  private static func words(_ text: String) throws(LineProblem) -> SetpointLine {
    var body = text.prefix { $0 != "#" }
    var actuator = 0
    if let colon = body.firstIndex(of: ":") {
      guard let number = Int(body[..<colon].filter { !$0.isWhitespace }) else {
        throw LineProblem(
          "'\(shown(body[...colon]))' names no actuator; write it as in '1: 40Hz 0.8mm'.")
      }
      actuator = number
      body = body[body.index(after: colon)...]
    }
    var quantities: [String] = []
    for word in body.split(whereSeparator: { $0.isWhitespace || $0 == "," }) {
      // A unit may stand apart from its number.
      if let last = quantities.last, last.last?.isNumber == true, word.first?.isLetter == true {
        quantities[quantities.count - 1] += word
      } else {
        quantities.append(String(word))
      }
    }
    guard quantities.count == 2 || quantities.count == 3 else {
      throw LineProblem(
        "'\(shown(body))' is no setpoint; write it as in '40Hz 0.8mm' or '40Hz 0.8mm 2s'.")
    }
    let frequency = try value(quantities[0], .frequency, "40Hz")
    let amplitude =
      isZero(quantities[1]) ? 0 : try value(quantities[1], .amplitude, "0.8mm")
    let hold = quantities.count == 3 ? try value(quantities[2], .time, "2s") * 1000 : nil
    return try checked(frequency, amplitude, hold, actuator)
  }

  private static func isZero(_ text: String) -> Bool {
    text.hasSuffix("mm") && Double(text.dropLast(2)) == 0
  }

  private static func value(
    _ text: String, _ dimension: QuantityUnit.Dimension, _ example: String
  ) throws(LineProblem) -> Double {
    switch Quantity.read(text) {
    case .failure(let problem):
      throw LineProblem("\(problem.message). \(problem.hint ?? "Write it as in \(example).")")
    case .success(let quantity):
      guard quantity.unit.dimension == dimension, quantity.unit != .percent else {
        throw LineProblem(
          "'\(text)' stands where \(dimension.named) is meant; write it as in \(example).")
      }
      return quantity.standardValue
    }
  }

  private struct Fields: Decodable {
    var frequency: Double
    var amplitude: Double
    var forMs: Double?
    var actuator: Int?
  }

  private static func json(_ text: String) throws(LineProblem) -> SetpointLine {
    let example = #"{"frequency": 40, "amplitude": 0.8, "forMs": 250}"#
    guard let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
      let fields = try? JSONDecoder().decode(Fields.self, from: Data(text.utf8))
    else {
      throw LineProblem("'\(shown(text))' is no setpoint; write it as in \(example).")
    }
    let known: Set = ["frequency", "amplitude", "forMs", "actuator"]
    if let unknown = object.keys.filter({ !known.contains($0) }).min() {
      throw LineProblem("'\(unknown)' is no member of a setpoint; write it as in \(example).")
    }
    return try checked(fields.frequency, fields.amplitude, fields.forMs, fields.actuator ?? 0)
  }

  /// What no zone and no stream could take is a slip; the rest is the daemon's to judge.
  private static func checked(
    _ frequency: Double, _ amplitude: Double, _ hold: Double?, _ actuator: Int
  ) throws(LineProblem) -> SetpointLine {
    guard actuators.contains(actuator) else {
      throw LineProblem(
        "There is no actuator \(actuator); give 0 to \(actuators.upperBound), counted from 0.")
    }
    guard frequency > 0, frequency <= 1000 else {
      throw LineProblem("\(frequency) Hz is not possible; give more than 0 and at most 1000 Hz.")
    }
    guard amplitude >= 0, amplitude <= 100 else {
      throw LineProblem("\(amplitude) mm is not possible; give 0 to 100 mm.")
    }
    let milliseconds = (hold ?? Double(usualHoldMs)).rounded()
    guard milliseconds >= Double(holds.lowerBound), milliseconds <= Double(holds.upperBound) else {
      throw LineProblem("A setpoint cannot hold for \(milliseconds) ms; give 10 ms to 15 min.")
    }
    return SetpointLine(
      frequency: frequency, amplitude: amplitude, holdMs: Int(milliseconds), actuator: actuator)
  }

  /// As much of a text as a message takes, and nothing that steers a terminal.
  static func shown(_ text: some StringProtocol) -> String {
    Quoted.text(String(text))
  }
}

/// What is wrong with one line, and the way out.
struct LineProblem: Error, Hashable, Sendable {
  var message: String
  init(_ message: String) { self.message = message }
}
