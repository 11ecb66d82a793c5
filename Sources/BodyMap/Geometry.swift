// SPDX-License-Identifier: Apache-2.0
import Anatomy

/// The body that maps are drawn on, as its files have it: one half, in millimetres.
struct Geometry: Sendable {
  /// What a zone or region looks like from each side: closed shapes.
  typealias Shapes = [MapView: [[MapPoint]]]

  /// Millimetres below the crown, by landmark.
  var heights: [String: Float] = [:]
  var outline: [MapPoint] = []
  var bones: Shapes = [:]
  var zones: [String: Shapes] = [:]
  var noGo: [String: Shapes] = [:]

  static let standard: Geometry = {
    do {
      return try GeometryReader.readAll()
    } catch {
      // The files are compiled in, and every shape is read in the tests.
      preconditionFailure("The built-in body map does not read: \(error)")
    }
  }()

  /// From where to where a level reaches: half the way to the vertebrae above and below.
  func band(_ level: Level) -> ClosedRange<Float>? {
    let lower = level.lower ?? level.upper
    guard let top = heights[level.upper.description], let bottom = heights[lower.description] else {
      return nil
    }
    let heights = heights.values.sorted()
    let spine = Vertebra.all.compactMap { self.heights[$0.description] }
    let above = spine.last { $0 < top } ?? heights.first ?? top
    let below = spine.first { $0 > bottom } ?? bottom
    return ((above + top) / 2)...((bottom + below) / 2)
  }
}

extension Vertebra {
  /// From head to tail.
  static let all: [Vertebra] = {
    let names =
      (0...7).map { "C\($0)" } + (1...12).map { "T\($0)" } + (1...5).map { "L\($0)" }
      + (1...5).map { "S\($0)" }
    return names.compactMap { Vertebra($0) }
  }()
}
