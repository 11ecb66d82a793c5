// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// What was delivered.
  ///
  /// outcome is completed, stopped, interrupted, refused or failed. program is the hash of the texts
  /// that were run, empty for a session without any.
  public struct Record: Codable, Hashable, Sendable {
    public var session: String
    public var subject: String
    public var device: String
    public var simulated: Bool
    public var title: String
    public var started: String
    public var outcome: String
    public var reason: String
    public var zones: [Delivered]
    public var energisedMs: Int
    public var handPoints: Double
    public var standstillMs: Int?
    public var confirmedMs: Int?
    public var standstillConfirmed: Bool
    public var program: String
    public var said: [Said]
    public var imported: Bool

    public init(
      session: String, subject: String, device: String, simulated: Bool, title: String,
      started: String, outcome: String, reason: String, zones: [Delivered], energisedMs: Int,
      handPoints: Double, standstillMs: Int? = nil, confirmedMs: Int? = nil,
      standstillConfirmed: Bool, program: String = "",
      said: [Said] = [], imported: Bool = false
    ) {
      self.session = session
      self.subject = subject
      self.device = device
      self.simulated = simulated
      self.title = title
      self.started = started
      self.outcome = outcome
      self.reason = reason
      self.zones = zones
      self.energisedMs = energisedMs
      self.handPoints = handPoints
      self.standstillMs = standstillMs
      self.confirmedMs = confirmedMs
      self.standstillConfirmed = standstillConfirmed
      self.program = program
      self.said = said
      self.imported = imported
    }
  }

  /// A number the person gave while a session ran; without a question, unasked pain.
  public struct Said: Codable, Hashable, Sendable {
    public var sinceMs: Int
    public var step: Int
    public var question: String?
    public var number: Int

    public init(sinceMs: Int, step: Int, question: String? = nil, number: Int) {
      self.sinceMs = sinceMs
      self.step = step
      self.question = question
      self.number = number
    }
  }

  /// What one place received.
  ///
  /// The means are those of the first actuator that was driven, over the time in which it was, and the
  /// peak is the greatest of all; actuators is there when the device has several.
  public struct Delivered: Codable, Hashable, Sendable {
    public var zone: String
    public var energisedMs: Int
    public var meanFrequency: Double
    public var meanAmplitude: Double
    public var peakAcceleration: Double
    public var meanCommandedAmplitude: Double
    public var actuators: [ActuatorMeans]?

    public init(
      zone: String, energisedMs: Int, meanFrequency: Double, meanAmplitude: Double,
      peakAcceleration: Double, meanCommandedAmplitude: Double, actuators: [ActuatorMeans]? = nil
    ) {
      self.zone = zone
      self.energisedMs = energisedMs
      self.meanFrequency = meanFrequency
      self.meanAmplitude = meanAmplitude
      self.peakAcceleration = peakAcceleration
      self.meanCommandedAmplitude = meanCommandedAmplitude
      self.actuators = actuators
    }
  }

  /// What one of several actuators delivered, counted from 0; all zero for one that was not driven.
  public struct ActuatorMeans: Codable, Hashable, Sendable {
    public var actuator: Int
    public var meanFrequency: Double
    public var meanAmplitude: Double
    public var peakAcceleration: Double
    public var meanCommandedAmplitude: Double

    public init(
      actuator: Int, meanFrequency: Double, meanAmplitude: Double, peakAcceleration: Double,
      meanCommandedAmplitude: Double
    ) {
      self.actuator = actuator
      self.meanFrequency = meanFrequency
      self.meanAmplitude = meanAmplitude
      self.peakAcceleration = peakAcceleration
      self.meanCommandedAmplitude = meanCommandedAmplitude
    }
  }
}
