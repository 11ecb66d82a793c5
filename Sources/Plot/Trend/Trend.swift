// SPDX-License-Identifier: Apache-2.0

/// Numbers over days, one panel below the other, as people look back on weeks.
public struct Trend: Hashable, Sendable {
  public struct Point: Hashable, Sendable {
    /// Days since the first.
    public var day: Float
    public var value: Float

    public init(day: Float, value: Float) {
      self.day = day
      self.value = value
    }
  }

  public enum Style: Hashable, Sendable {
    case line
    case bars
  }

  public struct Layer: Hashable, Sendable {
    public var name: String
    public var style: Style
    /// In the order of their days.
    public var points: [Point]

    public init(name: String, style: Style, points: [Point]) {
      self.name = name
      self.style = style
      self.points = points
    }
  }

  public struct Panel: Hashable, Sendable {
    public var title: String
    /// The top of the axis; nil for what the points need.
    public var top: Float?
    public var layers: [Layer]

    public init(title: String, top: Float? = nil, layers: [Layer]) {
      self.title = title
      self.top = top
      self.layers = layers
    }

    var scale: Scale {
      let highest = layers.flatMap(\.points).map(\.value).filter(\.isFinite).max() ?? 1
      return Scale(max(top ?? 0, highest))
    }
  }

  public var title: String
  /// Days on the axis, at least one.
  public var days: Float
  /// What stands below the axis at its ends.
  public var first: String
  public var last: String
  public var panels: [Panel]

  public init(title: String, days: Float, first: String, last: String, panels: [Panel]) {
    self.title = title
    self.days = days.isFinite ? max(1, days) : 1
    self.first = first
    self.last = last
    self.panels = panels
  }
}
