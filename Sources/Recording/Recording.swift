// SPDX-License-Identifier: Apache-2.0
public import DeviceProtocol
public import Quantities
public import Sessions

/// A recording, read: what one engine was given in each tick, and what it said.
public struct Recording: Sendable {
  public enum Input: Sendable {
    case up
    case down
    case message(Inbound)
    case command(EngineCommand)
    case stop(StopReason, sentAs: UInt16?)
  }

  public struct Tick: Sendable {
    public var now: Instant
    public var inputs: [Input] = []
    /// As header and body.
    public var said: [Payload] = []
  }

  /// What is the matter with a line of text.
  public struct Failure: Error, Hashable, CustomStringConvertible {
    public var line: Int
    public var text: String
    public var description: String { "Line \(line) of the recording cannot be read: '\(text)'." }
  }

  public var name = ""
  public var nonce: UInt32 = 0
  /// The serial number that the engine expected; nil for any.
  public var serial: String?
  public var ticks: [Tick] = []
  /// False when entries were lost: what is here is what was before.
  public private(set) var isWhole = true
  /// Keeps the programs' memory for as long as their commands may be run.
  private var images: [ProgramImage] = []
  private var pending: [Input] = []

  /// - Parameters:
  ///   - text: of a recording's file.
  ///   - device: the number of the device, where the file has several.
  public init(text: String, device: Int = 0) throws(Failure) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let failure = Failure(line: index + 1, text: String(line.prefix(60)))
      if index == 0 {
        guard line == TapeText.title else { throw failure }
        continue
      }
      let words = line.split(separator: " ")
      guard let first = words.first, first != "#" else { continue }
      if first == "device" {
        guard words.count >= 5, words[2] == "nonce", let nonce = UInt32(words[3]) else {
          throw failure
        }
        guard Int(words[1]) == device else { continue }
        self.nonce = nonce
        let hasSerial = words.count >= 7 && words[4] == "serial"
        serial = hasSerial ? String(words[5]) : nil
        name = words[(hasSerial ? 6 : 4)...].joined(separator: " ")
      } else if Int(first) == device {
        guard isWhole else { return }
        guard words.count >= 3, take(words[1], Array(words.dropFirst(2))) else { throw failure }
      } else if Int(first) == nil {
        throw failure
      }
    }
  }

  /// The numbers of the devices in a recording's file.
  public static func devices(_ text: String) -> [Int] {
    text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      return words.first == "device" ? words.dropFirst().first.flatMap { Int($0) } : nil
    }
  }

  private mutating func take(_ kind: Substring, _ words: [Substring]) -> Bool {
    switch kind {
    case "t": return takeTicks(words)
    case "<":
      guard words.count == 2, let received = UInt64(words[0]), let payload = Hex.payload(words[1]),
        case .message(let message, let sequence) = DeviceMessage.decode(payload)
      else { return false }
      pending.append(
        .message(
          Inbound(
            message: message, sequence: sequence, received: Instant(nanoseconds: received))))
      return true
    case ">":
      guard !ticks.isEmpty, let payload = Hex.payload(words[0]) else { return false }
      ticks[ticks.count - 1].said.append(payload)
      return true
    case "=":
      switch words[0] {
      case "up": pending.append(.up)
      case "down": pending.append(.down)
      default:
        guard let (command, image) = CommandText.decode(words) else { return false }
        if let image { images.append(image) }
        pending.append(.command(command))
      }
      return true
    case "s":
      guard words.count == 2, let reason = UInt8(words[0]).flatMap(StopReason.init(rawValue:))
      else { return false }
      pending.append(.stop(reason, sentAs: UInt16(words[1])))
      return true
    case "x":
      isWhole = false
      return true
    default: return false
    }
  }

  private mutating func takeTicks(_ words: [Substring]) -> Bool {
    guard let first = UInt64(words[0]) else { return false }
    var now = Instant(nanoseconds: first)
    ticks.append(Tick(now: now, inputs: pending))
    pending = []
    for word in words.dropFirst() {
      guard let gap = Int64(word) else { return false }
      now = now + Interval(nanoseconds: gap)
      ticks.append(Tick(now: now))
    }
    return true
  }
}
