// SPDX-License-Identifier: Apache-2.0
import Controller
import Coupling
import DeviceCore
import Plant
import Quantities

/// FNV-1a over words.
struct TraceHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ word: UInt32) { value = (value ^ UInt64(word)) &* 0x100_0000_01B3 }
}

/// A plant for a body, with everything that passes between the two in a hash.
struct HashedPlant: Body {
  var plant: Plant
  var hash = TraceHash()
  /// Exchanges until the lowest bit of one sample is turned; 0 when none ever is.
  private var untilSpoilt: UInt32

  init(plant: Plant, spoiltSample: UInt32) {
    self.plant = plant
    untilSpoilt = spoiltSample
  }

  mutating func exchange(_ outputs: Outputs, _ inputs: inout Inputs) {
    plant.powered = outputs.powerSwitchClosed
    hash.add(outputs.powerSwitchClosed ? 1 : 0)
    note(outputs.drives[0])
    let readings = plant.step(drive: PlantDrive(outputs.drives[0]))
    inputs.take(readings)
    spoil(&inputs)
    hash.add(inputs.actuators[0].head.g.bitPattern)
    hash.add(readings.current.amperes.bitPattern)
  }

  private mutating func note(_ drive: Drive) {
    switch drive {
    case .current(let current): hash.add(current.amperes.bitPattern)
    case .brake: hash.add(1)
    case .open: hash.add(2)
    }
  }

  /// What a machine that computes one bit otherwise would have at this step.
  private mutating func spoil(_ inputs: inout Inputs) {
    guard untilSpoilt > 0 else { return }
    untilSpoilt -= 1
    guard untilSpoilt == 0 else { return }
    inputs.actuators[0].head = Acceleration(
      g: Float(bitPattern: inputs.actuators[0].head.g.bitPattern ^ 1))
  }
}
