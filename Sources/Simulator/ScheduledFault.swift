// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import Quantities

/// A fault, its value, and when it happens after the start.
public struct ScheduledFault: Hashable, Sendable, BitwiseCopyable {
  public var fault: Fault
  public var value: Float?
  public var after: Interval
  /// Which actuator it befalls, counted from 0, where it befalls one.
  public var actuator: Int

  public init(_ fault: Fault, value: Float? = nil, after: Interval = .zero, actuator: Int = 0) {
    self.fault = fault
    self.value = value
    self.after = after
    self.actuator = actuator
  }

  /// Reads `NAME@SECONDS` or `NAME@SECONDS=VALUE`, as the command line has it; `NAME:1` means actuator 1.
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
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let fault = Fault(rawValue: String(parts[0])) else {
      throw FaultError("There is no fault '\(parts[0])'. 'tonus-sim faults' lists them.")
    }
    let most = DeviceConfiguration.actuatorsMost
    guard let actuator = parts.count == 1 ? 0 : Int(parts[1]), 0..<most ~= actuator else {
      throw FaultError(
        "'\(parts[1])' in '\(name)' is not an actuator; they are 0 to \(most - 1).")
    }
    self.init(
      fault, value: try Self.number(value, of: fault), after: after, actuator: actuator)
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

/// What was wrong with a fault, or a rule to break, as somebody wrote it.
public struct FaultError: Error, CustomStringConvertible, Sendable {
  public let description: String
  public init(_ description: String) { self.description = description }
}
