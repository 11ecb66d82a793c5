// SPDX-License-Identifier: Apache-2.0
import Plant
import Quantities
import Testing

@Suite("Heat and battery of the plant")
struct SlowNodesTests {
  /// Runs for `seconds` with a direct current on a head held by bone.
  private func run(_ plant: inout Plant, seconds: Float, amperes: Float) -> SensorReadings {
    var readings = plant.step(drive: .current(Current(amperes: amperes)))
    for _ in 0..<Int(seconds * 4000) {
      readings = plant.step(drive: .current(Current(amperes: amperes)))
    }
    return readings
  }

  @Test("the winding heats with a time constant of 10 s by 4 K/W above the housing")
  func winding() {
    var plant = Plant(parameters: .reference(load: .bony), seed: 1)
    // 0.5 A in 3 Ω: 0.75 W, 3 K over the housing when settled; 63 % of it after 10 s.
    let after = run(&plant, seconds: 10, amperes: 0.5)
    let rise = after.winding.celsius - after.housingTemperature.celsius
    #expect(abs(rise - 3 * 0.632) < 0.12)
    let settled = run(&plant, seconds: 40, amperes: 0.5)
    #expect(abs(settled.winding.celsius - settled.housingTemperature.celsius - 3) < 0.2)
  }

  @Test("the housing follows with 500 s and the head later still")
  func housing() {
    var plant = Plant(parameters: .reference(load: .bony), seed: 1)
    let after = run(&plant, seconds: 100, amperes: 0.5)
    // 0.75 W · 15 K/W = 11.25 K; 1 − e^(−100/500) = 18 %, less the winding's start.
    let rise = after.housingTemperature.celsius - 25
    #expect(rise > 1.5 && rise < 2.1)
    #expect(after.headTemperature.celsius - 25 < rise)
    #expect(after.headTemperature.celsius > 25.3)
  }

  @Test("H5: fifteen minutes at a session's load keep the head under 41 °C at 25 °C ambient")
  func session() {
    var parameters = PlantParameters.reference(load: .normal)
    parameters.heat.ambient = Temperature(celsius: 25)
    var plant = Plant(parameters: parameters, seed: 1)
    var readings = plant.step(drive: .open)
    for i in 0..<(900 * 4000) {
      let drive = 0.5 * PortableMath.sine(turns: Float(i % 4000) * 0.01)
      readings = plant.step(drive: .current(Current(amperes: drive)))
    }
    #expect(readings.headTemperature.celsius < 41)
    #expect(readings.headTemperature.celsius > 26)
  }

  @Test("the supply sags under load and the charge falls by what was drawn")
  func battery() {
    var plant = Plant(parameters: .reference(load: .bony), seed: 1)
    let idle = run(&plant, seconds: 1, amperes: 0)
    let loaded = run(&plant, seconds: 60, amperes: 1)
    #expect(loaded.supply < idle.supply)
    // 0.3 W + 3 W / 0.85 at 3.9 V for a minute out of 2.5 Ah.
    let fall = idle.battery - loaded.battery
    #expect(fall > 0.0055 && fall < 0.0085)
    plant.setBattery(0.02)
    #expect(run(&plant, seconds: 0.1, amperes: 1).supply.volts < 3.2)
  }
}
