// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Where the programs are that a benchmark starts.
enum ProgramsFolder {
  /// The folder named, or the one this program lies in.
  static func resolve(_ path: String?) -> URL {
    if let path { return URL(fileURLWithPath: path) }
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "."
    return URL(fileURLWithPath: own).deletingLastPathComponent()
  }
}
