// SPDX-License-Identifier: Apache-2.0
public import Anatomy
public import Envelope
public import Quantities

/// Proves a program before it runs.
///
/// Nothing runs that was not checked.
///
/// Every moment of every step is shown to lie inside zone box ∩ class ∩ person ∩ device, every
/// zone-side inside its time for one application, and the whole inside the session's.
public enum Checker {
  /// How long a `move` waits that does not say [E].
  public static let defaultWait = Interval.seconds(Int64(120))
  /// How long a `move` may wait [E].
  public static let longestWait = Interval.seconds(Int64(600))
  /// The shortest `hold`, `ramp` and `rest`: less than the stop ramp is no step.
  public static let shortestStep = Limits.stopRamp
  /// How long an `ask` waits that does not say [E].
  public static let askWait = Interval.seconds(Int64(30))
  /// How often a `repeat` or a `sweep` may turn.
  public static let mostTimes = 1000
  /// Parts of time and parameters that the proofs of one program may look at.
  static let budget = 100_000
  /// Parts that the proof of one step may look at.
  static let stepBudget = 10_000
  /// A `hold` longer than this is a warning: nothing changes, and who holds the head forgets it [E].
  public static let longHold = Interval.seconds(Int64(180))
  /// Steps a program may have.
  public static let mostSteps = 10_000
  /// Steps that are looked at while a program is written out, those that hold others too.
  static let mostVisits = 20 * mostSteps
  /// Standstill between two profiles on one zone: changing profile passes through zero.
  public static let profileChange = Interval.seconds(Int64(1))

  /// The timeline of a program for these arguments, this person and this device, or everything that
  /// is wrong with it.
  ///
  /// - Parameter device: what the connected device can do.
  public static func prove(
    _ program: Program, arguments: ProgramArguments = ProgramArguments(),
    catalogue: Catalogue = .standard, person: PersonLimits = .unrestricted, device: Bounds
  ) -> Result<Timeline, Problems> {
    var compiler = Compiler(
      program: program, arguments: arguments, catalogue: catalogue, person: person, device: device)
    compiler.run()
    let errors = compiler.problems.filter { $0.severity == .error }
    guard errors.isEmpty else { return .failure(Problems(compiler.problems)) }
    return .success(compiler.timeline())
  }

  /// The timeline of a program's text.
  public static func prove(
    text: String, arguments: ProgramArguments = ProgramArguments(),
    catalogue: Catalogue = .standard, person: PersonLimits = .unrestricted, device: Bounds
  ) -> Result<Timeline, Problems> {
    ProgramParser.parse(text).flatMap {
      prove(
        $0, arguments: arguments, catalogue: catalogue, person: person, device: device)
    }
  }
}
