// SPDX-License-Identifier: Apache-2.0
import CStartup

// Made before any interrupt is enabled; afterwards each belongs to the level that its methods name.
nonisolated(unsafe) let device = ReferenceDevice()

@c func adcInterrupt() { unsafe device.sample() }
@c func sensorInterrupt() { unsafe device.control() }
@c func usbInterrupt() { unsafe device.serve() }

unsafe device.start()
seal_heap()
while true {
  wait_for_interrupt()
  unsafe device.keepHouse()
}
