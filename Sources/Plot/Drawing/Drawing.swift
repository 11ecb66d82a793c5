// SPDX-License-Identifier: Apache-2.0

/// Shapes on a sheet, the later over the earlier; lengths in pixels, from the top left.
public struct Drawing: Hashable, Sendable {
  public struct Point: Hashable, Sendable {
    public var x: Float
    public var y: Float
  }

  public struct Color: Hashable, Sendable {
    public var red: UInt8
    public var green: UInt8
    public var blue: UInt8

    /// From 0xRRGGBB.
    init(_ code: UInt32) {
      red = UInt8(truncatingIfNeeded: code >> 16)
      green = UInt8(truncatingIfNeeded: code >> 8)
      blue = UInt8(truncatingIfNeeded: code)
    }
  }

  public enum Anchor: String, Hashable, Sendable {
    case start
    case middle
    case end
  }

  public enum Shape: Hashable, Sendable {
    case rectangle(x: Float, y: Float, width: Float, height: Float, Color)
    /// Dashes are 4 on and 4 off.
    case line([Point], width: Float, dashed: Bool, Color)
    /// On the baseline at the point.
    case text(String, Point, size: Float, Anchor, Color)
  }

  public var width: Int
  public var height: Int
  public var shapes: [Shape]
}
