// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Glibc

/// The bytes of the one frame that is leaving, and what to do when a wire takes only part of it.
struct OutputStage {
  enum Result {
    case sent
    /// The wire is full; the rest leaves when there is room.
    case stalled
    case failed(Int32)
  }

  enum Kind { case nothing, stop, command, setpoint }

  private var bytes = InlineArray<68, UInt8>(repeating: 0)
  private var start = 0
  private var end = 0
  private(set) var kind = Kind.nothing

  var isEmpty: Bool { start == end }
  /// Whether some bytes of a frame have left and some have not.
  var isPartial: Bool { start > 0 && !isEmpty }

  /// Stages a frame in place of whatever was.
  ///
  /// - Parameter delimited: begins with a delimiter, which ends a frame that was cut off.
  mutating func load(_ frame: borrowing Frame, as kind: Kind, delimited: Bool = false) {
    start = 0
    end = 0
    if delimited {
      bytes[0] = 0
      end = 1
    }
    for i in 0..<frame.count { bytes[end + i] = frame.bytes[i] }
    end += frame.count
    self.kind = kind
  }

  mutating func clear() {
    start = 0
    end = 0
    kind = .nothing
  }

  /// Writes what is staged, as far as the wire takes it.
  mutating func write(to descriptor: Int32, sent: inout UInt64) -> Result {
    while start < end {
      let span = bytes.span
      let written = unsafe span.withUnsafeBufferPointer { pointer in
        unsafe Glibc.write(descriptor, pointer.baseAddress?.advanced(by: start), end - start)
      }
      if written > 0 {
        start += written
        sent += UInt64(written)
      } else if written < 0, errno == EINTR {
        continue
      } else if written < 0, errno == EAGAIN {
        return .stalled
      } else {
        return .failed(written < 0 ? errno : EIO)
      }
    }
    clear()
    return .sent
  }
}
