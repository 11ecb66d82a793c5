// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// What `ListDevices` returns.
  public struct ListDevicesReply: Codable, Hashable, Sendable {
    public var devices: [Device]

    public init(devices: [Device]) {
      self.devices = devices
    }
  }

  /// What `FindZones` returns.
  public struct FindZonesReply: Codable, Hashable, Sendable {
    public var zones: [Zone]
    public var places: [Place]
    public var questions: [Question]

    public init(zones: [Zone], places: [Place] = [], questions: [Question] = []) {
      self.zones = zones
      self.places = places
      self.questions = questions
    }
  }

  /// What `ShowZone` returns.
  public struct ShowZoneReply: Codable, Hashable, Sendable {
    public var zone: Zone
    public var facts: [Fact]
    public var claims: [Claim]

    public init(zone: Zone, facts: [Fact], claims: [Claim]) {
      self.zone = zone
      self.facts = facts
      self.claims = claims
    }
  }

  /// What `DrawZones` returns.
  public struct DrawZonesReply: Codable, Hashable, Sendable {
    public var svg: String
    public var sketch: [String]
    public var paint: [String]

    public init(svg: String, sketch: [String], paint: [String]) {
      self.svg = svg
      self.sketch = sketch
      self.paint = paint
    }
  }

  /// What `ListSeventeen` returns.
  public struct ListSeventeenReply: Codable, Hashable, Sendable {
    public var title: String
    public var note: String
    public var muscles: [Listed]

    public init(title: String, note: String, muscles: [Listed]) {
      self.title = title
      self.note = note
      self.muscles = muscles
    }
  }

  /// What `ListPresets` returns.
  public struct ListPresetsReply: Codable, Hashable, Sendable {
    public var presets: [Preset]

    public init(presets: [Preset]) {
      self.presets = presets
    }
  }

  /// What `ShowPreset` returns.
  public struct ShowPresetReply: Codable, Hashable, Sendable {
    public var preset: Preset
    public var text: String

    public init(preset: Preset, text: String) {
      self.preset = preset
      self.text = text
    }
  }

  /// What `Questions` returns.
  public struct QuestionsReply: Codable, Hashable, Sendable {
    public var questions: [Question]
    public var answeredUntil: String?
    public var restrictions: [String]
    public var agreements: [Agreement]

    public init(
      questions: [Question], answeredUntil: String? = nil, restrictions: [String] = [],
      agreements: [Agreement] = []
    ) {
      self.questions = questions
      self.answeredUntil = answeredUntil
      self.restrictions = restrictions
      self.agreements = agreements
    }
  }

  /// What `AnswerQuestions` returns.
  public struct AnswerQuestionsReply: Codable, Hashable, Sendable {
    public var answeredUntil: String
    public var warnings: [String]
    public var restrictions: [String]

    public init(answeredUntil: String, warnings: [String], restrictions: [String] = []) {
      self.answeredUntil = answeredUntil
      self.warnings = warnings
      self.restrictions = restrictions
    }
  }

  /// What `RecordAgreement` returns.
  public struct RecordAgreementReply: Codable, Hashable, Sendable {
    public var restrictions: [String]

    public init(restrictions: [String]) {
      self.restrictions = restrictions
    }
  }

  /// What `Check` returns.
  public struct CheckReply: Codable, Hashable, Sendable {
    public var plan: Plan

    public init(plan: Plan) {
      self.plan = plan
    }
  }

  /// What `Acquire` returns.
  public struct AcquireReply: Codable, Hashable, Sendable {
    public var lease: String
    public var device: String
    public var expiresInMs: Int

    public init(lease: String, device: String, expiresInMs: Int) {
      self.lease = lease
      self.device = device
      self.expiresInMs = expiresInMs
    }
  }

  /// What `Renew` returns.
  public struct RenewReply: Codable, Hashable, Sendable {
    public var expiresInMs: Int

    public init(expiresInMs: Int) {
      self.expiresInMs = expiresInMs
    }
  }

  /// What `Start` returns.
  public struct StartReply: Codable, Hashable, Sendable {
    public var session: String
    public var plan: Plan

    public init(session: String, plan: Plan) {
      self.session = session
      self.plan = plan
    }
  }

  /// What `Setpoint` returns.
  public struct SetpointReply: Codable, Hashable, Sendable {
    public var telemetry: Telemetry

    public init(telemetry: Telemetry) {
      self.telemetry = telemetry
    }
  }

  /// What `Monitor` returns.
  public struct MonitorReply: Codable, Hashable, Sendable {
    public var status: Status

    public init(status: Status) {
      self.status = status
    }
  }

  /// What `Explain` returns.
  public struct ExplainReply: Codable, Hashable, Sendable {
    public var status: Status
    public var explanations: [Explanation]

    public init(status: Status, explanations: [Explanation]) {
      self.status = status
      self.explanations = explanations
    }
  }

  /// What `Stop` returns.
  public struct StopReply: Codable, Hashable, Sendable {
    public var standstillConfirmed: Bool
    public var standstillMs: Int?
    public var confirmedMs: Int?
    public var reason: String

    public init(
      standstillConfirmed: Bool, standstillMs: Int? = nil, confirmedMs: Int? = nil, reason: String
    ) {
      self.standstillConfirmed = standstillConfirmed
      self.standstillMs = standstillMs
      self.confirmedMs = confirmedMs
      self.reason = reason
    }
  }

  /// What `Soften` returns.
  public struct SoftenReply: Codable, Hashable, Sendable {
    public var factor: Double

    public init(factor: Double) {
      self.factor = factor
    }
  }

  /// What `Stronger` returns.
  public struct StrongerReply: Codable, Hashable, Sendable {
    public var factor: Double

    public init(factor: Double) {
      self.factor = factor
    }
  }

  /// What `History` returns.
  public struct HistoryReply: Codable, Hashable, Sendable {
    public var records: [Record]

    public init(records: [Record]) {
      self.records = records
    }
  }

  /// What `ShowRecord` returns.
  public struct ShowRecordReply: Codable, Hashable, Sendable {
    public var record: Record

    public init(record: Record) {
      self.record = record
    }
  }

  /// What `ShowCurve` returns.
  public struct ShowCurveReply: Codable, Hashable, Sendable {
    public var curve: Curve

    public init(curve: Curve) {
      self.curve = curve
    }
  }

  /// What `Timings` returns.
  public struct TimingsReply: Codable, Hashable, Sendable {
    public var timing: Timing

    public init(timing: Timing) {
      self.timing = timing
    }
  }

  /// What `Diagnose` returns.
  public struct DiagnoseReply: Codable, Hashable, Sendable {
    public var diagnosis: Diagnosis

    public init(diagnosis: Diagnosis) {
      self.diagnosis = diagnosis
    }
  }
}
