// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Whether a wire is there.
public struct LinkState: Hashable, Sendable, BitwiseCopyable {
  public enum Phase: UInt8, Hashable, Sendable, BitwiseCopyable {
    /// Not opened, or closed on purpose.
    case closed = 0
    case open = 1
    /// Was open; is tried again.
    case lost = 2
  }

  public enum Loss: UInt8, Hashable, Sendable, BitwiseCopyable {
    case none = 0
    /// The other end went away: cable, power, or the process behind a pseudo-terminal.
    case unplugged = 1
    /// Reading or writing failed; `errno` says how.
    case failed = 2
    /// Another program drives it.
    case busy = 3
    /// Left alone until it is plugged in anew; `distrust` says why.
    case distrusted = 4
  }

  public var phase: Phase
  public var loss: Loss
  public var errno: UInt16
  /// Counts openings.
  ///
  /// A new one means a device that remembers nothing of the one before.
  public var generation: UInt32

  public init(phase: Phase, loss: Loss = .none, errno: UInt16 = 0, generation: UInt32) {
    self.phase = phase
    self.loss = loss
    self.errno = errno
    self.generation = generation
  }

  init(word: UInt64) {
    phase = Phase(rawValue: UInt8(truncatingIfNeeded: word)) ?? .closed
    loss = Loss(rawValue: UInt8(truncatingIfNeeded: word >> 8)) ?? .none
    errno = UInt16(truncatingIfNeeded: word >> 16)
    generation = UInt32(truncatingIfNeeded: word >> 32)
  }

  var word: UInt64 {
    UInt64(phase.rawValue) | UInt64(loss.rawValue) << 8 | UInt64(errno) << 16
      | UInt64(generation) << 32
  }

  public var isOpen: Bool { phase == .open }

  /// Why the device is left alone; nil while it is not.
  public var distrust: Distrust? {
    loss == .distrusted ? Distrust(rawValue: errno) : nil
  }
}

extension LinkState: CustomStringConvertible {
  public var description: String {
    switch (phase, loss) {
    case (.closed, _): "closed"
    case (.open, _): "open"
    case (.lost, .failed): "lost: \(unsafe String(cString: strerror(Int32(errno))))"
    case (.lost, .busy): "another program drives it"
    case (.lost, .distrusted): "not trusted: \(distrust?.explanation ?? "")"
    case (.lost, _): "lost: unplugged"
    }
  }
}
