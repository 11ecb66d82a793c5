// SPDX-License-Identifier: Apache-2.0

/// The files of the catalogue, as they are compiled in.
enum CatalogueFiles {
  static var all: [(name: String, bytes: [UInt8])] {
    [
      ("intrinsic-spinal", PackageResources.intrinsic_spinal_yaml),
      ("erector-spinae", PackageResources.erector_spinae_yaml),
      ("extrinsic-back", PackageResources.extrinsic_back_yaml),
      ("posterior-abdominal", PackageResources.posterior_abdominal_yaml),
      ("scapular", PackageResources.scapular_yaml),
      ("rotator-cuff", PackageResources.rotator_cuff_yaml),
      ("shoulder-chest", PackageResources.shoulder_chest_yaml),
      ("anterior-neck", PackageResources.anterior_neck_yaml),
      ("abdominal", PackageResources.abdominal_yaml),
      ("gluteal", PackageResources.gluteal_yaml),
      ("deep-hip", PackageResources.deep_hip_yaml),
      ("hip", PackageResources.hip_yaml),
      ("thigh", PackageResources.thigh_yaml),
    ]
  }

  static func readAll() throws(CatalogueError) -> [Zone] {
    var zones: [Zone] = []
    for (name, bytes) in all {
      zones += try CatalogueReader(file: name + ".yaml").read(
        String(decoding: bytes, as: UTF8.self))
    }
    return zones
  }
}
