// SPDX-License-Identifier: Apache-2.0

import ControlAPI

/// A latch: what stopped the device, and how it comes free.
enum LatchText {
  static func lines(_ latch: Latch, device: String, style: TextStyle) -> [String] {
    let head = "  " + style.red("latch \(latch.number)") + "  \(latch.cause)"
    let way =
      latch.needsPowerCycle
      ? "Unplug the device and plug it in again; it tests itself before it may run."
      : "When the cause is gone: tonus clear \(latch.number) \(latch.cause)"
    let text = latch.explanation.isEmpty ? way : latch.explanation + " " + way
    return [head]
      + Layout.wrapped(text, width: style.width - 4).map { "    " + $0 }
  }
}
