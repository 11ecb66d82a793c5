// SPDX-License-Identifier: Apache-2.0

/// How much care a zone needs (domain.md §4.3).
///
/// The raw value is stored; never renumber.
public enum SafetyClass: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  /// Large superficial muscles.
  case a = 1
  /// Near organs, vessels or nerves.
  case b = 2
  /// The back of the neck: class B with tighter caps of its own.
  case neck = 3
  /// Refused. There is no unlock.
  case c = 4

  /// Whether a zone of this class may be treated at all.
  @inlinable public var isTreatable: Bool {
    switch self {
    case .a, .b, .neck: true
    case .c: false
    }
  }
}
