// SPDX-License-Identifier: Apache-2.0
// A host has no such bus: its tests bring their own.
#if hasFeature(Embedded)
  import _Volatile

  /// The chip's own bus: every load and store happens, once, and in the order written.
  @safe public struct MemoryBus: RegisterBus, Sendable, BitwiseCopyable {
    public init() {}

    public func load(_ address: UInt32) -> UInt32 {
      unsafe VolatileMappedRegister<UInt32>(unsafeBitPattern: UInt(address)).load()
    }

    public func store(_ word: UInt32, at address: UInt32) {
      unsafe VolatileMappedRegister<UInt32>(unsafeBitPattern: UInt(address)).store(word)
    }
  }
#endif
