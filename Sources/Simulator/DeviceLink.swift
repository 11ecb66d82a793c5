// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The symbolic link by which a pseudo-terminal is found, removed when it is no longer ours.
struct DeviceLink {
  let path: String
  private var target: String?

  init(path: String) { self.path = path }

  /// Points the link at `target`, replacing an older link but nothing else.
  mutating func point(to target: String) throws(SimulatorError) {
    try refuseForeign()
    // Made beside and moved over, so that whoever waits for the path never sees half of it.
    let fresh = "\(path).\(getpid())"
    _ = unsafe unlink(fresh)
    guard unsafe symlink(target, fresh) == 0 else {
      throw SimulatorError("Could not make the link '\(path)', \(SimulatorError.reason).")
    }
    guard unsafe rename(fresh, path) == 0 else {
      let reason = SimulatorError.reason
      _ = unsafe unlink(fresh)
      throw SimulatorError("Could not make the link '\(path)', \(reason).")
    }
    self.target = target
  }

  /// Takes the link away, unless somebody has pointed it elsewhere.
  mutating func remove() {
    guard let target else { return }
    self.target = nil
    if Self.destination(of: path) == target { _ = unsafe unlink(path) }
  }

  private func refuseForeign() throws(SimulatorError) {
    var information = stat()
    guard unsafe lstat(path, &information) == 0 else { return }
    guard information.st_mode & S_IFMT == S_IFLNK else {
      throw SimulatorError(
        "'\(path)' exists and is not a link, so it stays. Name another path, or remove it.")
    }
  }

  private static func destination(of path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = unsafe readlink(path, &buffer, buffer.count)
    return count < 0
      ? nil : String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
