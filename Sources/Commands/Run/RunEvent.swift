// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// Everything that can happen while a session runs, in one stream.
enum RunEvent: Sendable {
  case status(Status)
  /// The daemon says nothing more.
  case monitorEnded
  case leaseLost(CommandFailure)
  case key(String)
  /// Nothing more will be typed.
  case keysEnded
  /// A live session has no more setpoints: it ends as its client wishes.
  case inputEnded
  /// A stop was asked for here and has been answered.
  case stopped
  /// A tenth of a second has passed.
  case tick
}
