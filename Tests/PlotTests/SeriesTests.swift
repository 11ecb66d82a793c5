// SPDX-License-Identifier: Apache-2.0
import Envelope
import Plot
import Programs
import Quantities
import Testing

@Suite("What a plot shows") struct SeriesTests {
  @Test("the first rise is the slew limiter's, 1 mm/s, and no column is above the cap")
  func slewed() throws {
    let series = PlotSeries(try Samples.timeline(Samples.short), columns: 800)
    let columns = series.curves[0].columns
    #expect(series.duration == .seconds(Int64(8)))
    // 0.5 s in: 0.5 mm of the 1 mm that was asked.
    #expect(abs(columns[50].amplitude.high - 0.5) < 0.02)
    #expect(columns[50].askedAmplitude.high == 1)
    #expect(abs(columns[150].amplitude.high - 1) < 1e-5)
    for column in columns where !column.amplitude.isEmpty {
      #expect(column.cap.isEmpty || column.amplitude.high <= column.cap.high)
    }
  }

  @Test("a rest shows nothing that moves, and no frequency")
  func rest() throws {
    let series = PlotSeries(try Samples.timeline(Samples.short), columns: 800)
    let column = series.curves[0].columns[350]
    #expect(column.amplitude.high == 0)
    #expect(column.frequency.isEmpty)
    #expect(series.marks.map(\.kind) == [.rest])
    #expect(series.marks[0].start == .seconds(Int64(3)))
  }

  @Test("no peak is lost in a column of seconds")
  func peaks() throws {
    let steps = """
        - hold: {frequency: 25 Hz, amplitude: 0.3 mm, for: 60 s}
        - hold: {frequency: 25 Hz, amplitude: 0.4 mm, for: 200 ms}
        - hold: {frequency: 25 Hz, amplitude: 0.3 mm, for: 60 s}
      """
    let timeline = try Samples.timeline(steps)
    let coarse = PlotSeries(timeline, columns: 10).curves[0].columns
    let fine = PlotSeries(timeline, columns: 5000).curves[0].columns
    let peak = fine.map(\.amplitude.high).max()
    #expect(coarse.map(\.amplitude.high).max() == peak)
    #expect((0.39...0.4).contains(peak ?? 0))
  }

  @Test("after a move it is armed anew and ramps from zero; the wait has no room")
  func move() throws {
    let steps = "  - hold: {frequency: 25 Hz, amplitude: 1 mm, for: 5 s}"
    let series = PlotSeries(try Samples.timeline(steps, side: .both), columns: 1000)
    #expect(series.duration == .seconds(Int64(10)))
    #expect(series.segments.count == 2)
    #expect(series.marks.map(\.kind) == [.move])
    #expect(series.curves[0].columns[499].amplitude.low == 1)
    #expect(series.curves[0].columns[520].amplitude.high < 0.3)
  }

  @Test("of a question's ways the longest is drawn")
  func branches() throws {
    let steps = """
        - hold: {frequency: 25 Hz, amplitude: 1 mm, for: 5 s}
        - ask:
            text: How?
            answers:
              0-3: [{hold: {frequency: 25 Hz, amplitude: 1 mm, for: 9 s}}]
              4-6: continue
            otherwise: stop
        - hold: {frequency: 25 Hz, amplitude: 0.5 mm, for: 2 s}
      """
    let timeline = try Samples.timeline(steps)
    let series = PlotSeries(timeline, columns: 100)
    #expect(series.hasBranches)
    #expect(series.duration == timeline.summary.duration)
    #expect(series.duration == .seconds(Int64(16)))
    #expect(series.marks.map(\.kind) == [.ask])
  }

  @Test("what was measured lies over its step, whatever the session waited")
  func measured() throws {
    var series = PlotSeries(try Samples.timeline(Samples.short), columns: 80)
    func point(_ milliseconds: Int64, _ step: Int, _ amplitude: Float) -> MeasuredPoint {
      MeasuredPoint(
        at: .milliseconds(milliseconds), step: step, frequency: Hertz(hertz: 25),
        amplitude: Displacement(millimeters: amplitude), acceleration: Acceleration(g: 1))
    }
    // A pause of 7 s in the rest; the last step begins at 4 s of the plan.
    series.measure([
      point(0, 0, 0.1), point(2900, 0, 0.9), point(3000, 1, 0), point(11_000, 2, 0.3),
      point(90_000, 2, 9), point(0, 99, 9),
    ])
    let columns = try #require(series.measured.first?.columns)
    #expect(columns[0].amplitude.high == 0.1)
    #expect(columns[29].amplitude.high == 0.9)
    #expect(columns[30].frequency.isEmpty)
    #expect(columns[40].amplitude.high == 0.3)
    #expect(columns.map(\.amplitude.high).max() == 0.9)
  }

  @Test("each actuator's measurements lie over its own curve")
  func measuredOfTwo() throws {
    let together = """
        - together:
            drives:
              - {actuator: 0, frequency: 30 Hz, amplitude: 0.5 mm}
              - {actuator: 1, frequency: 25 Hz, amplitude: 0.7 mm}
            for: 4 s
      """
    var series = PlotSeries(try Samples.timeline(together), columns: 40)
    func point(_ actuator: UInt8, _ amplitude: Float) -> MeasuredPoint {
      MeasuredPoint(
        at: .seconds(Int64(1)), step: 0, actuator: actuator, frequency: Hertz(hertz: 30),
        amplitude: Displacement(millimeters: amplitude), acceleration: Acceleration(g: 1))
    }
    // The session's first point is where its first step begins.
    series.measure([0, 1, 5].map { point($0, 0.5 + Float($0) / 10) })
    #expect(series.curves.map(\.actuator) == [0, 1])
    #expect(series.measured.map(\.actuator) == [0, 1])
    #expect(series.measured.map { $0.columns[0].amplitude.high } == [0.5, 0.6])
    let legend = Chart.drawing(series).shapes.compactMap { shape in
      if case .text(let words, _, _, _, _) = shape { words } else { nil }
    }
    #expect(legend.contains("actuator 1, measured") && legend.contains("actuator 0, delivered"))
  }
}
