// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Keeps a second process away from the same records for as long as it lives.
struct LedgerLock: ~Copyable {
  private let descriptor: Int32

  /// - Throws: `LedgerError.inUse` when another holds it, `storage` when it cannot be made.
  init(path: String) throws(LedgerError) {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .storage(
        "The records cannot be opened, '\(path)': \(unsafe String(cString: strerror(errno))); check the directory, nothing runs until then."
      )
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .inUse(path: path)
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
