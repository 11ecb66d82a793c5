// SPDX-License-Identifier: Apache-2.0

/// Reads the text of a program.
public enum ProgramParser {
  /// The largest text that is read, in bytes.
  public static let largestText = 1 << 20

  public static func parse(_ text: String) -> Result<Program, Problems> {
    .failure(Problems([Problem(.syntax, nil, "not yet")]))
  }
}
