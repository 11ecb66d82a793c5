// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// A value of an option with a form of its own; one that has it not is told how it is written.
protocol WrittenArgument {
  /// As in `QL:left=tight`.
  static var form: String { get }

  /// Nil where the text has not the form.
  init?(argument: String)
}

extension WrittenArgument {
  static func read(_ text: String) throws -> Self {
    guard let value = Self(argument: text) else {
      throw ValidationError("write it as in \(form).")
    }
    return value
  }
}
