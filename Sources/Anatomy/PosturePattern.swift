// SPDX-License-Identifier: Apache-2.0

/// The four posture patterns of the first seed; somebody may have one, two or three at once.
public enum PosturePattern: String, Hashable, Sendable, Codable, CaseIterable {
  /// Forward head and neck.
  case forwardHead = "forward-head"
  /// Forward-tipped pelvis.
  case forwardPelvis = "forward-pelvis"
  /// Backward-tipped pelvis.
  case backwardPelvis = "backward-pelvis"
  /// One hip higher than the other.
  case highHip = "high-hip"
}
