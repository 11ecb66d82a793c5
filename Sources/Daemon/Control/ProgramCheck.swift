// SPDX-License-Identifier: Apache-2.0

import Anatomy
import ControlAPI
import DeviceCore
import Envelope
import Programs
import Quantities
import Sessions

/// What `Check` does, without a daemon: for the reference device, and a person whose first sessions are
/// over.
public enum ProgramCheck {
  /// What the reference device can do.
  public static var referenceDevice: Bounds { DeviceConfiguration.reference().actuators[0].bounds }

  /// What would run, or why nothing does.
  public static func plan(_ target: Control.Target) throws(ControlError) -> Control.Plan {
    let catalogue = Catalogue.standard
    let resolved = try TargetResolver(catalogue: catalogue).resolve(target)
    try resolved.requireTreatable()
    var factors: [ZoneSide: Float] = [:]
    for treatment in resolved.treatments { factors[treatment.zoneSide] = 1 }
    let conditions = ProofConditions(amplitudeFactors: factors, device: referenceDevice)
    switch resolved.prove(conditions, catalogue: catalogue) {
    case .success(let program): return Control.Plan(program)
    case .failure(let problems): throw resolved.refusal(problems, name: target.programName)
    }
  }

  /// The timeline of what would run, or why nothing does.
  public static func timeline(_ target: Control.Target) throws(ControlError) -> Timeline {
    let catalogue = Catalogue.standard
    let resolved = try TargetResolver(catalogue: catalogue).resolve(target)
    try resolved.requireTreatable()
    guard case .program(let program, let arguments, _) = resolved.content else {
      throw .messageInvalid("A live stream has no timeline. Give a zone, a preset or a program.")
    }
    switch Checker.prove(
      program, arguments: arguments, catalogue: catalogue, device: referenceDevice)
    {
    case .success(let timeline): return timeline
    case .failure(let problems): throw resolved.refusal(problems, name: target.programName)
    }
  }
}

extension ResolvedTarget {
  /// Nothing that is locked is even looked at further.
  func requireTreatable() throws(ControlError) {
    for treatment in treatments {
      guard let reason = treatment.locked else { continue }
      throw .zoneLocked(
        reason, zone: treatment.zoneSide.zone, safeNeighbour: treatment.safeNeighbour)
    }
  }

  /// What stands against it, in the words of the interface.
  func refusal(_ problems: Problems, name: String?) -> ControlError {
    switch content {
    case .live: TargetResolver.invalidStream(title, problems.list)
    case .program(_, _, let bundle):
      TargetResolver.invalid(name ?? title, problems, bundle)
    }
  }
}
