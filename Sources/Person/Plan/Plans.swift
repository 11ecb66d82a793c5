// SPDX-License-Identifier: Apache-2.0

import Anatomy
import Programs
import Yams

/// The plans that ship.
public enum Plans {
  /// In the order they are listed.
  public static let all: [Plan] = {
    do {
      return try read(String(decoding: PackageResources.plans_yaml, as: UTF8.self))
    } catch {
      // The files are compiled in and each one is proved by a test.
      preconditionFailure("plans.yaml: \(error)")
    }
  }()

  public static func named(_ name: String) -> Plan? { all.first { $0.name == name } }

  /// The plans nearest to a name that does not exist.
  public static func suggestions(for name: String) -> [String] {
    EditDistance.nearest(to: name, in: all.map(\.name)).map { [$0] }
      ?? all.map(\.name).filter { $0.contains(name.lowercased()) }
  }

  /// What every plan may use, by its path in the bundle.
  public static let parts: [String: String] = {
    let files: [(String, [UInt8])] = [
      ("relax", PackageResources.part_relax_yaml), ("deep", PackageResources.part_deep_yaml),
      ("trigger-point", PackageResources.part_trigger_point_yaml),
      ("neck", PackageResources.part_neck_yaml),
      ("facilitate", PackageResources.part_facilitate_yaml),
    ]
    return Dictionary(
      uniqueKeysWithValues: files.map { ("parts/\($0).yaml", String(decoding: $1, as: UTF8.self)) })
  }()

  /// A text with the parts it uses.
  static func bundle(_ name: String, _ text: String) -> ProgramBundle {
    let main = "\(name).yaml"
    var files = parts.filter { text.contains($0.key) }
    files[main] = text
    return ProgramBundle(main: main, files: files)
  }

  private static func read(_ text: String) throws(QuestionnaireError) -> [Plan] {
    let document = try QuestionReader.decode(PlansDocument.self, text)
    guard document.schema == PlansDocument.schema else {
      throw .unreadable("schema '\(document.schema)' is not '\(PlansDocument.schema)'")
    }
    var plans: [Plan] = []
    for entry in document.plans {
      guard let bytes = files[entry.name] else { throw .unreadable("no file for '\(entry.name)'") }
      plans.append(
        Plan(
          name: entry.name, about: entry.about,
          provenance: try Provenance(
            entry.source, entry.standing, in: document.sources, for: entry.name),
          pattern: entry.pattern, needsSide: entry.side == "needed",
          written: bundle(entry.name, String(decoding: bytes, as: UTF8.self))))
    }
    return plans
  }

  private static let files: [String: [UInt8]] = [
    "back-7": PackageResources.back_7_yaml,
    "intrinsic-segmental": PackageResources.intrinsic_segmental_yaml,
    "forward-head": PackageResources.forward_head_yaml,
    "forward-pelvis": PackageResources.forward_pelvis_yaml,
    "backward-pelvis": PackageResources.backward_pelvis_yaml,
    "high-hip": PackageResources.high_hip_yaml,
    "sitting-day": PackageResources.sitting_day_yaml,
    "gentle": PackageResources.gentle_yaml,
  ]
}

/// The list of plans as it is written.
private struct PlansDocument: Decodable {
  struct Entry: Decodable {
    let name: String
    let about: String
    let pattern: PosturePattern?
    let side: String?
    let source: [String]
    let standing: Standing
  }

  static let schema = "tonus-plans/1"

  let schema: String
  let sources: [String: String]
  let plans: [Entry]
}
