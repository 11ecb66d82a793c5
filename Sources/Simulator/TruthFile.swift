// SPDX-License-Identifier: Apache-2.0
import Glibc
import Plant
import Quantities

/// The plant's own account of when the head moved: a line `<CLOCK_BOOTTIME µs> moving` or `… still`
/// at every change, each with the moment at which it began.
final class TruthFile {
  private let descriptor: Int32
  private var wasMoving = false

  init(path: String) throws(SimulatorError) {
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw SimulatorError("Could not write '\(path)', \(SimulatorError.reason).")
    }
  }

  deinit { close(descriptor) }

  func note(_ motion: MotionWatch) {
    guard motion.isMoving != wasMoving else { return }
    wasMoving = motion.isMoving
    let line = "\(motion.changed.nanoseconds / 1000) \(motion.isMoving ? "moving" : "still")\n"
    Descriptor.write(Array(line.utf8), to: descriptor)
  }
}
