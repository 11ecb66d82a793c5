// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// Turns what comes off one tape into lines of text (`docs/reference/recordings.md`).
public struct TapeText {
  /// The first line of every recording.
  public static let title = "tonus-recording 1"

  let number: Int
  private let tape: Tape
  private var lastTick: Instant?
  /// Ticks that neither took nor said anything share a line.
  private var isOnTick = false
  /// Entries that found no room, since the beginning.
  public private(set) var lost = 0
  /// Messages either way, since the beginning.
  public private(set) var messages = 0
  /// Everything that will ever be on the tape has been read.
  public private(set) var isOver = false

  public init(_ tape: Tape, number: Int) {
    self.tape = tape
    self.number = number
  }

  /// Names the device; stands before its first line.
  public var header: String {
    let serial = tape.serial.map { "serial \($0) " } ?? ""
    return "device \(number) nonce \(tape.nonce) \(serial)\(tape.name)\n"
  }

  /// Appends everything that is on the tape now.
  public mutating func read(into text: inout String) {
    // Asked first: what was noted before the end is there by then.
    let isEnded = tape.isEnded
    defer { isOver = isEnded }
    let missing = tape.takeLost()
    if missing > 0 {
      lost += missing
      line("x \(missing)", &text)
    }
    while let entry = tape.next() { read(entry, &text) }
  }

  /// Ends the line that is open.
  public mutating func finish(into text: inout String) {
    if isOnTick { text += "\n" }
    isOnTick = false
  }

  private mutating func read(_ entry: Tape.Entry, _ text: inout String) {
    switch entry {
    case .up: line("= up", &text)
    case .down: line("= down", &text)
    case .command: line("= \(tape.takeAnnounced() ?? "?")", &text)
    case .stop(let reason, let sentAs):
      line("s \(reason.rawValue) \(sentAs.map { String($0) } ?? "-")", &text)
    case .message(let message, let sequence, let received):
      messages += 1
      line("< \(received.nanoseconds) \(Hex.text(message.payload(sequence: sequence)))", &text)
    case .said(let message, let sequence):
      messages += 1
      line("> \(Hex.text(message.payload(sequence: sequence)))", &text)
    case .tick(let now): tick(now, &text)
    }
  }

  private mutating func tick(_ now: Instant, _ text: inout String) {
    if isOnTick, let lastTick {
      text += " \((now - lastTick).nanoseconds)"
    } else {
      text += "\(number) t \(now.nanoseconds)"
      isOnTick = true
    }
    lastTick = now
  }

  private mutating func line(_ words: String, _ text: inout String) {
    finish(into: &text)
    text += "\(number) \(words)\n"
  }
}

/// Bytes as pairs of lower-case digits.
enum Hex {
  private static let digits = Array("0123456789abcdef".utf8)

  static func text(_ payload: Payload) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(payload.count * 2)
    for index in 0..<payload.count {
      text.append(digits[Int(payload[index] >> 4)])
      text.append(digits[Int(payload[index] & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  static func payload(_ text: Substring) -> Payload? {
    let digits = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count % 2 == 0, digits.allSatisfy({ $0 != nil }) else { return nil }
    let values = digits.compactMap(\.self)
    let bytes = stride(from: 0, to: values.count, by: 2).map {
      UInt8(values[$0] << 4 | values[$0 + 1])
    }
    return Payload(bytes: bytes.span)
  }
}
