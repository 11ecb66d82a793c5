// SPDX-License-Identifier: Apache-2.0
import CPosix
import Glibc

/// An open wire: a non-blocking descriptor that is closed with its owner.
public struct Line: ~Copyable, Sendable {
  let descriptor: Int32
  let isTerminal: Bool
  /// What another program has claimed is not released by who was refused.
  private var isClaimed = false
  /// A pseudo-terminal does not say what it holds; asking costs a system call each time.
  private var tellsQueue = false

  /// Takes over a non-blocking stream that is not a terminal, such as a socket.
  public init(adopting descriptor: Int32) { self.init(descriptor, isTerminal: false) }

  private init(_ descriptor: Int32, isTerminal: Bool) {
    self.descriptor = descriptor
    self.isTerminal = isTerminal
  }

  /// Opens a tty or pseudo-terminal raw, for this program alone, without what it had buffered.
  ///
  /// - Parameters:
  ///   - path: of the tty, or of a link to it.
  ///   - baud: bits per second; 0 leaves the line as it is.
  public static func serial(path: String, baud: UInt32) throws(LinkError) -> Line {
    let opened = unsafe path.withCString { unsafe ctonus_terminal_open($0) }
    guard opened >= 0 else { throw LinkError(opening: path, errno: -opened) }
    var line = Line(opened, isTerminal: true)
    guard isatty(opened) == 1 else { throw LinkError(opening: path, errno: ENOTTY) }
    // Claimed before anything is set: another program's line is not touched.
    let claimed = ctonus_terminal_claim(opened)
    guard claimed == 0 else { throw LinkError(opening: path, errno: claimed) }
    line.isClaimed = true
    let raw = ctonus_terminal_make_raw(opened, baud)
    guard raw == 0 else { throw LinkError(opening: path, errno: raw) }
    _ = ctonus_terminal_flush(opened)
    line.tellsQueue = !ctonus_terminal_is_pseudo(opened)
    return line
  }

  deinit {
    if isClaimed { ctonus_terminal_release(descriptor) }
    Glibc.close(descriptor)
  }

  /// Throws away what the driver has not sent yet.
  func flushOutput() {
    if isTerminal { _ = ctonus_terminal_flush_output(descriptor) }
  }

  /// Bytes the driver says it still holds.
  var queuedOutput: Int {
    tellsQueue ? Int(ctonus_terminal_queued_output(descriptor)) : 0
  }
}
