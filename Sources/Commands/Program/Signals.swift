// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import Synchronization

/// Why the person's side asks for a stop.
enum StopCause: Hashable, Sendable {
  case interrupt
  case suspend
  case hangup
  case terminate
  case terminalClosed
  case terminalBlocked
  case key

  /// As it is said: "Stopped by …".
  var words: String {
    switch self {
    case .interrupt: "Ctrl-C"
    case .suspend: "Ctrl-Z"
    case .hangup: "the terminal, which was closed"
    case .terminate: "a request to end"
    case .terminalClosed: "the output, which was closed"
    case .terminalBlocked: "the terminal, which takes no more output"
    case .key: "the key s"
    }
  }
}

/// Turns the signals that mean "stop" into a stream, for as long as it lives.
final class Signals: Sendable {
  private static let causes: [(Int32, StopCause)] = [
    (SIGINT, .interrupt), (SIGTSTP, .suspend), (SIGHUP, .hangup), (SIGTERM, .terminate),
    (SIGQUIT, .interrupt),
  ]

  let causes: AsyncStream<StopCause>
  private let sources: Mutex<[any DispatchSourceSignal]>

  init() {
    let (stream, continuation) = AsyncStream.makeStream(of: StopCause.self)
    causes = stream
    // A closed pipe is told by the write that fails.
    signal(SIGPIPE, SIG_IGN)
    let sources = Self.causes.map { number, cause -> any DispatchSourceSignal in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield(cause) }
      source.resume()
      return source
    }
    self.sources = Mutex(sources)
  }

  deinit {
    sources.withLock { for source in $0 { source.cancel() } }
    for (number, _) in Self.causes { signal(number, SIG_DFL) }
  }
}
