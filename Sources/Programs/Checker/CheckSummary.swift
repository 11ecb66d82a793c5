// SPDX-License-Identifier: Apache-2.0
public import Anatomy
import Envelope
public import Quantities

/// What a proved program adds up to, at most, for all that may be set and answered.
public struct CheckSummary: Hashable, Sendable {
  /// The greatest of something, and what is to blame.
  public struct Peak: Hashable, Sendable {
    /// Hz, mm peak to peak, g, or per second of these.
    public var value: Double
    /// The step that reaches it, where it is written; nil when nothing drives.
    public var range: SourceRange?
    /// The path in the bundle of the used program it is written in; nil for the program itself.
    public var file: String?

    /// Takes the other when it is greater.
    mutating func take(_ other: Double, _ range: SourceRange?, _ file: String?) {
      guard other > value else { return }
      self = Peak(value: other, range: range, file: file)
    }
  }

  /// A limit and how much of it is used.
  public struct Margin: Hashable, Sendable {
    public enum Limit: Hashable, Sendable {
      case zoneTime(ZoneID, Side)
      case sessionTime
      case wallTime
      case amplitude
      case acceleration
      case hand
    }
    public var limit: Limit
    /// 1 is all of it.
    public var share: Double
  }

  /// Driven time and rests, without waits: the least and the most.
  public var shortest: Interval
  public var longest: Interval
  /// With every wait waited for.
  public var wall: Interval
  public var energised: Interval
  /// In order of first treatment; of each the longest it may be driven.
  public var treatments: [TimelineSummary.Treatment]
  public var frequency: Peak
  public var amplitude: Peak
  public var acceleration: Peak
  /// What the program asks, before the slew limiter: mm/s and Hz/s.
  public var amplitudeSlew: Peak
  public var frequencySlew: Peak
  /// Points of the operator's hand at most, where the handle shakes with a quarter of the head [E].
  public var handPoints: Double
  /// Every limit, the nearest first.
  public var margins: [Margin]

  public var nearest: Margin? { margins.first }
}

extension CheckSummary {
  /// Sorts the margins anew.
  mutating func settle(_ zoneMaximum: (ZoneID, Side) -> Interval, _ session: Interval) {
    func share(_ a: Interval, _ b: Interval) -> Double {
      Double(a.milliseconds) / Double(max(b.milliseconds, 1))
    }
    margins.removeAll { margin in
      switch margin.limit {
      case .zoneTime, .sessionTime, .wallTime, .hand: true
      case .amplitude, .acceleration: false
      }
    }
    for one in treatments {
      margins.append(
        Margin(
          limit: .zoneTime(one.zone, one.side),
          share: share(one.energised, zoneMaximum(one.zone, one.side))))
    }
    margins.append(Margin(limit: .sessionTime, share: share(energised, session)))
    margins.append(Margin(limit: .wallTime, share: share(wall, Limits.deviceWallMaximum)))
    margins.append(
      Margin(limit: .hand, share: handPoints / Double(Limits.handPointsRefuse)))
    margins.sort { $0.share > $1.share }
  }
}
