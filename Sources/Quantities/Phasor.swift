// SPDX-License-Identifier: Apache-2.0

/// A sine of known frequency as in-phase and quadrature parts against a reference phase.
///
/// A signal a(t) = I·cos φ − Q·sin φ is written A = I + jQ with a(t) = Re(A·e^{jφ}), φ the drive's
/// phase; so Q is positive when the signal leads. The unit is whatever the variable's name says.
@frozen public struct Phasor: Hashable, Sendable, BitwiseCopyable {
  public var inPhase: Float
  public var quadrature: Float

  @inlinable public init(inPhase: Float, quadrature: Float) {
    self.inPhase = inPhase
    self.quadrature = quadrature
  }
  @inlinable public static var zero: Phasor { Phasor(inPhase: 0, quadrature: 0) }

  @inlinable public var magnitudeSquared: Float { inPhase * inPhase + quadrature * quadrature }
  @inlinable public var magnitude: Float { PortableMath.squareRoot(magnitudeSquared) }

  @inlinable public static func == (a: Phasor, b: Phasor) -> Bool {
    a.inPhase == b.inPhase && a.quadrature == b.quadrature
  }
  @inlinable public static func + (a: Phasor, b: Phasor) -> Phasor {
    Phasor(inPhase: a.inPhase + b.inPhase, quadrature: a.quadrature + b.quadrature)
  }
  @inlinable public static func - (a: Phasor, b: Phasor) -> Phasor {
    Phasor(inPhase: a.inPhase - b.inPhase, quadrature: a.quadrature - b.quadrature)
  }
  @inlinable public static func * (a: Phasor, b: Phasor) -> Phasor {
    Phasor(
      inPhase: a.inPhase * b.inPhase - a.quadrature * b.quadrature,
      quadrature: a.inPhase * b.quadrature + a.quadrature * b.inPhase)
  }
  @inlinable public static func * (a: Phasor, s: Float) -> Phasor {
    Phasor(inPhase: a.inPhase * s, quadrature: a.quadrature * s)
  }
  /// The quotient; zero when the divisor is zero.
  @inlinable public static func / (a: Phasor, b: Phasor) -> Phasor {
    let d = b.magnitudeSquared
    guard d > 0 else { return .zero }
    return Phasor(
      inPhase: (a.inPhase * b.inPhase + a.quadrature * b.quadrature) / d,
      quadrature: (a.quadrature * b.inPhase - a.inPhase * b.quadrature) / d)
  }
}
