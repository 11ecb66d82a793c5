// SPDX-License-Identifier: Apache-2.0

extension Control {
  /// A plan that ships: zones in order with a program each.
  public struct PlanProgram: Codable, Hashable, Sendable {
    public var name: String
    public var title: String
    public var about: String
    public var source: String
    public var zones: [String]
    public var seconds: Double
    public var steps: Int
    public var pattern: String?
    public var needsSide: Bool

    public init(
      name: String, title: String, about: String, source: String, zones: [String],
      seconds: Double, steps: Int, pattern: String? = nil, needsSide: Bool = false
    ) {
      self.name = name
      self.title = title
      self.about = about
      self.source = source
      self.zones = zones
      self.seconds = seconds
      self.steps = steps
      self.pattern = pattern
      self.needsSide = needsSide
    }
  }

  /// How freely a joint or a region moves, 0 to 10.
  public struct Movement: Codable, Hashable, Sendable {
    public var region: String
    public var level: String?
    public var direction: String
    public var side: String?
    public var freedom: Int

    public init(
      region: String, level: String? = nil, direction: String, side: String? = nil, freedom: Int
    ) {
      self.region = region
      self.level = level
      self.direction = direction
      self.side = side
      self.freedom = freedom
    }
  }

  /// What one muscle is found to be: tight, spasm, weak or normal.
  public struct Muscle: Codable, Hashable, Sendable {
    public var zone: String
    public var side: String
    public var state: String

    public init(zone: String, side: String, state: String) {
      self.zone = zone
      self.side = side
      self.state = state
    }
  }

  /// How somebody gets on from day to day, any of it left out; 0 not at all to 10 as well as ever.
  public struct DailyLife: Codable, Hashable, Sendable {
    public var abilities: [String: Int]
    public var sittingHours: Int?
    public var work: String?

    public init(abilities: [String: Int] = [:], sittingHours: Int? = nil, work: String? = nil) {
      self.abilities = abilities
      self.sittingHours = sittingHours
      self.work = work
    }
  }

  /// What a person found out about themselves; never a diagnosis.
  public struct Assessment: Codable, Hashable, Sendable {
    public var patterns: [String]
    public var highSide: String?
    public var painPattern: String
    public var pain: Int
    public var movements: [Movement]
    public var muscles: [Muscle]
    public var daily: DailyLife?

    public init(
      patterns: [String] = [], highSide: String? = nil, painPattern: String = "none",
      pain: Int = 0, movements: [Movement] = [], muscles: [Muscle] = [], daily: DailyLife? = nil
    ) {
      self.patterns = patterns
      self.highSide = highSide
      self.painPattern = painPattern
      self.pain = pain
      self.movements = movements
      self.muscles = muscles
      self.daily = daily
    }
  }

  /// One zone of a proposal, with the reason and who says so.
  public struct ProposalItem: Codable, Hashable, Sendable {
    public var zone: String
    public var profile: String
    public var seconds: Int
    public var reason: String
    public var source: String
    public var confidence: String

    public init(
      zone: String, profile: String, seconds: Int, reason: String, source: String,
      confidence: String
    ) {
      self.zone = zone
      self.profile = profile
      self.seconds = seconds
      self.reason = reason
      self.source = source
      self.confidence = confidence
    }
  }

  /// A plan that what was said of daily life speaks for, in its author's opinion.
  public struct PlanSuggestion: Codable, Hashable, Sendable {
    public var plan: String
    public var reason: String
    public var source: String
    public var against: String

    public init(plan: String, reason: String, source: String, against: String) {
      self.plan = plan
      self.reason = reason
      self.source = source
      self.against = against
    }
  }

  /// What an assessment suggests, in order.
  public struct Proposal: Codable, Hashable, Sendable {
    public var caution: String
    public var items: [ProposalItem]
    public var information: [String]
    public var leftOut: [String]
    public var advice: [String]
    public var plans: [PlanSuggestion]
    public var seconds: Int
    public var program: String

    public init(
      caution: String, items: [ProposalItem], information: [String], leftOut: [String],
      advice: [String], plans: [PlanSuggestion], seconds: Int, program: String
    ) {
      self.caution = caution
      self.items = items
      self.information = information
      self.leftOut = leftOut
      self.advice = advice
      self.plans = plans
      self.seconds = seconds
      self.program = program
    }
  }

  /// What `ListPlans` returns.
  public struct ListPlansReply: Codable, Hashable, Sendable {
    public var plans: [PlanProgram]

    public init(plans: [PlanProgram]) { self.plans = plans }
  }

  /// What `ShowPlan` takes.
  public struct ShowPlanParameters: Codable, Hashable, Sendable {
    public var name: String
    public var side: String?
    public var subject: String?

    public init(name: String, side: String? = nil, subject: String? = nil) {
      self.name = name
      self.side = side
      self.subject = subject
    }
  }

  /// What `ShowPlan` returns.
  public struct ShowPlanReply: Codable, Hashable, Sendable {
    public var plan: PlanProgram
    public var main: String
    public var files: [String: String]
    public var omitted: [String]

    public init(plan: PlanProgram, main: String, files: [String: String], omitted: [String]) {
      self.plan = plan
      self.main = main
      self.files = files
      self.omitted = omitted
    }
  }

  /// What `Assess` takes.
  public struct AssessParameters: Codable, Hashable, Sendable {
    public var subject: String?
    public var assessment: Assessment

    public init(subject: String? = nil, assessment: Assessment) {
      self.subject = subject
      self.assessment = assessment
    }
  }

  /// What `Assess` returns.
  public struct AssessReply: Codable, Hashable, Sendable {
    public var proposal: Proposal
    public var changes: [String]

    public init(proposal: Proposal, changes: [String]) {
      self.proposal = proposal
      self.changes = changes
    }
  }

  /// What `ProposePlan` takes.
  public struct ProposePlanParameters: Codable, Hashable, Sendable {
    public var subject: String?

    public init(subject: String? = nil) { self.subject = subject }
  }

  /// What `ProposePlan` returns.
  public struct ProposePlanReply: Codable, Hashable, Sendable {
    public var proposal: Proposal
    public var given: String
    public var assessment: Assessment

    public init(proposal: Proposal, given: String, assessment: Assessment) {
      self.proposal = proposal
      self.given = given
      self.assessment = assessment
    }
  }
}
