// SPDX-License-Identifier: Apache-2.0
public import DeviceCore
public import Plant

extension PlantDrive {
  /// What a device's power stage does, as the plant feels it.
  @inlinable public init(_ drive: Drive) {
    switch drive {
    case .current(let current): self = .current(current)
    case .brake: self = .brake
    case .open: self = .open
    }
  }
}
