// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// What `FindZones` takes.
  public struct FindZonesParameters: Codable, Hashable, Sendable {
    public var query: String?
    public var region: String?
    public var group: String?
    public var role: String?
    public var `where`: String?

    public init(
      query: String? = nil, region: String? = nil, group: String? = nil, role: String? = nil,
      where: String? = nil
    ) {
      self.query = query
      self.region = region
      self.group = group
      self.role = role
      self.where = `where`
    }
  }

  /// What `ShowZone` takes.
  public struct ShowZoneParameters: Codable, Hashable, Sendable {
    public var zone: String

    public init(zone: String) {
      self.zone = zone
    }
  }

  /// What `DrawZones` takes.
  public struct DrawZonesParameters: Codable, Hashable, Sendable {
    public var zones: [String]
    public var columns: Int?
    public var plain: Bool?

    public init(zones: [String], columns: Int? = nil, plain: Bool? = nil) {
      self.zones = zones
      self.columns = columns
      self.plain = plain
    }
  }

  /// What `ShowPreset` takes.
  public struct ShowPresetParameters: Codable, Hashable, Sendable {
    public var name: String

    public init(name: String) {
      self.name = name
    }
  }

  /// What `Questions` takes.
  public struct QuestionsParameters: Codable, Hashable, Sendable {
    public var subject: String?

    public init(subject: String? = nil) {
      self.subject = subject
    }
  }

  /// What `AnswerQuestions` takes.
  public struct AnswerQuestionsParameters: Codable, Hashable, Sendable {
    public var subject: String?
    public var answers: [Answer]

    public init(subject: String? = nil, answers: [Answer]) {
      self.subject = subject
      self.answers = answers
    }
  }

  /// What `RecordAgreement` takes.
  public struct RecordAgreementParameters: Codable, Hashable, Sendable {
    public var subject: String?
    public var question: String
    public var clinician: String
    public var date: String

    public init(subject: String? = nil, question: String, clinician: String, date: String) {
      self.subject = subject
      self.question = question
      self.clinician = clinician
      self.date = date
    }
  }

  /// What `Check` takes.
  public struct CheckParameters: Codable, Hashable, Sendable {
    public var target: Target
    public var subject: String?
    public var device: String?

    public init(target: Target, subject: String? = nil, device: String? = nil) {
      self.target = target
      self.subject = subject
      self.device = device
    }
  }

  /// What `Acquire` takes.
  public struct AcquireParameters: Codable, Hashable, Sendable {
    public var device: String?

    public init(device: String? = nil) {
      self.device = device
    }
  }

  /// What `Renew` takes.
  public struct RenewParameters: Codable, Hashable, Sendable {
    public var lease: String

    public init(lease: String) {
      self.lease = lease
    }
  }

  /// What `Release` takes.
  public struct ReleaseParameters: Codable, Hashable, Sendable {
    public var lease: String

    public init(lease: String) {
      self.lease = lease
    }
  }

  /// What `Start` takes.
  public struct StartParameters: Codable, Hashable, Sendable {
    public var lease: String
    public var target: Target
    public var subject: String?

    public init(lease: String, target: Target, subject: String? = nil) {
      self.lease = lease
      self.target = target
      self.subject = subject
    }
  }

  /// What `Setpoint` takes.
  public struct SetpointParameters: Codable, Hashable, Sendable {
    public var lease: String
    public var frequency: Double
    public var amplitude: Double
    public var validMs: Int?
    public var actuator: Int?

    public init(
      lease: String, frequency: Double, amplitude: Double, validMs: Int? = nil, actuator: Int? = nil
    ) {
      self.lease = lease
      self.frequency = frequency
      self.amplitude = amplitude
      self.validMs = validMs
      self.actuator = actuator
    }
  }

  /// What `Monitor` takes.
  public struct MonitorParameters: Codable, Hashable, Sendable {
    public var device: String?
    public var periodMs: Int?

    public init(device: String? = nil, periodMs: Int? = nil) {
      self.device = device
      self.periodMs = periodMs
    }
  }

  /// What `Explain` takes.
  public struct ExplainParameters: Codable, Hashable, Sendable {
    public var device: String?

    public init(device: String? = nil) {
      self.device = device
    }
  }

  /// What `Stop` takes.
  public struct StopParameters: Codable, Hashable, Sendable {
    public var device: String?

    public init(device: String? = nil) {
      self.device = device
    }
  }

  /// What `Pause` takes.
  public struct PauseParameters: Codable, Hashable, Sendable {
    public var device: String?

    public init(device: String? = nil) {
      self.device = device
    }
  }

  /// What `Soften` takes.
  public struct SoftenParameters: Codable, Hashable, Sendable {
    public var device: String?

    public init(device: String? = nil) {
      self.device = device
    }
  }

  /// What `Resume` takes.
  public struct ResumeParameters: Codable, Hashable, Sendable {
    public var device: String?
    public var lease: String?

    public init(device: String? = nil, lease: String? = nil) {
      self.device = device
      self.lease = lease
    }
  }

  /// What `Stronger` takes.
  public struct StrongerParameters: Codable, Hashable, Sendable {
    public var device: String?
    public var lease: String

    public init(device: String? = nil, lease: String) {
      self.device = device
      self.lease = lease
    }
  }

  /// What `GoOn` takes.
  public struct GoOnParameters: Codable, Hashable, Sendable {
    public var device: String?
    public var lease: String

    public init(device: String? = nil, lease: String) {
      self.device = device
      self.lease = lease
    }
  }

  /// What `GiveAnswer` takes.
  public struct GiveAnswerParameters: Codable, Hashable, Sendable {
    public var device: String?
    public var lease: String?
    public var number: Int

    public init(device: String? = nil, lease: String? = nil, number: Int) {
      self.device = device
      self.lease = lease
      self.number = number
    }
  }

  /// What `Pain` takes.
  public struct PainParameters: Codable, Hashable, Sendable {
    public var device: String?
    public var number: Int

    public init(device: String? = nil, number: Int) {
      self.device = device
      self.number = number
    }
  }

  /// What `Clear` takes.
  public struct ClearParameters: Codable, Hashable, Sendable {
    public var device: String?
    public var latch: Int
    public var cause: String

    public init(device: String? = nil, latch: Int, cause: String) {
      self.device = device
      self.latch = latch
      self.cause = cause
    }
  }

  /// What `History` takes.
  public struct HistoryParameters: Codable, Hashable, Sendable {
    public var subject: String?
    public var limit: Int?
    public var skip: Int?

    public init(subject: String? = nil, limit: Int? = nil, skip: Int? = nil) {
      self.subject = subject
      self.limit = limit
      self.skip = skip
    }
  }

  /// What `ShowRecord` takes.
  public struct ShowRecordParameters: Codable, Hashable, Sendable {
    public var session: String

    public init(session: String) {
      self.session = session
    }
  }

  /// What `ShowCurve` takes.
  public struct ShowCurveParameters: Codable, Hashable, Sendable {
    public var session: String

    public init(session: String) {
      self.session = session
    }
  }

  /// What `Timings` takes.
  public struct TimingsParameters: Codable, Hashable, Sendable {
    public var device: String?

    public init(device: String? = nil) {
      self.device = device
    }
  }
}
