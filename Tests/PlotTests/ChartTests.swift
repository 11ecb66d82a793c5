// SPDX-License-Identifier: Apache-2.0
import Foundation
import Plot
import Programs
import Testing

@Suite("Charts") struct ChartTests {
  private func series() throws -> PlotSeries {
    PlotSeries(try Samples.timeline(Samples.short), columns: 50)
  }

  private func expectSnapshot(_ text: String, _ name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Snapshots/\(name)")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try Data(text.utf8).write(to: file)
    }
    #expect(text == String(decoding: try Data(contentsOf: file), as: UTF8.self))
  }

  @Test("as SVG") func vector() throws {
    let text = VectorGraphics.text(Chart.drawing(try series(), notes: ["A note."]))
    #expect(text.contains("A &lt; B &amp; &quot;C&quot;"))
    try expectSnapshot(text, "short.svg")
  }

  @Test("in a terminal") func terminal() throws {
    let series = PlotSeries(
      try Samples.timeline(Samples.short), columns: TerminalChart.columns(width: 60))
    let lines = TerminalChart.lines(series).map { $0.map(\.text).joined() }
    #expect(lines.allSatisfy { $0.count <= 68 })
    try expectSnapshot(lines.joined(separator: "\n") + "\n", "short.txt")
  }

  @Test("in a narrow terminal and on a sheet a long title has lines, and each curve its name")
  func long() throws {
    let steps = """
        - together:
            for: 3 s
            drives:
              - {actuator: 0, frequency: 25 Hz, amplitude: 1 mm}
              - {actuator: 1, frequency: 30 Hz, amplitude: 0.5 mm}
      """
    let title = String(repeating: "A title of many words. ", count: 8)
    for width in [40, 60, 80] {
      var series = PlotSeries(
        try Samples.timeline(steps), columns: TerminalChart.columns(width: width))
      series.title = title
      let lines = TerminalChart.lines(series).map { $0.map(\.text).joined() }
      let head = lines.prefix { !$0.contains("Frequency") }
      #expect(head.allSatisfy { $0.count <= width }, "\(head)")
      for name in ["actuator 0, delivered", "actuator 1, delivered", "envelope"] {
        #expect(head.contains { $0.contains(name) })
      }
    }
    var series = PlotSeries(try Samples.timeline(steps), columns: 50)
    series.title = title
    let note = String(repeating: "A note of many words. ", count: 12)
    let sheet = Chart.drawing(series, notes: [note])
    let texts = sheet.shapes.compactMap { shape -> (words: String, end: Float, y: Float)? in
      guard case .text(let words, let at, let size, .start, _) = shape else { return nil }
      return (words, at.x + Float(words.count) * size * 0.62, at.y)
    }
    #expect(texts.count { $0.words.contains("title") } == 2)
    #expect(texts.count { $0.words.contains("note") } == 2)
    #expect(texts.allSatisfy { $0.end <= Float(sheet.width) && $0.y < Float(sheet.height) })
  }

  @Test("as PNG, which a reader of its own gives back pixel by pixel") func image() throws {
    let raster = Raster(Chart.drawing(try series()), scale: 1)
    let file = PortableImage.bytes(raster)
    let decoded = try PortableImageReader(file)
    #expect(decoded.width == raster.width)
    #expect(decoded.height == raster.height)
    #expect(decoded.bytes == raster.bytes)
    #expect(file.count < raster.bytes.count / 10)
  }
}
