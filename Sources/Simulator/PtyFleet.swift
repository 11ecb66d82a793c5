// SPDX-License-Identifier: Apache-2.0
import CPosix
import Glibc
import Realtime
import Synchronization

/// Several simulated devices in one process, each on a pseudo-terminal and a thread of its own.
public struct PtyFleet: ~Copyable {
  /// Carries a device over to its thread, which alone touches it from then on.
  private final class Place: @unchecked Sendable {
    private var device: PtyDevice
    /// Why the device could not go on.
    let failure = Mutex<SimulatorError?>(nil)

    init(_ device: consuming PtyDevice) { self.device = device }

    func serve() -> Int32 {
      do throws(SimulatorError) {
        return try device.serve()
      } catch {
        failure.withLock { $0 = error }
        return 0
      }
    }
  }

  private var places: [Place] = []

  /// - Parameters:
  ///   - settings: of each device; there is at least one.
  ///   - link: the path by which hosts find the first device; the next is at `link.2`, and so on.
  ///   - truth: a file for the first plant's own account, numbered like `link`.
  public init(_ settings: [SimulatedDeviceSettings], link: String, truth: String? = nil)
    throws(SimulatorError)
  {
    precondition(!settings.isEmpty)
    for (index, settings) in settings.enumerated() {
      let suffix = index == 0 ? "" : ".\(index + 1)"
      places.append(
        Place(
          try PtyDevice(
            settings, link: link + suffix, truth: truth.map { $0 + suffix }, hears: index == 0)))
    }
  }

  /// Serves until SIGINT, SIGTERM or SIGHUP, or until the first device, to which is typed, is told
  /// to quit or any device cannot go on; returns the signal, or 0.
  public mutating func serve() throws(SimulatorError) -> Int32 {
    let first = places[0]
    var threads: [RealtimeThread] = []
    for place in places.dropFirst() {
      do throws(RealtimeError) {
        threads.append(
          try RealtimeThread(name: "tonus-device", priority: nil) {
            _ = place.serve()
            Self.endAll()
          })
      } catch {
        throw SimulatorError("Could not serve \(places.count) devices. \(error)")
      }
    }
    let signal = first.serve()
    Self.endAll()
    for thread in threads { thread.join() }
    for place in places {
      if let failure = place.failure.withLock({ $0 }) { throw failure }
    }
    return signal
  }

  /// Whoever ends first ends the others as a signal from outside would.
  private static func endAll() {
    if ctonus_interrupt_noted() == 0 { kill(getpid(), SIGTERM) }
  }
}
