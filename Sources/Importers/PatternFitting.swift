// SPDX-License-Identifier: Apache-2.0

/// Fits a pattern into pieces of at least 100 ms, and says what that changes.
struct PatternFitting {
  private let pattern: [HapticPattern.Piece]
  var notes = ImportNotes()

  init(_ pattern: HapticPattern) { self.pattern = pattern.pieces }

  mutating func pieces() -> [HapticPattern.Piece] {
    var fitted: [HapticPattern.Piece] = []
    var gathered: [HapticPattern.Piece] = []
    for piece in pattern where piece.length > 0 {
      gathered.append(piece)
      let length = piece.end - gathered[0].start
      guard length >= ProgramText.shortest else { continue }
      fitted.append(merged(gathered))
      gathered = []
    }
    if !gathered.isEmpty {
      var last = merged(gathered)
      last.end = last.start + ProgramText.shortest
      // A still end needs no step.
      if last.level != HapticPattern.Line(0, 0) { fitted.append(last) }
    }
    return joined(fitted)
  }

  /// Several as one: along their line where they rise or fall together, else their mean over time.
  private mutating func merged(_ pieces: [HapticPattern.Piece]) -> HapticPattern.Piece {
    guard pieces.count > 1, let first = pieces.first, let last = pieces.last else {
      return pieces[0]
    }
    let isSteady = zip(pieces, pieces.dropFirst()).allSatisfy { $0.level.end == $1.level.start }
    let rises = pieces.allSatisfy { $0.level.start <= $0.level.end }
    let falls = pieces.allSatisfy { $0.level.start >= $0.level.end }
    let place = "\(Figure.text(Double(first.start) / 1000)) s"
    let pitch = mean(pieces.filter { $0.level.start > 0 || $0.level.end > 0 }, \.pitch)
    let level: HapticPattern.Line
    if isSteady, rises || falls {
      level = HapticPattern.Line(first.level.start, last.level.end)
      notes.note(
        .mapped, place, "pieces shorter than 100 ms: their points are left out of a rise or fall")
    } else {
      let value = mean(pieces, \.level)
      level = HapticPattern.Line(value, value)
      notes.note(
        .mapped, place,
        "changes faster than 100 ms: their mean amplitude, for no step is shorter")
    }
    return HapticPattern.Piece(
      start: first.start, end: last.end, level: level, pitch: HapticPattern.Line(pitch, pitch))
  }

  private func mean(
    _ pieces: [HapticPattern.Piece], _ line: KeyPath<HapticPattern.Piece, HapticPattern.Line>
  ) -> Double {
    let length = pieces.reduce(0) { $0 + $1.length }
    guard length > 0 else { return 0 }
    let sum = pieces.reduce(0.0) { sum, piece in
      sum + (piece[keyPath: line].start + piece[keyPath: line].end) / 2 * Double(piece.length)
    }
    return sum / Double(length)
  }

  /// Neighbours that say the same become one.
  private func joined(_ pieces: [HapticPattern.Piece]) -> [HapticPattern.Piece] {
    var joined: [HapticPattern.Piece] = []
    for piece in pieces {
      if let last = joined.last, last.level.isLevel, last.level == piece.level,
        last.pitch.isLevel && last.pitch == piece.pitch || last.level.start == 0
      {
        joined[joined.count - 1].end = piece.end
      } else {
        joined.append(piece)
      }
    }
    return joined
  }
}
