// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

/// §11.1: before the first hello.
enum UntouchedRules {
  static let all: [Rule] = [
    Rule(
      "11.1", "silent", "Nothing is sent unasked before a hello.", [.untouched], silent)
  ]

  private static func silent(_ bench: Bench) throws(Finding) {
    let heard = try bench.listen(400)
    guard heard.isEmpty else {
      throw .failed(expected: "silence for 400 ms before the first hello", got: Bench.tail(heard))
    }
  }
}
