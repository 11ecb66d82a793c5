// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Whether the head may move is a person's decision.
enum Consent {
  /// Asks, where somebody sits at a terminal; silence is no.
  static func ask() -> Bool {
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return false }
    let question = """
      Many rules can only be seen while the head moves.
      Take the massager OFF THE BODY and lay it down where it can shake. Keep its cable in reach.
      Type 'move' to agree, anything else to leave those rules out: 
      """
    FileHandle.standardError.write(Data(question.utf8))
    return readLine() == "move"
  }
}
