// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Foundation
import Logging
import Quantities
import Realtime
import Recording
import Synchronization

/// Writes down what passes between the engines and their devices, apart from real time.
final class Recorder: Sendable {
  /// `[C]` A fraction of what a tape holds, and often enough to lose little when the power fails.
  private static let period = Interval.milliseconds(50)

  private struct State {
    var shelf = TapeShelf()
    var file: FileHandle?
  }

  private struct Body: TickBody, Sendable {
    let recorder: Shared
    func tick(_ tick: Tick) { recorder.write() }
  }

  /// What the thread and the owner both see.
  private final class Shared: Sendable {
    let path: String
    let log: Logger
    let state: Mutex<State>

    init(path: String, file: FileHandle, log: Logger) {
      self.path = path
      self.log = log
      state = Mutex(State(file: file))
    }

    /// A disk that is full ends the recording, not the daemon.
    func write(isLast: Bool = false) {
      state.withLock { state in
        let text = state.shelf.read(isLast: isLast)
        guard let file = state.file, !text.isEmpty else { return }
        do {
          try file.write(contentsOf: Data(text.utf8))
        } catch {
          log.error("The recording '\(path)' ends here: \(error)")
          state.file = nil
        }
      }
    }
  }

  private let shared: Shared
  private let thread: TickThread

  /// Begins a recording; a file that is there is replaced.
  init(path: String, log: Logger) throws {
    guard FileManager.default.createFile(atPath: path, contents: Data("\(TapeText.title)\n".utf8)),
      let file = FileHandle(forWritingAtPath: path)
    else {
      throw DaemonFailure(
        "Could not write the recording '\(path)'. Name another file with --record.", .lost)
    }
    try file.seekToEnd()
    shared = Shared(path: path, file: file, log: log)
    var configuration = TickThread.Configuration()
    configuration.name = "tonus-record"
    configuration.period = Self.period
    configuration.priority = nil
    configuration.locksMemory = false
    configuration.holdsIdleLatency = false
    thread = try TickThread(configuration, body: Body(recorder: shared))
    log.notice("Recording to '\(path)'.")
  }

  /// A tape for one more device.
  func tape(name: String, nonce: UInt32, serial: String?) -> Tape {
    let tape = Tape(name: name, nonce: nonce, serial: serial)
    shared.state.withLock { state in
      let text = state.shelf.add(tape)
      try? state.file?.write(contentsOf: Data(text.utf8))
    }
    return tape
  }

  /// Writes what is left and says how much it was, and what was lost.
  func close() {
    thread.stop()
    shared.write(isLast: true)
    let (messages, lost) = shared.state.withLock { state in
      try? state.file?.close()
      state.file = nil
      return (state.shelf.messages, state.shelf.lost)
    }
    let complaint = lost == 0 ? "none lost" : "\(lost) entries lost: it cannot be replayed whole"
    shared.log.notice("Recorded \(messages) messages to '\(shared.path)', \(complaint).")
  }
}
