// SPDX-License-Identifier: Apache-2.0
import Quantities
import Sessions
import Simulator

extension Scenario {
  /// The same world with what a canary needs to show itself; a sound system holds every promise in it.
  public func provoking(_ canary: Canary) -> Scenario {
    var scenario = self
    scenario.again = false
    scenario.actuators = 1
    scenario.faulty = 0
    scenario.isSeasoned = true
    switch canary {
    case .envelopeBroken:
      scenario.treating = .steady("gluteus-maximus:left", frequency: 40, percent: 80)
    case .expiryOff:
      scenario.treating = .steady("gluteus-maximus:left", frequency: 40, percent: 80)
      scenario.events = [Event(at: 2500, happening: .stallEngine(milliseconds: 1200))]
    case .guardBroken:
      // A force sensor that always says contact, and a head in the air: the tissue no longer holds
      // it back, and only the guard sees it until the device doubts the sensor 200 ms later.
      scenario.treating = .steady(
        "multifidus-rotatores-cervical:left", frequency: 30, percent: 100)
      scenario.events = [
        Event(at: 3450, happening: .fault(.forceStuck, nil)),
        Event(at: 3500, happening: .fault(.lift, nil)),
      ]
    }
    scenario.lengthMilliseconds = scenario.treating.proved.duration.milliseconds + 9000
    return scenario
  }
}
