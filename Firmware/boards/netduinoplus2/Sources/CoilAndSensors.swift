// SPDX-License-Identifier: Apache-2.0
import CBoard
import CStartup
import Controller
import Coupling
import DeviceCore
import Plant

/// The emulated power stage and sensors, between the control step and the world above it.
@safe struct CoilAndSensors: Body {
  private let world: UnsafeMutablePointer<World>

  @unsafe init(world: UnsafeMutablePointer<World>) { unsafe self.world = world }

  mutating func exchange(_ outputs: Outputs, _ inputs: inout Inputs) {
    let drive = PlantDrive(outputs.drives[0])
    // The tick reads and writes the same: a register would be written in one piece.
    interrupts_off()
    unsafe world.pointee.drive = drive
    close_power_stage(outputs.powerSwitchClosed)
    unsafe inputs = world.pointee.inputs
    interrupts_on()
  }
}
