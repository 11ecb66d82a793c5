// SPDX-License-Identifier: Apache-2.0

/// Reads the text of a program.
///
/// What comes back is the program as written, or every problem of its text. Zones and limits are
/// the ``Checker``'s.
public enum ProgramParser {
  /// The largest text that is read, in bytes.
  public static let largestText = 1 << 20
  /// How deep lists and mappings may nest.
  public static let deepest = 80
  /// How deep lists of steps may nest, and programs that use each other.
  public static let deepestSteps = 16
  /// Problems told at once; a text with more has one cause.
  public static let mostProblems = 50

  /// A program that uses no other.
  public static func parse(_ text: String) -> Result<Program, Problems> {
    parse(ProgramBundle(text: text))
  }

  /// A program with everything it uses.
  public static func parse(_ bundle: ProgramBundle) -> Result<Program, Problems> {
    var reader = BundleReader(bundle)
    guard let program = reader.program() else {
      let found =
        reader.problems.isEmpty
        ? [Problem(.syntax, nil, "the text holds no program")] : reader.problems
      return .failure(Problems(Array(found.prefix(mostProblems))))
    }
    return .success(program)
  }
}
