// SPDX-License-Identifier: Apache-2.0

/// The outline of the whole body.
enum Outline {
  static let whole: [MapPoint] = {
    let half = Geometry.standard.outline
    return half + half.reversed().map(\.mirrored).filter { $0.x != 0 }
  }()
}
