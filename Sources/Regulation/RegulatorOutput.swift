// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Whether the head touches anything that loads it.
public enum Contact: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case unknown, touching, lifted
  /// Touching again; the amplitude is on its way back.
  case regaining
}

/// What keeps the drive below what the target asks for.
public enum Limiter: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case none
  /// The drive cap given with the step.
  case driveCap
  /// The drive that is safe in free air at this frequency.
  case freeAirSafe
  /// More amplitude would lose contact at this preload.
  case holdContact
  /// Contact is lost or just regained.
  case lifted
  /// No fresh measurement: nothing rises.
  case frozen
}

/// One step's result.
public struct RegulatorOutput: Hashable, Sendable, BitwiseCopyable {
  /// Peak drive current.
  public var drive: Current
  /// Measured, peak to peak; zero until there is a measurement.
  public var amplitude: Displacement
  public var contact: Contact
  public var limiter: Limiter

  public init(drive: Current, amplitude: Displacement, contact: Contact, limiter: Limiter) {
    self.drive = drive
    self.amplitude = amplitude
    self.contact = contact
    self.limiter = limiter
  }
}
