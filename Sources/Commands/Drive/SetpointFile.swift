// SPDX-License-Identifier: Apache-2.0

/// Setpoints that are all there before the first one is driven.
///
/// Those of one actuator follow each other: each lasts as long as it holds.
struct SetpointFile: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    /// Its line, from 1.
    var number: Int
    var setpoint: SetpointLine
    /// Since the beginning, in milliseconds.
    var endsMs: Int
  }

  /// The longest file that is read, in bytes.
  static let limit = 1_048_576

  private(set) var entries: [Entry] = []
  /// The actuators it names, each once, in the order of their first lines.
  private(set) var actuators: [Int] = []

  /// Reads all of it, or says of every line that is none what is wrong.
  static func read(_ bytes: some Sequence<UInt8>) -> Result<SetpointFile, LineProblems> {
    var reader = LineReader()
    var file = SetpointFile()
    var problems: [LineProblems.One] = []
    for line in reader.take(bytes) + [reader.end()].compactMap(\.self) {
      do throws(LineProblem) {
        guard let setpoint = try SetpointLine.parse(try line.text.get()) else { continue }
        file.append(setpoint, line.number)
      } catch {
        problems.append(LineProblems.One(line: line.number, problem: error))
      }
    }
    if problems.isEmpty, file.entries.isEmpty {
      problems = [
        LineProblems.One(
          line: 1, problem: LineProblem("There is no setpoint in it; write one as in '40Hz 0.8mm'.")
        )
      ]
    }
    file.fill()
    return problems.isEmpty ? .success(file) : .failure(LineProblems(list: problems))
  }

  private mutating func append(_ setpoint: SetpointLine, _ number: Int) {
    let began = last(of: setpoint.actuator)?.endsMs ?? 0
    if !actuators.contains(setpoint.actuator) { actuators.append(setpoint.actuator) }
    entries.append(
      Entry(number: number, setpoint: setpoint, endsMs: began + setpoint.holdMs))
  }

  private func last(of actuator: Int) -> Entry? {
    entries.last { $0.setpoint.actuator == actuator }
  }

  /// Lets an actuator whose lines end before another one's keep still until that one's end.
  private mutating func fill() {
    let end = entries.map(\.endsMs).max() ?? 0
    for actuator in actuators {
      guard var last = last(of: actuator), last.endsMs < end else { continue }
      last.setpoint.amplitude = 0
      last.setpoint.holdMs = end - last.endsMs
      append(last.setpoint, last.number)
    }
  }

  /// The index of the one in force so many milliseconds after the beginning; nil after the last.
  func index(atMs elapsed: Int, of actuator: Int = 0, from earlier: Int = 0) -> Int? {
    entries[earlier...].firstIndex { $0.setpoint.actuator == actuator && elapsed < $0.endsMs }
  }
}

/// Every line that is no setpoint.
struct LineProblems: Error, Hashable, Sendable {
  struct One: Hashable, Sendable {
    var line: Int
    var problem: LineProblem
  }

  /// As many are told as a screen shows.
  static let most = 20

  var list: [One]

  var lines: [String] {
    list.prefix(Self.most).map { "line \($0.line): \($0.problem.message)" }
      + (list.count > Self.most ? ["and \(list.count - Self.most) more"] : [])
  }
}
