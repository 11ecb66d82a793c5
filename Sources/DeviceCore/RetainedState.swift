// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// What a device must not forget when it is reset without its power being taken away.
///
/// The firmware keeps it in memory that survives a warm reset (backup RAM), writes
/// `Device.retained()` there every millisecond, and hands it to `Device.init` after every reset but
/// that of switching on. It is sealed: what memory held before anybody wrote it is recognised.
public struct RetainedState: Hashable, Sendable, BitwiseCopyable {
  /// The causes in force that only taking the power away clears: bit n − 1 is cause n.
  public let latches: UInt16
  /// How often the head's accelerometer contradicted the drive, at most 2.
  public let headContradictions: UInt8
  /// Time with drive in the present bout; zero when none is under way.
  public let boutMilliseconds: UInt32
  /// How long ago the bout began.
  public let wallMilliseconds: UInt32
  /// How long ago the drive was last on.
  public let restedMilliseconds: UInt32
  private let seal: UInt32

  init(
    latches: UInt16, headContradictions: UInt8, boutMilliseconds: UInt32, wallMilliseconds: UInt32,
    restedMilliseconds: UInt32
  ) {
    self.latches = latches
    self.headContradictions = headContradictions
    self.boutMilliseconds = boutMilliseconds
    self.wallMilliseconds = wallMilliseconds
    self.restedMilliseconds = restedMilliseconds
    seal = RetainedState.seal(
      UInt32(latches) << 8 | UInt32(headContradictions), boutMilliseconds, wallMilliseconds,
      restedMilliseconds)
  }

  /// Whether these bytes were written by a device and are as it left them.
  public var isWhole: Bool {
    seal
      == RetainedState.seal(
        UInt32(latches) << 8 | UInt32(headContradictions), boutMilliseconds, wallMilliseconds,
        restedMilliseconds)
  }

  /// FNV-1a over words; neither all zeros nor all ones seals itself.
  private static func seal(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    hash = (hash ^ a) &* 16_777_619
    hash = (hash ^ b) &* 16_777_619
    hash = (hash ^ c) &* 16_777_619
    return (hash ^ d) &* 16_777_619
  }
}

extension Device {
  /// What has to survive a reset, as of the last step.
  public func retained() -> RetainedState {
    var copy = self
    return copy.retain()
  }

  /// The same in place: a look would copy the whole device.
  public mutating func retain() -> RetainedState {
    var mask = latches.mask & Device.powerCycleMask
    if headContradictions > 1 { mask |= latches.mask & LatchCause.sensorFault.mask }
    return RetainedState(
      latches: mask, headContradictions: headContradictions,
      boutMilliseconds: WireScale.milliseconds32(clock.bout),
      wallMilliseconds: WireScale.milliseconds32(clock.wall(at: now)),
      restedMilliseconds: WireScale.milliseconds32(clock.sinceDriven(at: now)))
  }

  static var powerCycleMask: UInt16 {
    LatchCause.stuckDrive.mask | LatchCause.standstillFailed.mask | LatchCause.selfTestFailed.mask
  }

  /// What the self-test says of a reset that took away what had to survive it.
  static var nothingRetained: Int32 { 101 }

  /// Takes up where the boot before ended; without a whole record nothing may move until the power
  /// has been away.
  mutating func takeUp(_ retained: RetainedState?) {
    guard resetCause != .powerOn else { return }
    guard let retained, retained.isWhole else {
      latch(.selfTestFailed, value: Device.nothingRetained)
      return
    }
    headContradictions = min(retained.headContradictions, 2)
    clock = EnergisedClock(retained)
    for cause in LatchCause.allCases where retained.latches & cause.mask != 0 {
      latch(cause, value: 0)
    }
  }
}
