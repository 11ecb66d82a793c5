// SPDX-License-Identifier: Apache-2.0

/// Quantiles of some measured values.
struct Quantiles {
  private let sorted: [Float]

  init(_ values: [Float]) { sorted = values.sorted() }

  /// The smallest value that covers this share; 0 of nothing.
  func quantile(perMille: Int) -> Float {
    guard !sorted.isEmpty else { return 0 }
    return sorted[max(0, (sorted.count * perMille + 999) / 1000 - 1)]
  }

  var median: Float {
    guard !sorted.isEmpty else { return 0 }
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
