// SPDX-License-Identifier: Apache-2.0

/// What stands where a quantity is wanted.
public enum Amount: Hashable, Sendable, Codable {
  case quantity(Quantity)
  case parameter(String)
  /// Of parameters everywhere, of the time in the step only where a `wave` or `together` drives.
  indirect case expression(Formula)
}
