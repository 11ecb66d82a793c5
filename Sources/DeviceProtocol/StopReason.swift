// SPDX-License-Identifier: Apache-2.0

/// Why a host stops.
public enum StopReason: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case user = 1
  case leaseEnded = 2
  case clientGone = 3
  case shutdown = 4
  case fault = 5
  case programEnded = 6
  case limit = 7
  case telemetryStale = 8
  case hostGap = 9
}
