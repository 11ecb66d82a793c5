// SPDX-License-Identifier: Apache-2.0
import Yams

/// Reads the files under `Geometry/`; what stands in brackets at the end of a shape is its source.
struct GeometryReader {
  struct Problem: Error {
    let message: String
  }

  private let heights: [String: Float]

  static func readAll() throws -> Geometry {
    let body = try compose(PackageResources.body_yaml)
    var geometry = Geometry()
    for (name, value) in try fields(body["landmarks"]) {
      let words = try uncited(value).split(separator: " ")
      guard words.count == 2, words[1] == "mm", let height = Float(words[0]) else {
        throw Problem(message: "landmark \(name)")
      }
      geometry.heights[name] = height
    }
    let reader = GeometryReader(heights: geometry.heights)
    geometry.outline = try reader.points(body["outline"])
    for (view, lines) in try fields(body["bones"]) {
      guard let view = MapView(rawValue: view), let lines = lines.sequence else {
        throw Problem(message: "bones \(view)")
      }
      geometry.bones[view] = try lines.map { try reader.points($0["line"]) }
    }
    geometry.zones = try reader.shapes(compose(PackageResources.zones_yaml)["zones"])
    geometry.noGo = try reader.shapes(compose(PackageResources.no_go_yaml)["regions"])
    return geometry
  }

  private static func compose(_ bytes: [UInt8]) throws -> Node {
    guard let node = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self), .basic) else {
      throw Problem(message: "an empty file")
    }
    return node
  }

  private static func fields(_ node: Node?) throws -> [(String, Node)] {
    guard let mapping = node?.mapping else { throw Problem(message: "keys and values expected") }
    return mapping.map { ($0.key.string ?? "", $0.value) }
  }

  private static func uncited(_ node: Node?) throws -> Substring {
    guard let text = node?.scalar?.string, let end = text.lastIndex(of: "[") else {
      throw Problem(message: "a text with its source expected")
    }
    return text[..<end]
  }

  private func shapes(_ node: Node?) throws -> [String: Geometry.Shapes] {
    var found: [String: Geometry.Shapes] = [:]
    for (name, views) in try Self.fields(node) {
      for (view, list) in try Self.fields(views) {
        guard let view = MapView(rawValue: view), let list = list.sequence else {
          throw Problem(message: "\(name) \(view)")
        }
        found[name, default: [:]][view] = try list.map { try points($0) }
      }
    }
    return found
  }

  /// As in `9 L1-15, 24 L4`: millimetres from the midline, and a landmark with millimetres below it.
  private func points(_ node: Node?) throws -> [MapPoint] {
    try Self.uncited(node).split(separator: ",").map { text in
      let words = text.split(separator: " ")
      guard words.count == 2, let x = Float(words[0]), let y = height(words[1]) else {
        throw Problem(message: "'\(text)' is no point")
      }
      return MapPoint(x: x, y: y)
    }
  }

  private func height(_ text: Substring) -> Float? {
    if let height = heights[String(text)] { return height }
    guard let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }),
      let base = heights[String(text[..<sign])], let offset = Float(text[sign...])
    else { return nil }
    return base + offset
  }
}
