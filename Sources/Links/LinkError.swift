// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Why a wire could not be opened.
public struct LinkError: Error, Hashable, Sendable {
  public enum Code: Hashable, Sendable {
    case missing
    case busy
    case permission
    case notATerminal
    /// It answers no control request.
    case silent
    /// Its reports are not those of the protocol.
    case foreign
    case closed
    case system
  }

  public var code: Code
  /// The wire, as `Link.name` has it.
  public var name: String
  public var errno: Int32

  public init(code: Code, name: String, errno: Int32 = 0) {
    self.code = code
    self.name = name
    self.errno = errno
  }

  init(opening name: String, errno: Int32) {
    let code: Code =
      switch errno {
      case ENOENT, ENXIO, ENODEV, EIO: .missing
      case EBUSY, EWOULDBLOCK: .busy
      case EACCES, EPERM: .permission
      case ENOTTY: .notATerminal
      default: .system
      }
    self.init(code: code, name: name, errno: errno)
  }
}

extension LinkError: CustomStringConvertible {
  public var description: String {
    switch code {
    case .missing:
      "Could not open '\(name)', no device is there. Plug it in, or name another path."
    case .busy:
      "Could not open '\(name)', another program drives this device. Stop that program first."
    case .permission where name.hasPrefix("/dev/bus/usb/"):
      "Could not open '\(name)', permission denied. Install the udev rules with 'make install' and plug it in again; 'tonus doctor' says more."
    case .permission:
      "Could not open '\(name)', permission denied. Join the group that owns it (often 'dialout')."
    case .notATerminal:
      "Could not open '\(name)', it is not a serial line. Name a tty or a pseudo-terminal."
    case .silent:
      "Could not open '\(name)', the device does not answer. Unplug it and plug it in again."
    case .foreign:
      "Could not open '\(name)', its reports are not those of a Tonus device. Update its firmware."
    case .closed:
      "Could not open '\(name)', the link was closed."
    case .system:
      "Could not open '\(name)': \(unsafe String(cString: strerror(errno)))."
    }
  }
}
