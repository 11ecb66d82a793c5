// SPDX-License-Identifier: Apache-2.0

/// What stands where a quantity is wanted: the quantity itself, or the name of a parameter.
///
/// Expressions of time become further cases; whoever switches over this has to say what they mean.
public enum Amount: Hashable, Sendable, Codable {
  case quantity(Quantity)
  case parameter(String)
}
