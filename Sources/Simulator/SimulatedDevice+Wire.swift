// SPDX-License-Identifier: Apache-2.0
import DeviceCore
import DeviceProtocol
import Quantities

extension SimulatedDevice {
  /// Takes a byte from the host; link faults befall what lies between two delimiters.
  public mutating func receive(_ byte: UInt8) {
    guard isAttached else { return }
    guard links.isActive || partial.count > 0 else {
      take(byte)
      return
    }
    partial.bytes[partial.count] = byte
    partial.count += 1
    guard byte == 0 || partial.count == Frame.capacity else { return }
    let frame = partial
    partial.count = 0
    receive(frame)
  }

  /// Takes a frame from the host.
  public mutating func receive(_ frame: borrowing Frame) {
    guard isAttached else { return }
    guard links.isActive else {
      guard frozenSince == nil, let decoded = decoder.push(frame) else { return }
      accept(decoded, from: .serial)
      return
    }
    if links.stopsToLose > 0 {
      var reader = HostSerialDecoder()
      if links.loses(reader.push(frame)) { return }
    }
    links.sendToDevice(frame, now: clock)
    deliver()
  }

  /// The next frame that reaches the host now, until nil.
  public mutating func transmit() -> Frame? {
    guard isAttached else { return nil }
    guard links.isActive else { return nextFrame() }
    if links.toDevice.isActive { deliver() }
    while let frame = nextFrame() { links.sendToHost(frame, now: clock) }
    return links.toHost.take(now: clock)
  }

  private mutating func nextFrame() -> Frame? {
    guard frozenSince == nil else { return nil }
    if tampering != nil { return nextSpoiledFrame() }
    guard device.hasMessage(for: .serial) else { return nil }
    if absurdity == nil, let telemetry = device.nextTelemetry(for: .serial) {
      return DeviceCodec.encode(telemetry, sequence: counter.next())
    }
    guard let message = nextMessage(for: .serial) else { return nil }
    return DeviceCodec.encode(message, sequence: counter.next())
  }

  private mutating func deliver() {
    while let frame = links.toDevice.take(now: clock) {
      // A whole frame ends with its delimiter; what a bad wire made of one is taken as it comes.
      if frame.bytes[frame.count - 1] == 0 {
        if frozenSince == nil, let decoded = decoder.push(frame) {
          accept(decoded, from: .serial)
        }
      } else {
        for index in 0..<frame.count { take(frame.bytes[index]) }
      }
    }
  }

  private mutating func take(_ byte: UInt8) {
    if case .wire(let defect)? = tampering?.rule {
      for byte in tampering?.wire.receive(byte, defect, now: clock) ?? [] { read(byte) }
    } else {
      read(byte)
    }
  }

  private mutating func read(_ byte: UInt8) {
    guard frozenSince == nil, let decoded = decoder.push(byte) else { return }
    accept(decoded, from: .serial)
  }
}
