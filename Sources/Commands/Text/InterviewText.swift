// SPDX-License-Identifier: Apache-2.0

import Person

/// What an assessment's questions are in words.
enum InterviewText {
  static let opening = [
    "Enter leaves a question out, b goes back to the last one, Ctrl-C keeps nothing."
  ]

  /// What stands above a question; the same for all of a group.
  static func heading(_ question: AssessmentInterview.Question) -> [String] {
    switch question {
    case .patterns:
      [
        "Posture, seen from the side or in a mirror:",
        "  1 head carried forward", "  2 pelvis tipped forward, hollow back",
        "  3 pelvis tipped backward, flat back", "  4 one hip higher than the other",
      ]
    case .worse:
      [
        "When is the pain worse?",
        "  1 sitting, driving or bending", "  2 standing or walking", "  3 on one movement",
      ]
    case .activity: Self.activities
    case .work: Self.kinds
    case .regions:
      [
        "The deep muscles cannot be felt; they show in what a part of the back lets you do.",
        "  1 neck", "  2 upper back", "  3 low back",
      ]
    case .movement(let region, _), .joint(let region): Self.heading(region)
    case .opposites:
      [
        "Front against back: which of two opposite muscles is tighter?",
        "  1 the front", "  2 the back", "  3 about the same",
      ]
    case .muscle:
      [
        "Muscles you felt, tested alone, or compared with the other side: QL:left=tight",
        "(tight, spasm, weak where its test was harder to do, or normal). Enter ends.",
      ]
    case .highSide, .pain, .sitting, .done: []
    }
  }

  private static func heading(_ region: AssessmentInterview.Region) -> [String] {
    let how = "How freely does it go, 0 not at all to 10 free?"
    return switch region {
    case .neck: ["Neck. Sit, and move slowly, never to the very end; dizzy: stop.", how]
    case .thoracic: ["Upper back. Sit with your arms crossed, and move the chest alone.", how]
    case .lumbar: ["Low back. Sit on a chair for this.", how]
    }
  }

  /// What stands above the questions about daily life.
  static var activities: [String] {
    let scale = DailyLifeRules.standard.scale
    return ["From day to day. \(scale.text) 0 \(scale.low) to 10 \(scale.high)."]
  }

  private static var kinds: [String] {
    ["\(DailyLifeRules.standard.habits[1].text):"]
      + DailyLifeRules.standard.kinds.enumerated().map { "  \($0 + 1) \($1.text)" }
  }

  static func prompt(_ question: AssessmentInterview.Question) -> String {
    switch question {
    case .patterns: "Which of them, up to three, as in 1,4?"
    case .highSide: "Which hip is higher, left or right?"
    case .worse: "Which?"
    case .pain: "How much does it hurt now, 0 not at all to 10 the worst?"
    case .activity(let index): "\(DailyLifeRules.standard.activities[index].text):"
    case .sitting: "\(DailyLifeRules.standard.habits[0].text), 0 to 24:"
    case .work: "Which?"
    case .regions: "Which do you want to look at, as in 2,3?"
    case .movement(_, let index): "\(AssessmentInterview.movements[index].text):"
    case .joint(let region): "Was it one joint, as in \(region.joint)? Enter for the whole:"
    case .opposites(let index): Opposites.all[index].look
    case .muscle: "Muscle:"
    case .done: ""
    }
  }
}
