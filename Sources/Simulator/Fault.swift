// SPDX-License-Identifier: Apache-2.0

/// What can go wrong with a simulated device, its link, and the hand that holds it.
public enum Fault: String, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case lose, duplicate, corrupt, late, stale
  case staleReplies = "stale-replies"
  case deaf, mute
  case loseStops = "lose-stops"
  case unplug, plug
  case freeze, thaw, reset
  case brownOut = "brown-out"
  case stuck
  case stuckDirect = "stuck-dc"
  case hot
  case hotHead = "hot-head"
  case hotHousing = "hot-housing"
  case lowBattery = "low-battery"
  case sensorDead = "sensor-dead"
  case sensorSaturated = "sensor-saturated"
  case housingDead = "housing-dead"
  case forceStuck = "force-stuck"
  case lift, press
  case setDown = "set-down"
  case relaxed, normal, tense, bony
  case button
  case stopButton = "stop-button"
  case heal

  /// One line for people, naming the value where there is one.
  public var explanation: String {
    switch self {
    case .lose: "loses this many percent of all frames, both ways (0 ends it)"
    case .duplicate: "delivers this many percent of all frames twice"
    case .corrupt: "flips one bit in this many percent of all frames"
    case .late: "delivers every frame this many ms late, both ways"
    case .stale:
      "holds back what the host sends for this many seconds, then delivers it all at once"
    case .staleReplies:
      "holds back what the device says for this many seconds, then delivers it all at once"
    case .deaf: "hears nothing for this many seconds; the device goes on"
    case .mute: "says nothing for this many seconds; the device goes on"
    case .loseStops: "loses the next so many stops, and nothing else"
    case .unplug: "pulls the cable; a battery keeps the device alive"
    case .plug: "puts the cable back"
    case .freeze:
      "hangs the firmware; its watchdog cuts the drive after 100 ms and resets after this many seconds"
    case .thaw: "resets a frozen device now"
    case .reset: "takes the power away and gives it back: latches are gone"
    case .brownOut:
      "resets the device as a dip of its supply does: what its backup memory keeps stays"
    case .stuck: "the power stage shakes with this many amperes at 45 Hz, whatever it is told"
    case .stuckDirect:
      "the power stage delivers this many amperes of direct current, whatever it is told"
    case .hot: "heats the winding to this many °C"
    case .hotHead: "heats the head to this many °C"
    case .hotHousing: "heats the housing to this many °C"
    case .lowBattery: "drains the battery to this many percent"
    case .sensorDead: "the head's accelerometer reads nothing"
    case .sensorSaturated: "the head's accelerometer reads the end of its range"
    case .housingDead: "the housing's accelerometer reads nothing"
    case .forceStuck: "the contact sensor goes on reading what it read last"
    case .lift: "lifts the head off the body within this many ms"
    case .press: "presses with this many newtons"
    case .setDown: "sets the head down again with the force it had"
    case .relaxed: "puts relaxed muscle under the head"
    case .normal: "puts normal muscle under the head"
    case .tense: "puts tense muscle under the head"
    case .bony: "puts bone under the head"
    case .button: "presses the user's button for this many ms"
    case .stopButton: "presses the stop button for this many ms"
    case .heal: "ends what was wrong with link, sensors and power stage"
    }
  }

  /// What a fault named without a value means; nil where there is nothing to give.
  public var usualValue: Float? {
    switch self {
    case .lose, .duplicate, .corrupt: 10
    case .late: 50
    case .stale, .staleReplies, .deaf, .mute: 1
    case .loseStops: 3
    case .freeze: 2
    case .stuck: 0.5
    case .stuckDirect: 1
    case .hot: 115
    case .hotHead: 42
    case .hotHousing: 50
    case .lowBattery: 3
    case .lift: 20
    case .press: 15
    case .button, .stopButton: 100
    case .unplug, .plug, .thaw, .reset, .brownOut, .sensorDead, .sensorSaturated, .housingDead,
      .forceStuck, .setDown, .relaxed, .normal, .tense, .bony, .heal:
      nil
    }
  }

  /// The values it takes; nil where there is nothing to give.
  public var values: ClosedRange<Float>? {
    switch self {
    case .lose, .duplicate, .corrupt, .lowBattery: 0...100
    case .late: 0...2000
    case .stale, .staleReplies, .deaf, .mute, .freeze: 0...3600
    case .loseStops: 0...100
    case .stuck, .stuckDirect: -2...2
    case .hot, .hotHead, .hotHousing: -20...200
    case .lift, .button, .stopButton: 1...10000
    case .press: 0...50
    case .unplug, .plug, .thaw, .reset, .brownOut, .sensorDead, .sensorSaturated, .housingDead,
      .forceStuck, .setDown, .relaxed, .normal, .tense, .bony, .heal:
      nil
    }
  }

  /// All of them, a line each, with the value that is meant when none is given.
  public static var list: String {
    let width = allCases.map(\.rawValue.count).max() ?? 0
    return allCases.map { fault in
      let name = fault.rawValue + String(repeating: " ", count: width - fault.rawValue.count)
      let usual = fault.usualValue.map { " [\(shown($0))]" } ?? ""
      return "\(name)  \(fault.explanation)\(usual)"
    }.joined(separator: "\n")
  }

  private static func shown(_ value: Float) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }
}
