// SPDX-License-Identifier: Apache-2.0

/// The files of the presets, as they are compiled in; in the order they are listed.
enum PresetFiles {
  static var all: [(name: String, bytes: [UInt8])] {
    [
      ("group-1-intrinsic-spinal", PackageResources.group_1_intrinsic_spinal_yaml),
      ("group-2-erector-spinae", PackageResources.group_2_erector_spinae_yaml),
      ("group-3-quadratus-lumborum", PackageResources.group_3_quadratus_lumborum_yaml),
      ("group-4-gluteus-maximus", PackageResources.group_4_gluteus_maximus_yaml),
      ("group-5-gluteus-medius-minimus", PackageResources.group_5_gluteus_medius_minimus_yaml),
      ("group-6-iliopsoas", PackageResources.group_6_iliopsoas_yaml),
      ("group-7-deep-hip", PackageResources.group_7_deep_hip_yaml),
    ]
  }

  static var zone: [UInt8] { PackageResources.zone_yaml }
}
