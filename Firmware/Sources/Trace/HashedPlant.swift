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

  init(plant: Plant) { self.plant = plant }

  mutating func exchange(_ outputs: Outputs, _ inputs: inout Inputs) {
    plant.powered = outputs.powerSwitchClosed
    hash.add(outputs.powerSwitchClosed ? 1 : 0)
    note(outputs.drive)
    let readings = plant.step(drive: PlantDrive(outputs.drive))
    inputs.take(readings)
    hash.add(readings.head.g.bitPattern)
    hash.add(readings.current.amperes.bitPattern)
  }

  private mutating func note(_ drive: Drive) {
    switch drive {
    case .current(let current): hash.add(current.amperes.bitPattern)
    case .brake: hash.add(1)
    case .open: hash.add(2)
    }
  }
}
