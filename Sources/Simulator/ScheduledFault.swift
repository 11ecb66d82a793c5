// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A fault, its value, and when it happens after the start.
public struct ScheduledFault: Hashable, Sendable, BitwiseCopyable {
  public var fault: Fault
  public var value: Float?
  public var after: Interval

  public init(_ fault: Fault, value: Float? = nil, after: Interval = .zero) {
    self.fault = fault
    self.value = value
    self.after = after
  }

  /// Reads `NAME@SECONDS` or `NAME@SECONDS=VALUE`, as the command line has it.
  public init(argument: String) throws(FaultError) {
    let halves = argument.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2 else {
      throw FaultError("'\(argument)' has no '@'. Write NAME@SECONDS or NAME@SECONDS=VALUE.")
    }
    let parts = halves[1].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let seconds = Float(parts[0]), seconds >= 0, seconds <= 1e6 else {
      throw FaultError("'\(parts[0])' in '\(argument)' is not a number of seconds.")
    }
    try self.init(
      name: String(halves[0]), value: parts.count == 2 ? String(parts[1]) : nil,
      after: Interval(nanoseconds: Int64(Double(seconds) * 1e9)))
  }

  /// Reads `NAME` or `NAME VALUE`, as typed while the device runs.
  public init(line: String) throws(FaultError) {
    let words = line.split(separator: " ")
    guard let name = words.first, words.count <= 2 else {
      throw FaultError("'\(line)' is not a fault. Type NAME or NAME VALUE; 'faults' lists them.")
    }
    try self.init(
      name: String(name), value: words.count == 2 ? String(words[1]) : nil, after: .zero)
  }

  private init(name: String, value: String?, after: Interval) throws(FaultError) {
    guard let fault = Fault(rawValue: name) else {
      throw FaultError("There is no fault '\(name)'. 'tonus-sim faults' lists them.")
    }
    self.init(fault, value: try Self.number(value, of: fault), after: after)
  }

  private static func number(_ text: String?, of fault: Fault) throws(FaultError) -> Float? {
    guard let text else { return nil }
    guard let range = fault.values else {
      throw FaultError("'\(fault.rawValue)' takes no value.")
    }
    guard let value = Float(text), range.contains(value) else {
      throw FaultError(
        "'\(text)' is not a value of '\(fault.rawValue)', which \(fault.explanation): "
          + "\(range.lowerBound) to \(range.upperBound).")
    }
    return value
  }
}

/// What was wrong with a fault as somebody wrote it.
public struct FaultError: Error, CustomStringConvertible, Sendable {
  public let description: String
  init(_ description: String) { self.description = description }
}
