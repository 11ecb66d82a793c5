// SPDX-License-Identifier: Apache-2.0
import Envelope
import Quantities

/// What a client asks to start: who is treated, where, and how to prove it.
public struct Undertaking: Sendable {
  public var subject: String
  public var title: String
  /// The zone-sides in the order of the program.
  public var treatments: [Treatment]
  /// What is left of the amplitude from the beginning, as after a `soften`; 1 for all of it.
  public var factor: Float = 1
  /// A pain that was said before it begins, 0…10.
  public var pain: UInt8?
  /// Proves the program under the conditions of the moment; called once, after every gate before it
  /// has passed.
  public var prove: @Sendable (ProofConditions) -> Result<ProvedProgram, ProofFailure>

  public init(
    subject: String, title: String, treatments: [Treatment],
    prove: @escaping @Sendable (ProofConditions) -> Result<ProvedProgram, ProofFailure>
  ) {
    self.subject = subject
    self.title = title
    self.treatments = treatments
    self.prove = prove
  }
}

/// One zone-side with the limits that the ledger is asked about (domain.md §4.3).
public struct Treatment: Hashable, Sendable {
  public var zoneSide: ZoneSide
  /// The most energised time of one application.
  public var applicationMax: Interval
  /// The most energised time of one day.
  public var dailyMax: Interval
  /// Rest after an application that reached its cap.
  public var restAfterCap: Interval
  /// Amplitude factor of the first three sessions, 0…1.
  public var firstSessionsFactor: Float
  /// The largest step up of the amplitude at once, a share of what it is.
  public var amplitudeStepMaximum: Float
  /// Why the zone is refused altogether; nil for one that may be treated.
  public var locked: String?
  /// What to treat instead of a locked zone.
  public var safeNeighbour: String?

  public init(
    zoneSide: ZoneSide, applicationMax: Interval, dailyMax: Interval, restAfterCap: Interval,
    firstSessionsFactor: Float, amplitudeStepMaximum: Float, locked: String? = nil,
    safeNeighbour: String? = nil
  ) {
    self.zoneSide = zoneSide
    self.applicationMax = applicationMax
    self.dailyMax = dailyMax
    self.restAfterCap = restAfterCap
    self.firstSessionsFactor = firstSessionsFactor
    self.amplitudeStepMaximum = amplitudeStepMaximum
    self.locked = locked
    self.safeNeighbour = safeNeighbour
  }
}

/// What holds now for this person and this device.
public struct ProofConditions: Sendable {
  /// Amplitude factor in force for each treatment, 0…1: 1 after the first three sessions.
  public var amplitudeFactors: [ZoneSide: Float]
  /// What may not be treated with the profile that wakes a weak muscle.
  public var notFacilitated: Set<ZoneSide>
  /// What the connected device can do.
  public var device: Bounds

  public init(
    amplitudeFactors: [ZoneSide: Float], notFacilitated: Set<ZoneSide> = [], device: Bounds
  ) {
    self.amplitudeFactors = amplitudeFactors
    self.notFacilitated = notFacilitated
    self.device = device
  }
}

/// Why a program was not proved, one sentence for each problem.
public struct ProofFailure: Error, Hashable, Sendable {
  public var problems: [String]
  public init(problems: [String]) { self.problems = problems }
}
