// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// Numbers what goes out, and waits for the answer to one command at a time.
struct Courier: Sendable, BitwiseCopyable {
  /// A command without an answer for this long is uncertain.
  static var patience: Interval { .milliseconds(120) }

  private(set) var sequence: UInt16 = 0
  private(set) var kind: CommandKind?
  private(set) var pendingSequence: UInt16 = 0
  private(set) var sent = Instant.zero
  /// The deadline passed: what happened has to be found out before anything else is commanded.
  var isUncertain = false
  /// The latch a pending clear names.
  var latch: UInt16 = 0
  var latchCause = LatchCause.stopCommand

  /// The next sequence number.
  mutating func number() -> UInt16 {
    sequence &+= 1
    return sequence
  }

  /// Another has used a number: it is not given again.
  mutating func pass(_ number: UInt16) {
    let ahead = number &- sequence
    if ahead < 0x8000 { sequence = number }
  }

  var isBusy: Bool { kind != nil }

  /// Remembers that an answer is due.
  mutating func expect(_ kind: CommandKind, sequence: UInt16, at now: Instant) {
    self.kind = kind
    pendingSequence = sequence
    sent = now
    isUncertain = false
  }

  /// Whether `answer` is the one that is waited for.
  func matches(_ answer: Answer) -> Bool {
    guard let kind, answer.sequence == pendingSequence else { return false }
    return answer.type == kind.messageType
  }

  mutating func settle() {
    kind = nil
    isUncertain = false
  }

  /// True once, when the answer has become overdue.
  mutating func becomesUncertain(at now: Instant) -> Bool {
    guard kind != nil, !isUncertain, now - sent >= Self.patience else { return false }
    isUncertain = true
    return true
  }
}

extension CommandKind {
  /// The type byte of the message, which its answer repeats.
  var messageType: UInt8 {
    switch self {
    case .hello: 0x01
    case .arm: 0x02
    case .disarm: 0x03
    case .clear: 0x06
    case .rates: 0x07
    }
  }
}
