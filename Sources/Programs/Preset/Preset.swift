// SPDX-License-Identifier: Apache-2.0
public import Anatomy
public import Envelope
import Quantities

/// A program that ships.
public struct Preset: Hashable, Sendable {
  public let name: String
  /// The program as it is shown and copied.
  public let text: String
  public let program: Program

  public var title: String { program.title }
  /// Whether it only explains and cannot be run.
  public var isInformation: Bool { program.information != nil }

  /// The timeline on a device without limits of its own, for lists: zones, sides, time and steps.
  ///
  /// Nil for information, and for the template that needs a zone. What runs is proved anew, for the
  /// person and the device.
  public func outline(catalogue: Catalogue = .standard) -> Timeline? {
    try? Checker.prove(program, catalogue: catalogue, device: Self.anyDevice).get()
  }

  /// Bounds no zone comes near.
  public static let anyDevice = Bounds(
    frequencyMin: Hertz(hertz: 1), frequencyMax: Hertz(hertz: 1000),
    amplitudeMax: Displacement(millimeters: 100), accelerationMax: Acceleration(g: 100))
}
