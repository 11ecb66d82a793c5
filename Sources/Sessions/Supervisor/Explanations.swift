// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

extension LatchCause {
  /// What happened, and what to do about it, in one sentence.
  public var explanation: String {
    switch self {
    case .stopCommand: "Stopped on request; clear the latch to start again."
    case .stopButton: "Stopped with the device's button; clear the latch to start again."
    case .headHot: "The head reached 41 °C; let it cool down, then clear the latch."
    case .housingHot: "The handle reached 48 °C; let it cool down, then clear the latch."
    case .windingHot: "The motor winding reached 110 °C; let it cool down, then clear the latch."
    case .overAcceleration:
      "The head accelerated beyond its limit; check the contact, then clear the latch."
    case .overCurrent:
      "The motor current went beyond its limit; clear the latch, and have the device checked if it happens again."
    case .overStroke:
      "The head moved beyond its stroke; press a little more gently, then clear the latch."
    case .sensorFault:
      "The head sensor is dead, saturated or contradicts the drive; do not use the device until it is checked."
    case .energisedLimit:
      "The device reached its limit of driven time; let it and yourself rest, then clear the latch."
    case .wallLimit: "The device was armed for too long; rest, then clear the latch."
    case .lowBattery: "The battery is too low; charge the device, then clear the latch."
    case .liftedTooLong:
      "The head was off the body for more than 2 s; place it again, then clear the latch."
    case .selfTestFailed:
      "The device failed its self-test; take its power away, and have it checked if that does not help."
    case .stuckDrive:
      "The drive did not switch off; take the device off your body and unplug it, it needs a power cycle and a self-test."
    case .standstillFailed:
      "No standstill within 1 s of a stop; take the device off your body and unplug it, it needs a power cycle and a self-test."
    }
  }
}

extension EndReason {
  /// Why a session ended, in one sentence.
  public var explanation: String {
    switch self {
    case .none: "Nothing has ended yet."
    case .completed: "The program ran to its end."
    case .stopped: "Stopped on request."
    case .leaseExpired: "The client did not renew its lease for 1 s."
    case .clientGone: "The client closed its connection."
    case .released: "The client released its lease."
    case .shutdown: "The daemon was shut down."
    case .noCredit: "The ledger could not be charged for more time."
    case .moveTimedOut: "Nobody moved the head to the next place in time."
    case .telemetryStale: "The device sent no measurement for 300 ms."
    case .hostGap: "The daemon itself stood still for 300 ms or more."
    case .deviceLatched: "The device stopped itself; its latch says why."
    case .deviceSilence: "The device missed setpoints and ramped down by itself."
    case .armEnded: "The device's permission to move reached its end."
    case .deviceReset: "The device restarted."
    case .deviceLost: "The link to the device was lost."
    case .deviceNonsense: "The device reported what cannot be true."
    case .armRefused: "The device refused to arm."
    case .armUnanswered: "The device did not answer when it was armed."
    case .limit: "The limit of energised time was reached."
    case .contactLost: "The head was off the body for more than 2 s."
    case .pausedTooLong: "The session was paused for too long."
    case .sensorFault: "The head's sensor did not follow the drive."
    case .streamSilent: "The client sent no setpoint in time."
    }
  }
}
