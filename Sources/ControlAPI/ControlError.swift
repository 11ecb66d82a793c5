// SPDX-License-Identifier: Apache-2.0
import Varlink

/// An error of `dev.tonus.control`.
public struct ControlError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Its name in the interface file.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case noSuchZone = "NoSuchZone"
    case noSuchChoice = "NoSuchChoice"
    case zoneLocked = "ZoneLocked"
    case noSuchPreset = "NoSuchPreset"
    case noDevice = "NoDevice"
    case deviceBusy = "DeviceBusy"
    case deviceRefused = "DeviceRefused"
    case deviceLost = "DeviceLost"
    case programInvalid = "ProgramInvalid"
    case questionsOpen = "QuestionsOpen"
    case refused = "Refused"
    case tryLater = "TryLater"
    case leaseRequired = "LeaseRequired"
    case leaseExpired = "LeaseExpired"
    case notRunning = "NotRunning"
    case latched = "Latched"
    case latchMismatch = "LatchMismatch"
    case uncertain = "Uncertain"
    case standstillUnconfirmed = "StandstillUnconfirmed"
    case permissionDenied = "PermissionDenied"
    case storageFailed = "StorageFailed"
    case messageInvalid = "MessageInvalid"
    case overloaded = "Overloaded"
  }

  public var kind: Kind
  /// One sentence: the thing, the limit, the value and the way out.
  public var message: String
  /// Everything beside the message, by the names of the interface file.
  public var details: [String: JSON]

  init(_ kind: Kind, _ message: String, _ details: [String: JSON?] = [:]) {
    self.kind = kind
    self.message = message
    self.details = details.compactMapValues { $0 }
  }

  /// Reads an error reply; nil for one of another interface.
  public init?(_ error: VarlinkError) {
    let prefix = Control.interfaceName + "."
    guard error.name.hasPrefix(prefix),
      let kind = Kind(rawValue: String(error.name.dropFirst(prefix.count)))
    else { return nil }
    self.kind = kind
    details = error.parameters
    message = details.removeValue(forKey: "message")?.string ?? kind.rawValue
  }

  /// What goes into a reply.
  public var varlink: VarlinkError {
    VarlinkError(
      "\(Control.interfaceName).\(kind.rawValue)",
      details.merging(["message": .string(message)]) { _, message in message })
  }

  public var description: String { message }

  /// Names to choose from instead, where there are any.
  public var candidates: [String] { strings("candidates") }
  /// What is wrong with a program.
  public var problems: [String] { strings("problems") }
  /// Red flags that have to be answered.
  public var questions: [String] { strings("questions") }
  /// When to try again, RFC 3339.
  public var again: String? { details["again"]?.string }

  private func strings(_ name: String) -> [String] {
    (details[name]?.array ?? []).compactMap(\.string)
  }
}

extension Control.Latch {
  var json: JSON {
    [
      "number": .int(Int64(number)), "cause": .string(cause),
      "explanation": .string(explanation), "needsPowerCycle": .bool(needsPowerCycle),
    ]
  }
}
