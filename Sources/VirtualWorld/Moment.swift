// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Envelope
import Quantities

/// What the checkers see of one millisecond: the plant's truth and what everybody was told.
struct WorldMoment: Sendable {
  var now: Instant
  /// Since the world began.
  var elapsed: Interval
  /// The power stage was told to drive, however little.
  var isDriven: Bool
  /// Peak head acceleration above 10 Hz, g.
  var acceleration: Float
  /// Peak commanded current, A.
  var current: Float
  /// The power stage obeys.
  var isStageSound: Bool
  /// A hand has just moved the head, so that acceleration says nothing about the drive.
  var isHandled: Bool
  /// A hand has just set the head down: what touches, knocks.
  var isKnocked: Bool
  var latches: UInt16
  /// A setpoint that asks for motion left the host in this millisecond.
  var setpointLeft: Setpoint?
  /// What leaves the host now reaches the device while it may still be obeyed, as far as is settled
  /// now: the cable is in, the device hears, and the wire holds nothing back for longer.
  var isSetpointCarried: Bool
  /// The envelope under which the program was proved, of the segment at hand; nil outside a session.
  var proved: Bounds?
  /// A stop was told to a daemon that runs.
  var stopTold: Bool
  /// The engine runs, and what it says now reaches the device soon, whole and for sure.
  var isStopCarried: Bool
  /// The firmware hangs.
  var isFrozen: Bool
  /// The firmware began anew in this millisecond.
  var hasReset: Bool
  /// It did because its power was taken away.
  var hasPowerCycled: Bool
  var sensorBroken: Bool
  /// The last moment to which the daemon had a lease.
  var leaseUntil: Instant
  /// Sessions opened so far.
  var sessions: UInt32
  /// Charged to the ledger for all sessions so far; what was settled counts as it was charged.
  var charged: Interval
  var clearSent: Bool
}
