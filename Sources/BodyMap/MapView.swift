// SPDX-License-Identifier: Apache-2.0
import Anatomy

/// The side of the body that a figure shows.
public enum MapView: String, Hashable, Sendable, CaseIterable {
  case front
  case back

  /// Whether this side of the subject lies to the right of the figure's midline.
  ///
  /// From behind, the subject's right is the viewer's; from the front it is the other way round.
  func isRight(_ side: Side) -> Bool {
    switch (self, side) {
    case (.back, .right), (.front, .left): true
    case (.back, .left), (.front, .right), (_, .midline): false
    }
  }
}
