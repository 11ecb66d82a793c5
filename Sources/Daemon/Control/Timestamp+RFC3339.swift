// SPDX-License-Identifier: Apache-2.0
import Foundation
import Person

extension Timestamp {
  /// The moment in UTC, to the second: `2026-03-01T12:00:00Z`.
  var rfc3339: String {
    Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(.iso8601)
  }
}
