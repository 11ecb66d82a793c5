// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The plant's own account of when the head moved, as `tonus-sim --truth FILE` writes it: a line
/// `<CLOCK_BOOTTIME µs> moving` or `<CLOCK_BOOTTIME µs> still` at every change.
public struct Truth {
  private var changes: [(microseconds: Int64, moving: Bool)] = []

  public init(_ file: URL) {
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 2, let time = Int64(words[0]) else { continue }
      changes.append((time, words[1] == "moving"))
    }
  }

  public var isMoving: Bool { changes.last?.moving ?? false }

  /// When motion ended after `cause`, or nil while the head moves.
  ///
  /// A still head that stopped before `cause` gives `cause` itself.
  public func stillSince(_ cause: Int64) -> Int64? {
    guard let last = changes.last, !last.moving else { return nil }
    return max(last.microseconds, cause)
  }

  /// How often the head began to move after `moment`.
  public func beginnings(after moment: Int64) -> Int {
    changes.count { $0.moving && $0.microseconds > moment }
  }

  /// CLOCK_BOOTTIME in microseconds, the clock of the truth file.
  public static var now: Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_BOOTTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
