// SPDX-License-Identifier: Apache-2.0

/// What can be done to the world from the console; names and values are those of `tonus-sim`.
enum WorldOrder: UInt8, CaseIterable {
  case stuck, stuckDirect, hot, hotHead, hotHousing, sensorDead, sensorSaturated, housingDead
  case forceStuck, lowBattery, lift, press, setDown, button, stopButton, heal

  var name: StaticString {
    switch self {
    case .stuck: "stuck"
    case .stuckDirect: "stuck-dc"
    case .hot: "hot"
    case .hotHead: "hot-head"
    case .hotHousing: "hot-housing"
    case .sensorDead: "sensor-dead"
    case .sensorSaturated: "sensor-saturated"
    case .housingDead: "housing-dead"
    case .forceStuck: "force-stuck"
    case .lowBattery: "low-battery"
    case .lift: "lift"
    case .press: "press"
    case .setDown: "set-down"
    case .button: "button"
    case .stopButton: "stop-button"
    case .heal: "heal"
    }
  }

  /// Used when none is given, and the limits of those that are.
  var value: (usual: Float, range: ClosedRange<Float>) {
    switch self {
    case .stuck: (0.5, -2...2)
    case .stuckDirect: (1, -2...2)
    case .hot: (115, -20...200)
    case .hotHead: (42, -20...200)
    case .hotHousing: (50, -20...200)
    case .lowBattery: (3, 0...100)
    case .lift: (20, 1...10000)
    case .press: (15, 0...50)
    case .button, .stopButton: (100, 1...10000)
    case .sensorDead, .sensorSaturated, .housingDead, .forceStuck, .setDown, .heal: (0, 0...0)
    }
  }
}

/// What the console does to the controller itself.
enum ControllerOrder: UInt8, CaseIterable {
  case brownOut, stall, trap, overflow, allocate, report

  var name: StaticString {
    switch self {
    case .brownOut: "brown-out"
    case .stall: "stall"
    case .trap: "trap"
    case .overflow: "overflow"
    case .allocate: "allocate"
    case .report: "report"
    }
  }
}
