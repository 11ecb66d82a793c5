// SPDX-License-Identifier: Apache-2.0

// Every quantity says `<=` and `>=` itself: what Comparable makes of `<` would be true of a quantity
// that is not a number, and a limit written that way would let it pass.

/// A frequency, in hertz.
@frozen public struct Hertz: Hashable, Comparable, Sendable, BitwiseCopyable {
  public var hertz: Float

  @inlinable public init(hertz: Float) { self.hertz = hertz }
  @inlinable public static var zero: Hertz { Hertz(hertz: 0) }

  @inlinable public static func == (a: Hertz, b: Hertz) -> Bool { a.hertz == b.hertz }
  @inlinable public static func < (a: Hertz, b: Hertz) -> Bool { a.hertz < b.hertz }
  @inlinable public static func <= (a: Hertz, b: Hertz) -> Bool { a.hertz <= b.hertz }
  @inlinable public static func >= (a: Hertz, b: Hertz) -> Bool { a.hertz >= b.hertz }
  @inlinable public static func + (a: Hertz, b: Hertz) -> Hertz {
    Hertz(hertz: a.hertz + b.hertz)
  }
  @inlinable public static func - (a: Hertz, b: Hertz) -> Hertz {
    Hertz(hertz: a.hertz - b.hertz)
  }
  @inlinable public static func * (a: Hertz, s: Float) -> Hertz {
    Hertz(hertz: a.hertz * s)
  }
}

/// A displacement, in millimetres.
///
/// Amplitudes that a person or a file names are peak to peak; a variable that holds anything else
/// says so in its name.
@frozen public struct Displacement: Hashable, Comparable, Sendable, BitwiseCopyable {
  public var millimeters: Float

  @inlinable public init(millimeters: Float) { self.millimeters = millimeters }
  @inlinable public static var zero: Displacement { Displacement(millimeters: 0) }

  @inlinable public static func == (a: Displacement, b: Displacement) -> Bool {
    a.millimeters == b.millimeters
  }
  @inlinable public static func < (a: Displacement, b: Displacement) -> Bool {
    a.millimeters < b.millimeters
  }
  @inlinable public static func <= (a: Displacement, b: Displacement) -> Bool {
    a.millimeters <= b.millimeters
  }
  @inlinable public static func >= (a: Displacement, b: Displacement) -> Bool {
    a.millimeters >= b.millimeters
  }
  @inlinable public static func + (a: Displacement, b: Displacement) -> Displacement {
    Displacement(millimeters: a.millimeters + b.millimeters)
  }
  @inlinable public static func - (a: Displacement, b: Displacement) -> Displacement {
    Displacement(millimeters: a.millimeters - b.millimeters)
  }
  @inlinable public static func * (a: Displacement, s: Float) -> Displacement {
    Displacement(millimeters: a.millimeters * s)
  }
}

/// An acceleration, in multiples of standard gravity (9.80665 m/s²).
@frozen public struct Acceleration: Hashable, Comparable, Sendable, BitwiseCopyable {
  public var g: Float

  @inlinable public init(g: Float) { self.g = g }
  @inlinable public static var zero: Acceleration { Acceleration(g: 0) }

  @inlinable public static func == (a: Acceleration, b: Acceleration) -> Bool { a.g == b.g }
  @inlinable public static func < (a: Acceleration, b: Acceleration) -> Bool { a.g < b.g }
  @inlinable public static func <= (a: Acceleration, b: Acceleration) -> Bool { a.g <= b.g }
  @inlinable public static func >= (a: Acceleration, b: Acceleration) -> Bool { a.g >= b.g }
  @inlinable public static func + (a: Acceleration, b: Acceleration) -> Acceleration {
    Acceleration(g: a.g + b.g)
  }
  @inlinable public static func - (a: Acceleration, b: Acceleration) -> Acceleration {
    Acceleration(g: a.g - b.g)
  }
  @inlinable public static func * (a: Acceleration, s: Float) -> Acceleration {
    Acceleration(g: a.g * s)
  }
}

/// An electric current, in amperes.
@frozen public struct Current: Hashable, Comparable, Sendable, BitwiseCopyable {
  public var amperes: Float

  @inlinable public init(amperes: Float) { self.amperes = amperes }
  @inlinable public static var zero: Current { Current(amperes: 0) }

  @inlinable public static func == (a: Current, b: Current) -> Bool { a.amperes == b.amperes }
  @inlinable public static func < (a: Current, b: Current) -> Bool { a.amperes < b.amperes }
  @inlinable public static func <= (a: Current, b: Current) -> Bool { a.amperes <= b.amperes }
  @inlinable public static func >= (a: Current, b: Current) -> Bool { a.amperes >= b.amperes }
  @inlinable public static func + (a: Current, b: Current) -> Current {
    Current(amperes: a.amperes + b.amperes)
  }
  @inlinable public static func - (a: Current, b: Current) -> Current {
    Current(amperes: a.amperes - b.amperes)
  }
  @inlinable public static func * (a: Current, s: Float) -> Current {
    Current(amperes: a.amperes * s)
  }
}

/// An electric potential difference, in volts.
@frozen public struct Voltage: Hashable, Comparable, Sendable, BitwiseCopyable {
  public var volts: Float

  @inlinable public init(volts: Float) { self.volts = volts }
  @inlinable public static var zero: Voltage { Voltage(volts: 0) }

  @inlinable public static func == (a: Voltage, b: Voltage) -> Bool { a.volts == b.volts }
  @inlinable public static func < (a: Voltage, b: Voltage) -> Bool { a.volts < b.volts }
  @inlinable public static func <= (a: Voltage, b: Voltage) -> Bool { a.volts <= b.volts }
  @inlinable public static func >= (a: Voltage, b: Voltage) -> Bool { a.volts >= b.volts }
  @inlinable public static func + (a: Voltage, b: Voltage) -> Voltage {
    Voltage(volts: a.volts + b.volts)
  }
  @inlinable public static func - (a: Voltage, b: Voltage) -> Voltage {
    Voltage(volts: a.volts - b.volts)
  }
  @inlinable public static func * (a: Voltage, s: Float) -> Voltage {
    Voltage(volts: a.volts * s)
  }
}

/// A force, in newtons.
@frozen public struct Force: Hashable, Comparable, Sendable, BitwiseCopyable {
  public var newtons: Float

  @inlinable public init(newtons: Float) { self.newtons = newtons }
  @inlinable public static var zero: Force { Force(newtons: 0) }

  @inlinable public static func == (a: Force, b: Force) -> Bool { a.newtons == b.newtons }
  @inlinable public static func < (a: Force, b: Force) -> Bool { a.newtons < b.newtons }
  @inlinable public static func <= (a: Force, b: Force) -> Bool { a.newtons <= b.newtons }
  @inlinable public static func >= (a: Force, b: Force) -> Bool { a.newtons >= b.newtons }
  @inlinable public static func + (a: Force, b: Force) -> Force {
    Force(newtons: a.newtons + b.newtons)
  }
  @inlinable public static func - (a: Force, b: Force) -> Force {
    Force(newtons: a.newtons - b.newtons)
  }
  @inlinable public static func * (a: Force, s: Float) -> Force {
    Force(newtons: a.newtons * s)
  }
}

/// A temperature, in degrees Celsius.
@frozen public struct Temperature: Hashable, Comparable, Sendable, BitwiseCopyable {
  public var celsius: Float

  @inlinable public init(celsius: Float) { self.celsius = celsius }
  @inlinable public static var zero: Temperature { Temperature(celsius: 0) }

  @inlinable public static func == (a: Temperature, b: Temperature) -> Bool {
    a.celsius == b.celsius
  }
  @inlinable public static func < (a: Temperature, b: Temperature) -> Bool { a.celsius < b.celsius }
  @inlinable public static func <= (a: Temperature, b: Temperature) -> Bool {
    a.celsius <= b.celsius
  }
  @inlinable public static func >= (a: Temperature, b: Temperature) -> Bool {
    a.celsius >= b.celsius
  }
  @inlinable public static func + (a: Temperature, b: Temperature) -> Temperature {
    Temperature(celsius: a.celsius + b.celsius)
  }
  @inlinable public static func - (a: Temperature, b: Temperature) -> Temperature {
    Temperature(celsius: a.celsius - b.celsius)
  }
  @inlinable public static func * (a: Temperature, s: Float) -> Temperature {
    Temperature(celsius: a.celsius * s)
  }
}
