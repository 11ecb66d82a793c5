// SPDX-License-Identifier: Apache-2.0

/// The family a zone belongs to; one file of the catalogue each.
public enum ZoneGroup: String, Hashable, Sendable, Codable, CaseIterable {
  case intrinsicSpinal = "intrinsic-spinal"
  case erectorSpinae = "erector-spinae"
  case extrinsicBack = "extrinsic-back"
  case posteriorAbdominal = "posterior-abdominal"
  case scapular
  case rotatorCuff = "rotator-cuff"
  case shoulderChest = "shoulder-chest"
  case anteriorNeck = "anterior-neck"
  case abdominal
  case gluteal
  case deepHip = "deep-hip"
  case hip
  case thigh
}
