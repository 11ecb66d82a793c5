// SPDX-License-Identifier: Apache-2.0
import Foundation
import Plant
import Quantities
import Testing

@Suite("The plant's sensors and faults")
struct SensorTests {
  @Test("noise has the stated size: 10 mg head, 3 mA current, no offset")
  func noise() {
    var parameters = PlantParameters.reference(load: .bony)
    parameters.hand = .steady
    var plant = Plant(parameters: parameters, seed: 9)
    var sum: Float = 0
    var square: Float = 0
    var current: Float = 0
    let n = 40000
    for _ in 0..<n {
      let r = plant.step(drive: .current(.zero))
      sum += r.head.g
      square += r.head.g * r.head.g
      current += r.current.amperes * r.current.amperes
    }
    #expect(abs(sum / Float(n)) < 0.0005)
    #expect(abs((square / Float(n)).squareRoot() - 0.010) < 0.001)
    #expect(abs((current / Float(n)).squareRoot() - 0.003) < 0.0003)
  }

  @Test("the preload estimate is within 5 % and 0.3 N over seeds", arguments: 0..<20)
  func preload(seed: UInt64) {
    var parameters = PlantParameters.reference(load: .normal)
    parameters.hand = .steady
    var plant = Plant(parameters: parameters, seed: seed)
    var sum: Float = 0
    for _ in 0..<4000 { sum += plant.step(drive: .open).contactForce.newtons }
    #expect(abs(sum / 4000 - 10) < 0.82)
  }

  @Test("a dead sensor reads nothing, a saturated one its end")
  func faults() {
    var plant = Plant(parameters: .reference(load: .normal), seed: 1)
    plant.headFault = .dead
    plant.housingFault = .saturated
    plant.forceFault = .dead
    let r = plant.step(drive: .open)
    #expect(r.head.g == 0)
    #expect(r.housing.g == 16)
    #expect(r.contactForce.newtons == 0)
  }

  @Test("H3: a stuck drive ignores commands, and the second switch ends it")
  func stuck() {
    var plant = Plant(parameters: .reference(load: .normal), seed: 1)
    plant.driveFault = .stuck(Current(amperes: 0.7))
    for _ in 0..<400 { _ = plant.step(drive: .brake) }
    #expect(abs(plant.truth.current.amperes - 0.7) < 0.01)
    plant.powered = false
    for _ in 0..<400 { _ = plant.step(drive: .brake) }
    #expect(abs(plant.truth.current.amperes) < 0.05)
    plant.powered = true
    plant.driveFault = .oscillating(Current(amperes: 0.5), Hertz(hertz: 40))
    var highest: Float = 0
    for _ in 0..<800 {
      _ = plant.step(drive: .open)
      highest = max(highest, abs(plant.truth.current.amperes))
    }
    #expect(abs(highest - 0.5) < 0.02)
  }

  @Test("no command exceeds 2 A, and one that is no number drives nothing")
  func limits() {
    var plant = Plant(parameters: .reference(load: .bony), seed: 1)
    for _ in 0..<400 { _ = plant.step(drive: .current(Current(amperes: 50))) }
    #expect(plant.truth.current.amperes <= 2.0001)
    for _ in 0..<400 { _ = plant.step(drive: .current(Current(amperes: .nan))) }
    #expect(abs(plant.truth.current.amperes) < 0.001)
  }

  @Test("pressing, lifting and setting down move the contact force there and back")
  func handling() {
    var parameters = PlantParameters.reference(load: .normal)
    parameters.hand = .steady
    var plant = Plant(parameters: parameters, seed: 1)
    func settle(_ seconds: Float) {
      for _ in 0..<Int(seconds * 4000) { _ = plant.step(drive: .brake) }
    }
    plant.press(Force(newtons: 15))
    settle(1)
    #expect(abs(plant.truth.contactForce.newtons - 15) < 0.1)
    plant.lift()
    settle(0.5)
    #expect(plant.truth.contactForce.newtons == 0)
    #expect(plant.isLifted)
    plant.setDown()
    settle(1)
    #expect(abs(plant.truth.contactForce.newtons - 15) < 0.1)
    #expect(!plant.isLifted)
  }
}
