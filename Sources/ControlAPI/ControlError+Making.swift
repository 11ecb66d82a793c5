// SPDX-License-Identifier: Apache-2.0

import Varlink

extension ControlError {
  public static func noSuchZone(_ message: String, query: String, candidates: [String])
    -> ControlError
  {
    ControlError(
      .noSuchZone, message,
      ["query": .string(query), "candidates": .array(candidates.map { .string($0) })])
  }

  public static func noSuchChoice(
    _ message: String, choice: String, given: String, candidates: [String]
  ) -> ControlError {
    ControlError(
      .noSuchChoice, message,
      [
        "choice": .string(choice), "given": .string(given),
        "candidates": .array(candidates.map { .string($0) }),
      ])
  }

  public static func zoneLocked(_ message: String, zone: String, safeNeighbour: String? = nil)
    -> ControlError
  {
    ControlError(
      .zoneLocked, message,
      ["zone": .string(zone), "safeNeighbour": safeNeighbour.map { .string($0) }])
  }

  public static func noSuchPreset(_ message: String, name: String, candidates: [String])
    -> ControlError
  {
    ControlError(
      .noSuchPreset, message,
      ["name": .string(name), "candidates": .array(candidates.map { .string($0) })])
  }

  public static func noDevice(_ message: String, device: String? = nil) -> ControlError {
    ControlError(.noDevice, message, ["device": device.map { .string($0) }])
  }

  public static func deviceBusy(_ message: String, device: String, holder: String) -> ControlError {
    ControlError(.deviceBusy, message, ["device": .string(device), "holder": .string(holder)])
  }

  public static func deviceRefused(_ message: String, device: String) -> ControlError {
    ControlError(.deviceRefused, message, ["device": .string(device)])
  }

  public static func deviceLost(_ message: String, device: String) -> ControlError {
    ControlError(.deviceLost, message, ["device": .string(device)])
  }

  public static func programInvalid(_ message: String, problems: [String]) -> ControlError {
    ControlError(.programInvalid, message, ["problems": .array(problems.map { .string($0) })])
  }

  public static func questionsOpen(_ message: String, questions: [String]) -> ControlError {
    ControlError(.questionsOpen, message, ["questions": .array(questions.map { .string($0) })])
  }

  public static func refused(_ message: String, rule: String) -> ControlError {
    ControlError(.refused, message, ["rule": .string(rule)])
  }

  public static func tryLater(
    _ message: String, limit: String, used: Double, allowed: Double, again: String? = nil
  ) -> ControlError {
    ControlError(
      .tryLater, message,
      [
        "limit": .string(limit), "used": .float(used), "allowed": .float(allowed),
        "again": again.map { .string($0) },
      ])
  }

  public static func leaseRequired(_ message: String) -> ControlError {
    ControlError(.leaseRequired, message)
  }

  public static func leaseExpired(_ message: String) -> ControlError {
    ControlError(.leaseExpired, message)
  }

  public static func notRunning(_ message: String) -> ControlError {
    ControlError(.notRunning, message)
  }

  public static func latched(_ message: String, latches: [Control.Latch]) -> ControlError {
    ControlError(.latched, message, ["latches": .array(latches.map(\.json))])
  }

  public static func latchMismatch(_ message: String) -> ControlError {
    ControlError(.latchMismatch, message)
  }

  public static func uncertain(_ message: String) -> ControlError {
    ControlError(.uncertain, message)
  }

  public static func standstillUnconfirmed(_ message: String) -> ControlError {
    ControlError(.standstillUnconfirmed, message)
  }

  public static func permissionDenied(_ message: String) -> ControlError {
    ControlError(.permissionDenied, message)
  }

  public static func storageFailed(_ message: String) -> ControlError {
    ControlError(.storageFailed, message)
  }

  public static func messageInvalid(_ message: String) -> ControlError {
    ControlError(.messageInvalid, message)
  }

  public static func overloaded(_ message: String) -> ControlError {
    ControlError(.overloaded, message)
  }
}
