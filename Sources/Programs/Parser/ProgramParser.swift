// SPDX-License-Identifier: Apache-2.0

/// Reads the text of a program.
///
/// What comes back is the program as written, or every problem of its text. Zones and limits are
/// the ``Checker``'s.
public enum ProgramParser {
  /// The largest text that is read, in bytes.
  public static let largestText = 1 << 20
  /// How deep lists and mappings may nest.
  public static let deepest = 16
  /// Problems told at once; a text with more has one cause.
  public static let mostProblems = 50

  public static func parse(_ text: String) -> Result<Program, Problems> {
    YamlText.compose(text).flatMap { root in
      var reader = ProgramReader()
      let program = reader.read(root)
      guard let program, reader.problems.isEmpty else {
        let found =
          reader.problems.isEmpty
          ? [Problem(.syntax, nil, "the text holds no program")] : reader.problems
        return .failure(Problems(Array(found.prefix(mostProblems))))
      }
      return .success(program)
    }
  }
}
