// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

extension Bench {
  /// A ping with `token` as the main line carries it.
  func pingFrame(token: UInt32) -> [UInt8] {
    main.encode(.ping(Ping(token: token)), number: main.next())
  }

  /// Sends what must be refused so many times, and that it was not taken for a ping with `token`.
  func demandRefused(_ bytes: [UInt8], times: UInt32 = 1, token: UInt32 = 0) throws(Finding) {
    let before = try condition().framesRefused
    try main.send(bytes: bytes)
    let answered = try rest(40).filter { one in
      if case .pong(let pong) = one.message { return pong.token == token }
      if case .answer = one.message { return true }
      return false
    }
    guard answered.isEmpty else {
      throw .failed(expected: "no answer to what is refused", got: Bench.tail(answered))
    }
    let after = try condition()
    guard after.framesRefused &- before == times else {
      throw .failed(
        expected: "framesRefused in condition to rise by \(times)",
        got: ["\(before) before, \(after.framesRefused) after", Words.of(.condition(after))])
    }
  }
}
