// SPDX-License-Identifier: Apache-2.0
public import Links

/// A Tonus device on USB, and where it is now.
public struct FoundDevice: Hashable, Sendable {
  /// What it is known by, the same after every replug: its serial number, or where it is plugged in
  /// when that cannot be one.
  public var name: String
  public var serial: String
  public var product: String
  public var place: USBPlace

  public init(name: String, serial: String, product: String, place: USBPlace) {
    self.name = name
    self.serial = serial
    self.product = product
    self.place = place
  }
}

/// What has become different.
public enum RosterChange: Hashable, Sendable {
  /// It is there, or can be reached in another way than before.
  case there(FoundDevice)
  case gone(name: String)
}
