// SPDX-License-Identifier: Apache-2.0

/// A way of treating a zone.
///
/// Changing it passes through zero.
///
/// Bands and times are those of domain.md §2.3; each zone carries its own box for each of its
/// profiles.
public enum ProfileID: String, Hashable, Sendable, Codable, CaseIterable {
  /// A tight muscle: 20–50 Hz, 1.5–3 mm. What an unknown state gets where the zone has it.
  case relax
  /// Dwell on one trigger point: 30–50 Hz, 1–2 mm.
  case triggerPoint = "trigger-point"
  /// Deep muscles under a large pad: 20–45 Hz, 1.5–4 mm.
  case deep
  /// The back of the neck: 20–30 Hz, 0.3–1 mm, at most 2 g and 60 s.
  case neck
  /// A weak muscle under light contraction: 80–100 Hz, 0.2–0.5 mm. Never on a tight zone.
  case facilitate
}
