// SPDX-License-Identifier: Apache-2.0

/// Dots of braille, two columns and four rows to a cell, with one ink for each cell.
struct DotGrid {
  private let cells: Int
  private var bits: [UInt8]
  private var inks: [TerminalChart.Ink]
  private let height: Int

  init(cells: Int, rows: Int) {
    self.cells = cells
    height = rows * 4
    bits = Array(repeating: 0, count: cells * rows)
    inks = Array(repeating: .plain, count: cells * rows)
  }

  /// The later ink of a cell wins.
  mutating func set(_ column: Int, _ rows: ClosedRange<Int>, _ ink: TerminalChart.Ink) {
    guard column >= 0, column / 2 < cells else { return }
    for row in rows where row >= 0 && row < height {
      let cell = row / 4 * cells + column / 2
      // Dots 1, 2, 3 and 7 on the left, 4, 5, 6 and 8 on the right (Unicode 2800).
      let dot: [UInt8] = column.isMultiple(of: 2) ? [0, 1, 2, 6] : [3, 4, 5, 7]
      bits[cell] |= 1 << dot[row % 4]
      inks[cell] = ink
    }
  }

  mutating func draw(
    _ curve: PlotCurve, _ path: KeyPath<PlotCurve.Column, PlotRange>, _ ink: TerminalChart.Ink,
    _ row: (Float) -> Int
  ) {
    var last: ClosedRange<Int>?
    for (column, values) in curve.columns.enumerated() {
      let range = values[keyPath: path]
      guard !range.isEmpty else {
        last = nil
        continue
      }
      let own = row(range.high)...row(range.low)
      // Joined to the column before.
      let low = last.map { min(own.lowerBound, $0.upperBound) } ?? own.lowerBound
      let high = last.map { max(own.upperBound, $0.lowerBound) } ?? own.upperBound
      set(column, low...high, ink)
      last = own
    }
  }

  /// A row of cells, in pieces of one ink.
  func pieces(_ row: Int) -> TerminalChart.Line {
    var pieces: TerminalChart.Line = []
    for cell in row * cells..<(row + 1) * cells {
      let scalar = Unicode.Scalar(UInt32(0x2800) + UInt32(bits[cell])) ?? " "
      let text = bits[cell] == 0 ? " " : String(Character(scalar))
      if let last = pieces.last, last.ink == inks[cell] {
        pieces[pieces.count - 1].text += text
      } else {
        pieces.append((text, inks[cell]))
      }
    }
    return pieces
  }
}
