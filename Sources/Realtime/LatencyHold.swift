// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Keeps the processor out of its slow-to-leave sleep states for as long as it lives, by holding
/// `/dev/cpu_dma_latency` open at 0 µs.
struct LatencyHold: ~Copyable {
  private let descriptor: Int32

  init() throws(RealtimeError) {
    let descriptor = unsafe open("/dev/cpu_dma_latency", O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw RealtimeError(operation: "open '/dev/cpu_dma_latency'", errno: errno)
    }
    var microseconds: Int32 = 0
    guard unsafe write(descriptor, &microseconds, 4) == 4 else {
      let error = errno
      close(descriptor)
      throw RealtimeError(operation: "write '/dev/cpu_dma_latency'", errno: error)
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
