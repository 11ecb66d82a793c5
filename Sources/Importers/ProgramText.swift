// SPDX-License-Identifier: Apache-2.0
import Programs
import Quantities

/// Writes a pattern as a program: holds, ramps and rests of at least 100 ms.
public struct ProgramText: Sendable {
  /// What a pattern's shares are shares of.
  public struct Mapping: Hashable, Sendable {
    /// Hz of the lowest and the highest pitch.
    public var frequencies: ClosedRange<Double>
    /// mm peak to peak of the full level; nil writes shares of the session amplitude.
    public var millimeters: Double?

    public init(frequencies: ClosedRange<Double>, millimeters: Double?) {
      self.frequencies = frequencies
      self.millimeters = millimeters
    }
  }

  /// The shortest step of a program, ms.
  static let shortest = Int(Checker.shortestStep.milliseconds)

  /// The program.
  public let text: String
  /// Everything that is not in it as it was in the file.
  public let notes: [ImportNote]

  /// - Parameters:
  ///   - zone: as a program writes it.
  ///   - file: the name of the file, for the title.
  public init(_ pattern: HapticPattern, zone: String, mapping: Mapping, file: String) {
    var fitting = PatternFitting(pattern)
    let pieces = fitting.pieces()
    var writer = StepWriter(mapping: mapping)
    for piece in pieces { writer.write(piece) }
    if pieces.isEmpty { writer.writeNothing() }
    if let last = pattern.pieces.last, let written = pieces.last, written.end != last.end {
      fitting.notes.note(.mapped, "end", "a last piece shorter than 100 ms is 100 ms long")
    }
    notes = pattern.notes + fitting.notes.list + writer.notes.list
    let title = Self.line(pattern.title ?? file, most: 150)
    text = """
      tonus: 1
      title: "\(title)"
      about: "Imported from \(Self.line(file, most: 150)). Full amplitude: \(mapping.amplitudeText); \
      frequencies: \(Figure.text(mapping.frequencies.lowerBound)) Hz to \
      \(Figure.text(mapping.frequencies.upperBound)) Hz."
      zone: \(zone)
      steps:

      """ + writer.lines.map { "  - \($0)\n" }.joined()
  }

  /// One line inside double quotes, without what would end them.
  private static func line(_ text: String, most: Int) -> String {
    let scalars = text.unicodeScalars.filter {
      $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0 != "\"" && $0 != "\\"
        && !(0x2028...0x2029).contains($0.value) && !(0xFFF0...0xFFFF).contains($0.value)
        && !(0x200E...0x200F).contains($0.value) && !(0x202A...0x202E).contains($0.value)
        && $0.value < 0x1_0000
    }
    var line = ""
    line.unicodeScalars.append(contentsOf: scalars.prefix(most))
    while line.last?.isWhitespace == true { line.removeLast() }
    return line.isEmpty ? "Imported pattern" : line
  }
}

extension ProgramText.Mapping {
  var amplitudeText: String {
    millimeters.map { "\(Figure.text($0)) mm" } ?? "100 % of the session amplitude"
  }
}

/// Steps in the words of a program.
struct StepWriter {
  let mapping: ProgramText.Mapping
  private(set) var lines: [String] = []
  private(set) var notes = ImportNotes()

  init(mapping: ProgramText.Mapping) { self.mapping = mapping }

  /// A program has at least one step.
  mutating func writeNothing() { lines.append("rest: \(ProgramText.shortest) ms") }

  mutating func write(_ piece: HapticPattern.Piece) {
    let time = "\(piece.length) ms"
    let levels = (amplitude(piece.level.start), amplitude(piece.level.end))
    guard levels.0 > 0 || levels.1 > 0 else {
      if piece.level.start > 0 || piece.level.end > 0 {
        notes.note(
          .lost, "\(Figure.text(Double(piece.start) / 1000)) s",
          "less than the smallest amplitude that can be written: a rest")
      }
      return lines.append("rest: \(time)")
    }
    // What is still has no frequency of its own.
    let low = levels.0 > 0 ? piece.pitch.start : piece.pitch.end
    let high = levels.1 > 0 ? piece.pitch.end : piece.pitch.start
    let frequencies = (frequency(low), frequency(high))
    if frequencies.0 == frequencies.1, levels.0 == levels.1 {
      return lines.append(
        "hold: {frequency: \(frequencies.0) Hz, amplitude: \(written(levels.0)), for: \(time)}")
    }
    let hertz =
      frequencies.0 == frequencies.1
      ? "\(frequencies.0) Hz" : "\(frequencies.0) Hz to \(frequencies.1) Hz"
    let amplitude =
      levels.0 == levels.1
      ? written(levels.0) : "\(written(levels.0)) to \(written(levels.1))"
    lines.append("ramp: {frequency: \(hertz), amplitude: \(amplitude), for: \(time)}")
  }

  /// In mm or %, rounded down.
  private func amplitude(_ level: Double) -> Double {
    mapping.millimeters.map { Figure.floored(level * $0, decimals: 3) }
      ?? Figure.floored(level * 100, decimals: 1)
  }

  private func written(_ amplitude: Double) -> String {
    Figure.text(amplitude) + (mapping.millimeters == nil ? " %" : " mm")
  }

  private func frequency(_ pitch: Double) -> String {
    let range = mapping.frequencies
    return Figure.text(
      range.lowerBound + (range.upperBound - range.lowerBound) * pitch, decimals: 2)
  }
}
