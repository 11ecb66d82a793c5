// SPDX-License-Identifier: Apache-2.0

/// One tone over a long window, precise enough to compare tissue.
///
/// Head and housing phasors at f and 2f are in 0.1 mg, at 3f and ½f in 0.5 mg, current in 0.02 mA.
public struct Measurement: Hashable, Sendable, BitwiseCopyable {
  public var actuator: UInt8 = 0
  public var tone: UInt8 = 0
  public var centreMilliseconds: UInt32 = 0
  public var centreFractionMicroseconds: UInt16 = 0
  public var frequencyCentihertz: UInt16 = 0
  public var samples: UInt16 = 0
  public var clippedSamples: UInt16 = 0
  /// 0.1 mg, within ±8 388 607.
  public var headInPhase: Int32 = 0
  public var headQuadrature: Int32 = 0
  public var headSecondInPhase: Int32 = 0
  public var headSecondQuadrature: Int32 = 0
  public var headThird: WirePhasor = .zero
  public var headHalf: WirePhasor = .zero
  public var housingInPhase: Int32 = 0
  public var housingQuadrature: Int32 = 0
  /// 0.02 mA, within ±8 388 607.
  public var currentInPhase: Int32 = 0
  public var currentQuadrature: Int32 = 0
  public var preloadMeanCentinewtons: UInt16 = 0
  public var preloadMinimumCentinewtons: UInt16 = 0
  public var windingCentidegrees: Int16 = 0
  public init() {}
}

extension Measurement: WireBody {
  public static var bodyLength: Int { 52 }

  public func encode(into body: inout Payload) {
    body.setByte(0, actuator)
    body.setByte(1, tone)
    body.setUInt32(2, centreMilliseconds)
    body.setUInt16(6, centreFractionMicroseconds)
    body.setUInt16(8, frequencyCentihertz)
    body.setUInt16(10, samples)
    body.setUInt16(12, clippedSamples)
    body.setInt24(14, headInPhase)
    body.setInt24(17, headQuadrature)
    body.setInt24(20, headSecondInPhase)
    body.setInt24(23, headSecondQuadrature)
    body.setPhasor(26, headThird)
    body.setPhasor(30, headHalf)
    body.setInt24(34, housingInPhase)
    body.setInt24(37, housingQuadrature)
    body.setInt24(40, currentInPhase)
    body.setInt24(43, currentQuadrature)
    body.setUInt16(46, preloadMeanCentinewtons)
    body.setUInt16(48, preloadMinimumCentinewtons)
    body.setUInt16(50, UInt16(bitPattern: windingCentidegrees))
  }

  public init(decoding body: borrowing Payload) throws(FieldRefusal) {
    let centreFractionMicroseconds = try body.microseconds(6)
    self.init()
    self.actuator = body.byte(0)
    self.tone = body.byte(1)
    self.centreMilliseconds = body.uint32(2)
    self.centreFractionMicroseconds = centreFractionMicroseconds
    self.frequencyCentihertz = body.uint16(8)
    self.samples = body.uint16(10)
    self.clippedSamples = body.uint16(12)
    self.headInPhase = body.int24(14)
    self.headQuadrature = body.int24(17)
    self.headSecondInPhase = body.int24(20)
    self.headSecondQuadrature = body.int24(23)
    self.headThird = body.phasor(26)
    self.headHalf = body.phasor(30)
    self.housingInPhase = body.int24(34)
    self.housingQuadrature = body.int24(37)
    self.currentInPhase = body.int24(40)
    self.currentQuadrature = body.int24(43)
    self.preloadMeanCentinewtons = body.uint16(46)
    self.preloadMinimumCentinewtons = body.uint16(48)
    self.windingCentidegrees = Int16(bitPattern: body.uint16(50))
  }
}
