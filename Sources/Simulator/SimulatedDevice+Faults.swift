// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Plant
import Quantities

extension SimulatedDevice {
  /// Makes a fault happen now; what befalls one actuator befalls that of this number, if it is there.
  public mutating func inject(_ fault: Fault, value given: Float? = nil, of actuator: Int = 0) {
    guard indices.contains(actuator) else { return }
    let value = given ?? fault.usualValue ?? 0
    switch fault {
    case .lose: withLinks { $0.lost = value / 100 }
    case .duplicate: withLinks { $0.duplicated = value / 100 }
    case .corrupt: withLinks { $0.corrupted = value / 100 }
    case .late: withLinks { $0.delay = Self.milliseconds(value) }
    case .loseStops: withLinks { $0.stopsToLose = Int(value) }
    case .stale, .staleReplies, .deaf, .mute:
      let until = clock + Self.milliseconds(value * 1000)
      withLinks { Self.interrupt(&$0, fault, until) }
    case .unplug: if isAttached { detach() }
    case .plug: isAttached = true
    case .freeze:
      frozenSince = frozenSince ?? clock
      thawsAt = clock + Self.milliseconds(max(value * 1000, 100))
    case .thaw: if isFrozen { reset(.watchdog) }
    case .reset: reset(.powerOn)
    case .brownOut: reset(.brownOut)
    case .heal:
      withLinks { $0.heal() }
      for index in indices { heads[index].heal() }
    case .forceStuck: heads[actuator].isForceStuck = true
    case .button: buttonUntil = clock + Self.milliseconds(value)
    case .stopButton: stopButtonUntil = clock + Self.milliseconds(value)
    case .stuck, .stuckDirect, .hot, .hotHead, .hotHousing, .lowBattery, .sensorDead,
      .sensorSaturated, .housingDead, .lift, .press, .setDown, .relaxed, .normal, .tense, .bony:
      Self.afflict(&heads[actuator].plant, fault, value)
    }
  }

  private mutating func withLinks(_ change: (inout LinkFaults) -> Void) {
    change(&links)
    change(&reportLinks)
  }

  private static func interrupt(_ links: inout LinkFaults, _ fault: Fault, _ until: Instant) {
    switch fault {
    case .stale: links.toDevice.heldUntil = until
    case .staleReplies: links.toHost.heldUntil = until
    case .deaf: links.toDevice.lostUntil = until
    case .mute: links.toHost.lostUntil = until
    default: break
    }
  }

  private static func afflict(_ plant: inout Plant, _ fault: Fault, _ value: Float) {
    let truth = plant.truth
    switch fault {
    case .stuck:
      plant.driveFault = .oscillating(Current(amperes: value), Hertz(hertz: 45))
    case .stuckDirect: plant.driveFault = .stuck(Current(amperes: value))
    case .hot: plant.heat(winding: Temperature(celsius: value))
    case .hotHead: plant.heat(winding: truth.winding, head: Temperature(celsius: value))
    case .hotHousing: plant.heat(winding: truth.winding, housing: Temperature(celsius: value))
    case .lowBattery: plant.setBattery(value / 100)
    case .sensorDead: plant.headFault = .dead
    case .sensorSaturated: plant.headFault = .saturated
    case .housingDead: plant.housingFault = .dead
    case .lift: plant.lift(over: milliseconds(value))
    case .press: plant.press(Force(newtons: value))
    case .setDown: plant.setDown()
    case .relaxed: plant.setLoad(.relaxed)
    case .normal: plant.setLoad(.normal)
    case .tense: plant.setLoad(.tense)
    case .bony: plant.setLoad(.bony)
    default: break
    }
  }

  private static func milliseconds(_ value: Float) -> Interval {
    .milliseconds(Int64(value.rounded()))
  }
}
