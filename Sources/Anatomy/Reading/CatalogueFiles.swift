// SPDX-License-Identifier: Apache-2.0
import Yams

/// The files of the catalogue, as they are compiled in.
enum CatalogueFiles {
  /// One file of zones for each group.
  static var zones: [(name: String, bytes: [UInt8])] {
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

  static func readAll() throws(CatalogueError) -> Catalogue {
    let sources = try SourceList(
      compose(PackageResources.sources_yaml, "sources"), file: "sources.yaml")
    var all: [Zone] = []
    for (name, bytes) in zones {
      all += try CatalogueReader(file: name + ".yaml", sources: sources).read(compose(bytes, name))
    }
    return try Catalogue(
      zones: all,
      noGo: PlaceReader(file: "no-go.yaml", sources: sources).regions(
        compose(PackageResources.no_go_yaml, "no-go")),
      sites: PlaceReader(file: "sites.yaml", sources: sources).sites(
        compose(PackageResources.sites_yaml, "sites")),
      seventeen: PlaceReader(file: "seventeen.yaml", sources: sources).seventeen(
        compose(PackageResources.seventeen_yaml, "seventeen")))
  }

  private static func compose(_ bytes: [UInt8], _ name: String) throws(CatalogueError) -> Node {
    let root: Node?
    do {
      root = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self), .basic)
    } catch {
      throw CatalogueError(file: name + ".yaml", line: 0, message: "\(error)")
    }
    guard let root else {
      throw CatalogueError(file: name + ".yaml", line: 1, message: "the file is empty")
    }
    return root
  }
}
