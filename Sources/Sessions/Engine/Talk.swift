// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// The conversation with whatever is at the other end of the link.
struct Talk: Sendable, BitwiseCopyable {
  enum Stage: UInt8, Sendable, BitwiseCopyable {
    case absent
    case hello
    case clock
    case rates
    case ready
    case quarantined
  }

  var stage = Stage.absent
  var nonce: UInt32
  var helloSent = Instant.zero
  var hasGreeted = false
  var identity: Identity?
  var actuators = InlineArray<2, ActuatorIdentity?>(repeating: nil)
  /// When the newest message of any kind arrived.
  var lastHeard = Instant.zero
  /// Of the last device that introduced itself on this link.
  var bootID: UInt32?
  var stageBegan = Instant.zero

  var relation = ClockRelation()
  var pingToken: UInt32 = 0
  var pingSent = Instant.zero
  var isPinging = false
  var pongs: UInt8 = 0
  private(set) var roundTrip = Interval.zero

  // The relation costs a search; between pongs a difference is enough.
  private var referenceHost = Instant.zero
  private var referenceDevice: UInt32 = 0
  private(set) var clockKnown = false

  /// The serial number that the device has to give; nil for any.
  private var serial: WireText?

  init(nonce: UInt32, serial: String? = nil) {
    self.nonce = nonce
    guard let serial else { return }
    var text = WireText(repeating: 0)
    for (index, byte) in serial.utf8.prefix(text.count).enumerated() { text[index] = byte }
    self.serial = text
  }

  /// Whether it is the device that was to be there.
  func expects(_ identity: Identity) -> Bool {
    guard let serial else { return true }
    for index in serial.indices where serial[index] != identity.serial[index] { return false }
    return true
  }

  /// Forgets who was there, as after a reconnection.
  mutating func forget() {
    identity = nil
    actuators = InlineArray(repeating: nil)
    lastHeard = .zero
    relation.reset()
    clockKnown = false
    isPinging = false
    pongs = 0
    hasGreeted = false
  }

  mutating func enter(_ stage: Stage, at now: Instant) {
    self.stage = stage
    stageBegan = now
  }

  mutating func note(_ pong: Pong, received: Instant) {
    guard isPinging, pong.token == pingToken else { return }
    isPinging = false
    roundTrip = received - pingSent
    relation.note(ping: pingSent, pong: pong, received: received)
    guard let device = relation.deviceMilliseconds(at: received) else { return }
    referenceHost = received
    referenceDevice = device
    clockKnown = true
    if pongs < .max { pongs += 1 }
  }

  /// The device's clock at a host moment, within two milliseconds; meaningless before `clockKnown`.
  func deviceMilliseconds(at host: Instant) -> UInt32 {
    referenceDevice &+ UInt32(truncatingIfNeeded: (host - referenceHost).milliseconds)
  }
}
