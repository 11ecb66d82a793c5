// SPDX-License-Identifier: Apache-2.0

/// How a program names a zone.
public enum ZoneReference: Hashable, Sendable, Codable {
  /// `$target`: the zone the caller names.
  case target
  /// An address or a common name that means one zone; the side may stay open.
  case named(String)
}
