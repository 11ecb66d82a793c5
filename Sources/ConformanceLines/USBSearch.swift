// SPDX-License-Identifier: Apache-2.0
public import Discovery
import Foundation
import Links
import Quantities
import Realtime
import Synchronization

/// Looks for one Tonus device on USB.
public enum USBSearch {
  private final class Finds: Sendable { let all = Mutex<[String: FoundDevice]>([:]) }

  /// The device of this name, or the only one there is; nil when there is none such, or several.
  ///
  /// - Parameter patience: how long to look. A serial line becomes known after the rest of its device.
  public static func find(_ name: String?, patience: Interval = .seconds(Int64(2))) throws
    -> FoundDevice?
  {
    let finds = Finds()
    let watcher = try USBWatcher { change in
      finds.all.withLock { all in
        switch change {
        case .there(let device): all[device.name] = device
        case .gone(let name): all[name] = nil
        }
      }
    }
    defer { watcher.stop() }
    let until = BootClock.now + patience
    var found: FoundDevice?
    while BootClock.now < until {
      Thread.sleep(forTimeInterval: 0.05)
      found = finds.all.withLock { all in
        if let name { all[name] } else { all.count == 1 ? all.values.first : nil }
      }
      if let place = found?.place, place.hid == nil || place.tty != nil { return found }
    }
    return found
  }
}
