// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// What a person asked to run.
struct RunRequest: Sendable {
  var target: Target
  var subject: String?
  var device: String?
  var answers: AnswerList?
  /// Kept before anything else: what a plan for a posture pattern needs.
  var assessment: Assessment?
  /// Skips the question whether to go on; never a red flag, never a cap.
  var yes: Bool
  /// In a simulation without anybody at the keyboard, the head is moved as soon as that is asked for.
  var movesByItself = false
  /// How much it hurts before it, 0 to 10, where nobody is asked.
  var pain: Int?
  /// What a live session is driven by; nil for a program.
  var setpoints: SetpointInput?
  /// Session seconds per second.
  var speed = 1.0
}
