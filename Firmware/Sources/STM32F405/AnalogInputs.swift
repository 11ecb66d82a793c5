// SPDX-License-Identifier: Apache-2.0
public import Registers

/// Two converters, four inputs each, started together by timer 1: RM0090 §13.
public struct AnalogInputs<Bus: RegisterBus>: Sendable {
  public let bus: Bus
  /// Of each converter, in the order in which they are converted.
  public let first: InlineArray<4, UInt32>
  public let second: InlineArray<4, UInt32>

  /// - Parameters:
  ///   - first: channels 0 … 15 of converter 1.
  ///   - second: channels 0 … 15 of converter 2.
  public init(bus: Bus, first: InlineArray<4, UInt32>, second: InlineArray<4, UInt32>) {
    self.bus = bus
    self.first = first
    self.second = second
  }

  struct Converter {
    let base: UInt32
    var status: Register<UInt32> { Register(base) }
    var control1: Register<UInt32> { Register(base + 0x04) }
    var control2: Register<UInt32> { Register(base + 0x08) }
    var sampleTimesHigh: Register<UInt32> { Register(base + 0x0C) }
    var sampleTimesLow: Register<UInt32> { Register(base + 0x10) }
    var injectedSequence: Register<UInt32> { Register(base + 0x38) }
    func injectedData(_ index: UInt32) -> Register<UInt32> { Register(base + 0x3C + 4 * index) }
  }

  static var converter1: Converter { Converter(base: 0x4001_2000) }
  static var converter2: Converter { Converter(base: 0x4001_2100) }
  static var common: Register<UInt32> { Register(0x4001_2304) }
  /// JEOC (§13.13.1).
  static var injectedEnd: UInt32 { 1 << 2 }
  /// JEXTEN rising edge, JEXTSEL timer 1's TRGO, ADON (§13.13.3).
  static var triggered: UInt32 { 0b01 << 20 | 0b0001 << 16 | 1 }

  /// Starts them; from then on every trigger converts all eight and raises one interrupt.
  ///
  /// 84 MHz / 4 = 21 MHz, of at most 36 (DS8626 table 67). Sampled for 28 cycles each, an input takes
  /// 40 cycles, all four 7.6 µs (§13.5).
  public func start() {
    bus.store(0b01 << 16, to: Self.common)
    prepare(Self.converter1, first, interrupts: true)
    prepare(Self.converter2, second, interrupts: false)
  }

  private func prepare(
    _ converter: Converter, _ channels: InlineArray<4, UInt32>, interrupts: Bool
  ) {
    // ADON, then its start-up time of at most 3 µs (DS8626 table 67): 1000 loads take longer.
    bus.store(1, to: converter.control2)
    for _ in 0..<1000 { _ = bus.load(converter.status) }
    // Code 2 is 28 cycles, three bits an input (§13.13.4); those that are not used get it too.
    bus.store(0o222_222_222, to: converter.sampleTimesHigh)
    bus.store(0o2_222_222_222, to: converter.sampleTimesLow)
    var sequence: UInt32 = 3 << 20
    for index in 0..<4 { sequence |= channels[index] << (5 * UInt32(index)) }
    bus.store(sequence, to: converter.injectedSequence)
    // SCAN, and JEOCIE where both are done at once (§13.13.2).
    bus.store(1 << 8 | (interrupts ? 1 << 7 : 0), to: converter.control1)
    bus.store(0, to: converter.status)
    bus.store(Self.triggered, to: converter.control2)
  }

  /// Ends the interrupt; flags are cleared by writing 0 (§13.13.1).
  public func acknowledge() {
    bus.store(~Self.injectedEnd, to: Self.converter1.status)
    bus.store(~Self.injectedEnd, to: Self.converter2.status)
  }

  /// The newest conversion, 0 … 4095 each.
  public func take() -> (first: InlineArray<4, UInt32>, second: InlineArray<4, UInt32>) {
    var found = (InlineArray<4, UInt32>(repeating: 0), InlineArray<4, UInt32>(repeating: 0))
    for index in 0..<4 {
      found.0[index] = bus.load(Self.converter1.injectedData(UInt32(index))) & 0xFFF
      found.1[index] = bus.load(Self.converter2.injectedData(UInt32(index))) & 0xFFF
    }
    return found
  }
}
