// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// Devices in a table, with what stands against using them below it.
enum DeviceText {
  static func lines(_ devices: [Device], style: TextStyle) -> [String] {
    guard !devices.isEmpty else {
      return [
        "No device is connected.",
        style.dim("Plug one in, or try 'tonus --simulate run multifidus-lumbar --side left'."),
      ]
    }
    let rows = devices.map { device in
      [
        device.id, device.model, state(device, style),
        device.transport + (device.path.isEmpty ? "" : " \(device.path)"),
        device.serial, device.firmware, device.protocol,
      ]
    }
    var lines = Layout.table(
      ["ID", "MODEL", "STATE", "AT", "SERIAL", "FIRMWARE", "PROTOCOL"], rows, style: style)
    let column = (devices.map { Layout.columns($0.id) }.max() ?? 0) + 2
    for device in devices {
      if !device.detail.isEmpty {
        lines += Layout.labelled(device.id, device.detail, column: column, style: style)
      }
      for latch in device.latches {
        lines += LatchText.lines(latch, device: device.id, style: style)
      }
    }
    return lines
  }

  private static func state(_ device: Device, _ style: TextStyle) -> String {
    let text = device.leaseHeldBy.map { "\(device.state) (\($0))" } ?? device.state
    switch device.state {
    case "ready": return style.green(text)
    case "latched", "quarantined": return style.red(text)
    case "armed", "running", "stopping": return style.yellow(text)
    default: return text
    }
  }
}
