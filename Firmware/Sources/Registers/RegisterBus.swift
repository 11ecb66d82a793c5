// SPDX-License-Identifier: Apache-2.0

/// Where registers are read and written: the memory bus of a chip, or a recorder in a test.
public protocol RegisterBus: Sendable {
  func load(_ address: UInt32) -> UInt32
  func store(_ word: UInt32, at address: UInt32)
}

/// What one 32-bit register holds.
public protocol RegisterValue {
  init(rawValue: UInt32)
  var rawValue: UInt32 { get }
}

extension UInt32: RegisterValue {
  public init(rawValue: UInt32) { self = rawValue }
  public var rawValue: UInt32 { self }
}

/// One 32-bit register: its place, and the type of what it holds.
public struct Register<Value: RegisterValue>: Sendable, BitwiseCopyable {
  public let address: UInt32

  @inlinable public init(_ address: UInt32) { self.address = address }
}

extension RegisterBus {
  @inlinable public func load<Value>(_ register: Register<Value>) -> Value {
    Value(rawValue: load(register.address))
  }

  @inlinable public func store<Value>(_ value: Value, to register: Register<Value>) {
    store(value.rawValue, at: register.address)
  }

  /// Reads, changes and writes back: not atomic, so only where no interrupt writes the same register.
  @inlinable public func modify<Value>(
    _ register: Register<Value>, _ change: (inout Value) -> Void
  ) {
    var value = load(register)
    change(&value)
    store(value, to: register)
  }
}
