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
