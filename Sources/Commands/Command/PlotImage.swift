// SPDX-License-Identifier: Apache-2.0

import Plot

/// The kinds of image that a plot is written as, by the end of the file's name.
enum PlotImage: Hashable {
  case vector
  case pixels

  init?(path: String) {
    let name = path.lowercased()
    if name.hasSuffix(".svg") {
      self = .vector
    } else if name.hasSuffix(".png") {
      self = .pixels
    } else {
      return nil
    }
  }

  func bytes(_ drawing: Drawing) -> [UInt8] {
    switch self {
    case .vector: Array(VectorGraphics.text(drawing).utf8)
    case .pixels: PortableImage.bytes(Raster(drawing))
    }
  }
}
