// SPDX-License-Identifier: Apache-2.0

/// Prints measured figures, for people or for programs.
struct FigureReport {
  let json: Bool

  func add(_ key: String, _ value: Float) {
    let rounded = (value * 1000).rounded() / 1000
    if json {
      print("{\"key\": \"\(key)\", \"value\": \(rounded)}")
    } else {
      print("\(key)  \(rounded)")
    }
  }
}
