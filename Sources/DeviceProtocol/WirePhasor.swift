// SPDX-License-Identifier: Apache-2.0

/// In-phase and quadrature as carried; the field says the step.
public struct WirePhasor: Hashable, Sendable, BitwiseCopyable {
  public var inPhase: Int16
  public var quadrature: Int16
  public init(inPhase: Int16, quadrature: Int16) {
    self.inPhase = inPhase
    self.quadrature = quadrature
  }
  public static var zero: WirePhasor { WirePhasor(inPhase: 0, quadrature: 0) }
}
