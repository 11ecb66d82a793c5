// SPDX-License-Identifier: Apache-2.0

/// Who the device is and what it has.
///
/// The nonce is that of the hello it answers.
public struct Identity: Sendable, BitwiseCopyable {
  public var major: UInt8
  public var minor: UInt8
  public var nonce: UInt32
  public var firmware: (major: UInt8, minor: UInt8, patch: UInt8)
  public var actuators: UInt8
  public var flags: IdentityFlags
  public var resetCause: ResetCause
  public var serial: WireText
  public var model: WireText
  /// Differs after every boot, so that a host sees a reset between two hellos.
  public var bootID: UInt32
  public var sampleRateHertz: UInt16
  public var fastestPeriodMilliseconds: UInt8
  public init(
    major: UInt8, minor: UInt8, nonce: UInt32,
    firmware: (major: UInt8, minor: UInt8, patch: UInt8), actuators: UInt8, flags: IdentityFlags,
    resetCause: ResetCause, serial: WireText, model: WireText, bootID: UInt32,
    sampleRateHertz: UInt16, fastestPeriodMilliseconds: UInt8
  ) {
    self.major = major
    self.minor = minor
    self.nonce = nonce
    self.firmware = firmware
    self.actuators = actuators
    self.flags = flags
    self.resetCause = resetCause
    self.serial = serial
    self.model = model
    self.bootID = bootID
    self.sampleRateHertz = sampleRateHertz
    self.fastestPeriodMilliseconds = fastestPeriodMilliseconds
  }
}

extension Identity: WireBody {
  public static var bodyLength: Int { 51 }

  public func encode(into body: inout Payload) {
    body.setByte(0, major)
    body.setByte(1, minor)
    body.setUInt32(2, nonce)
    body.setByte(6, firmware.major)
    body.setByte(7, firmware.minor)
    body.setByte(8, firmware.patch)
    body.setByte(9, actuators)
    body.setByte(10, flags.rawValue)
    body.setByte(11, resetCause.rawValue)
    body.setText(12, serial)
    body.setText(28, model)
    body.setUInt32(44, bootID)
    body.setUInt16(48, sampleRateHertz)
    body.setByte(50, fastestPeriodMilliseconds)
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    let actuators = try body.byte(9, in: 1...8)
    let flags = IdentityFlags(rawValue: body.byte(10))
    guard flags.isSubset(of: .defined) else { throw FieldRefusal(offset: 10) }
    guard let resetCause = ResetCause(rawValue: body.byte(11)) else {
      throw FieldRefusal(offset: 11)
    }
    let serial = try body.text(12)
    let model = try body.text(28)
    let fastest = try body.byte(50, in: 1...100)
    self.init(
      major: body.byte(0), minor: body.byte(1), nonce: body.uint32(2),
      firmware: (major: body.byte(6), minor: body.byte(7), patch: body.byte(8)),
      actuators: actuators, flags: flags, resetCause: resetCause, serial: serial, model: model,
      bootID: body.uint32(44), sampleRateHertz: body.uint16(48),
      fastestPeriodMilliseconds: fastest)
  }
}
