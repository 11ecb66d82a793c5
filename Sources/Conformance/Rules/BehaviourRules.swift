// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// What holds for everything a device has sent in the whole examination.
enum BehaviourRules {
  static let all: [Rule] = [
    Rule("8", "strict", "Every frame of the device is whole and well-formed.", [], strict),
    Rule("6", "sequence", "The device's numbers go up by one.", [], sequence),
  ]

  private static func strict(_ bench: Bench) throws(Finding) {
    // Some traffic, in case these are the only rules that are asked for.
    for _ in 0..<20 { try bench.ping() }
    try bench.rest(300)
    guard bench.main.unreadable.isEmpty else {
      throw .failed(expected: "frames and messages as in §3, §4 and §8", got: bench.main.unreadable)
    }
  }

  private static func sequence(_ bench: Bench) throws(Finding) {
    for _ in 0..<20 { try bench.ping() }
    try bench.rest(300)
    guard bench.main.misnumbered.isEmpty else {
      throw .failed(expected: "each number one above the last", got: bench.main.misnumbered)
    }
  }
}
