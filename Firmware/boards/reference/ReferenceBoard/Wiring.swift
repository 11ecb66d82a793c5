// SPDX-License-Identifier: Apache-2.0
public import STM32F405

/// Which pin does what, on the 64-pin package: the table of README.md, as a program needs it.
public enum Wiring {
  // The bridge: high and low side of either half, and what breaks it.
  public static var highSide1: Pin { Pin(.a, 8) }
  public static var lowSide1: Pin { Pin(.b, 13) }
  public static var highSide2: Pin { Pin(.a, 10) }
  public static var lowSide2: Pin { Pin(.b, 15) }
  public static var overcurrent: Pin { Pin(.b, 12) }
  static var timer1: Pin.Mode { .alternate(1) }

  /// Keeps the series switch closed as long as it goes up and down.
  public static var seriesSwitchPump: Pin { Pin(.c, 6) }
  /// High when pressed, and when its wire is torn.
  public static var stopButton: Pin { Pin(.c, 7) }
  /// Low when pressed.
  public static var userButton: Pin { Pin(.c, 8) }
  public static var light: Pin { Pin(.c, 9) }

  // Channels of the converters are those of the pins (data sheet, table 7).
  public static var coilCurrent: Pin { Pin(.a, 0) }
  public static var packVoltage: Pin { Pin(.a, 1) }
  public static var contactForce: Pin { Pin(.a, 2) }
  public static var windingThermistor: Pin { Pin(.a, 3) }
  public static var housingThermistor: Pin { Pin(.c, 0) }
  public static var headThermistor: Pin { Pin(.c, 1) }
  public static var currentZero: Pin { Pin(.c, 2) }
  static var firstConverter: InlineArray<4, UInt32> { [0, 1, 2, 3] }
  /// The current's zero twice: four conversions each, so that both converters end together.
  static var secondConverter: InlineArray<4, UInt32> { [12, 10, 11, 12] }

  // The head's accelerometer on SPI 1, the housing's on SPI 3.
  public static var headSelect: Pin { Pin(.a, 4) }
  public static var headClock: Pin { Pin(.a, 5) }
  public static var headIn: Pin { Pin(.a, 6) }
  public static var headOut: Pin { Pin(.a, 7) }
  static var spi1: Pin.Mode { .alternate(5) }
  public static var housingSelect: Pin { Pin(.d, 2) }
  public static var housingClock: Pin { Pin(.c, 10) }
  public static var housingIn: Pin { Pin(.c, 11) }
  public static var housingOut: Pin { Pin(.c, 12) }
  static var spi3: Pin.Mode { .alternate(6) }

  public static var busPower: Pin { Pin(.a, 9) }
  public static var dataMinus: Pin { Pin(.a, 11) }
  public static var dataPlus: Pin { Pin(.a, 12) }
  static var usb: Pin.Mode { .alternate(10) }
}
