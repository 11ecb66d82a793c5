// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// §11.2 and §11.3: the tighter of two envelopes holds.
enum EnvelopeRules {
  static let all: [Rule] = [
    Rule(
      "11.2", "empty", "Of an arm that shares nothing with the device nothing is left.", [.motion],
      empty),
    Rule(
      "11.2", "nothing", "An arm from 0 Hz, or without drive or time, is outsideEnvelope.",
      [.motion], nothing),
    Rule("11.3", "band", "A frequency outside the arm's band is void.", [.motion], band),
    Rule("11.3", "amplitude", "An amplitude above the arm's is void.", [.motion], amplitude),
    Rule(
      "11.3", "acceleration", "An amplitude that exceeds the arm's acceleration is void.",
      [.motion], acceleration),
    Rule("11.3", "drive", "A drive above the arm's is void.", [.motion], drive),
    Rule(
      "11.3", "own", "What exceeds the device's own envelope is void in any arm.", [.motion], own),
  ]

  private static func empty(_ bench: Bench) throws(Finding) {
    let one = try bench.actuator
    guard one.frequencyMaxCentihertz < 65_000 else {
      throw .notApplicable("it has no highest frequency")
    }
    var request = try bench.armRequest()
    request.frequencyMinCentihertz = one.frequencyMaxCentihertz + 100
    request.frequencyMaxCentihertz = one.frequencyMaxCentihertz + 200
    try bench.demand(.arm(request), .outsideEnvelope)
    request = try bench.armRequest()
    request.frequencyMinCentihertz = one.frequencyMaxCentihertz
    request.frequencyMaxCentihertz = one.frequencyMaxCentihertz - 1
    try bench.demand(.arm(request), .outsideEnvelope)
  }

  private static func nothing(_ bench: Bench) throws(Finding) {
    var request = try bench.armRequest()
    request.driveMaxTenthMilliamperes = 0
    try bench.demand(.arm(request), .outsideEnvelope)
    request = try bench.armRequest()
    request.energisedMaxMilliseconds = 0
    try bench.demand(.arm(request), .outsideEnvelope)
    request = try bench.armRequest()
    request.frequencyMinCentihertz = 0
    try bench.demand(.arm(request), .outsideEnvelope)
  }

  /// Arms within a part of what the device can, and sends one setpoint beyond that part.
  private static func demandVoid(
    _ bench: Bench, _ why: String, arm change: (inout Arm) -> Void,
    setpoint beyond: (inout Setpoint) -> Void
  ) throws(Finding) {
    var request = try bench.armRequest()
    change(&request)
    try bench.arm(request)
    try bench.condition()
    var setpoint = try bench.setpoint(request)
    beyond(&setpoint)
    try bench.demandVoid(setpoint, why: why)
  }

  private static func band(_ bench: Bench) throws(Finding) {
    let centre = try bench.frequency
    let one = try bench.actuator
    guard one.frequencyMaxCentihertz > centre &+ 200 else {
      throw .notApplicable("its band is too narrow")
    }
    try demandVoid(bench, "its frequency is above the arm's band") {
      $0.frequencyMaxCentihertz = centre
    } setpoint: {
      $0.frequencyCentihertz = centre + 200
    }
  }

  private static func amplitude(_ bench: Bench) throws(Finding) {
    let gentle = try bench.gentle
    guard gentle > 20 else { throw .notApplicable("its amplitudes are too small") }
    try demandVoid(bench, "its amplitude is above the arm's") {
      $0.amplitudeMaxMicrometers = gentle / 2
    } setpoint: {
      $0.amplitudeMicrometers = gentle / 2 + 5
    }
  }

  private static func acceleration(_ bench: Bench) throws(Finding) {
    let (gentle, frequency) = (try bench.gentle, try bench.frequency)
    let reach = Bench.amplitude(milligravities: 1000, centihertz: frequency)
    // An acceleration that half of the gentle amplitude reaches.
    let half = UInt16(max(1, Float(gentle) / 2 / reach * 1000))
    try demandVoid(bench, "its amplitude exceeds the arm's acceleration at this frequency") {
      $0.accelerationMaxMilligravities = half
    } setpoint: {
      $0.amplitudeMicrometers = gentle
    }
  }

  private static func drive(_ bench: Bench) throws(Finding) {
    let gentle = try bench.gentleDrive
    guard gentle > 20 else { throw .notApplicable("it regulates the drive itself") }
    try demandVoid(bench, "its drive is above the arm's") {
      $0.driveMaxTenthMilliamperes = gentle / 2
    } setpoint: {
      $0.driveTenthMilliamperes = gentle / 2 + 10
    }
  }

  private static func own(_ bench: Bench) throws(Finding) {
    let one = try bench.actuator
    let lowest = one.frequencyMinCentihertz
    let reach = Bench.amplitude(
      milligravities: Float(one.accelerationMaxMilligravities), centihertz: lowest)
    let most = min(Float(one.amplitudeMaxMicrometers), reach)
    guard most < 60_000 else { throw .notApplicable("it has no largest amplitude") }
    try demandVoid(bench, "its amplitude is above what the device itself allows") {
      $0.amplitudeMaxMicrometers = .max
      $0.accelerationMaxMilligravities = .max
    } setpoint: {
      $0.frequencyCentihertz = lowest
      $0.amplitudeMicrometers = UInt16(most) + 20
    }
  }
}
