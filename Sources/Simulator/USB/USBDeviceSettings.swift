// SPDX-License-Identifier: Apache-2.0

/// One device of a USB/IP server.
public struct USBDeviceSettings: Sendable {
  public var device: SimulatedDeviceSettings
  /// What it does to hosts on purpose; nil for an honest device.
  public var hostility: Hostility?
  /// A file for the plant's own account of when the head moved.
  public var truth: String?

  public init(
    _ device: SimulatedDeviceSettings, hostility: Hostility? = nil, truth: String? = nil
  ) {
    self.device = device
    self.hostility = hostility
    self.truth = truth
  }
}
