// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
@testable import Simulator
import USBDevice

/// A USB/IP host of a few lines, in virtual time: it knows nothing but the bytes of its connection.
struct USBHost {
  struct Reply: Hashable {
    var command: UInt32
    var sequence: UInt32
    var status: Int32
    var data: [UInt8] = []
  }

  var devices: [USBMassager]
  var connection = USBIPConnection()
  var now = Instant.zero
  var isTaken = false
  private(set) var replies: [Reply] = []
  /// What came before the import was over.
  private(set) var plain: [UInt8] = []
  private var isImported = false
  private var waiting: [UInt8] = []
  /// What each transfer that is under way has asked for; nil for those to the device.
  private(set) var asked: [UInt32: Int?] = [:]
  /// Replies that held more than was asked for, which no kernel survives.
  private(set) var excesses = 0
  private var sequence: UInt32 = 0

  init(_ hostilities: [Hostility?] = [nil], faults: [ScheduledFault] = []) {
    devices = hostilities.enumerated().map { index, hostility in
      USBMassager(
        SimulatedDeviceSettings(serial: "USB-\(index + 1)", seed: 7, faults: faults),
        port: index + 1, hostility: hostility, now: .zero)
    }
  }

  mutating func send(_ bytes: [UInt8]) {
    let isTaken = isTaken
    connection.receive(bytes, &devices) { _ in isTaken }
    collect()
  }

  mutating func run(milliseconds: Int) {
    for _ in 0..<milliseconds {
      now = now + .milliseconds(1)
      for index in devices.indices { devices[index].advance(to: now) }
      collect()
    }
  }

  mutating func importDevice(_ name: String = "1-1") {
    let bytes = Array(name.utf8)
    send(
      [0x01, 0x11, 0x80, 0x03, 0, 0, 0, 0] + bytes + [UInt8](repeating: 0, count: 32 - bytes.count))
    isImported = connection.imported != nil
  }

  @discardableResult
  mutating func submit(
    _ endpoint: UInt32, asking length: Int? = nil, setup: [UInt8] = [UInt8](repeating: 0, count: 8),
    data: [UInt8] = []
  ) -> UInt32 {
    sequence += 1
    asked[sequence] = .some(length)
    let words: [UInt32] = [
      1, sequence, 0x0001_0002, length == nil ? 0 : 1, endpoint, 0,
      UInt32(length ?? data.count), 0, .max, 1,
    ]
    send(words.flatMap(Self.bytes) + setup + data)
    return sequence
  }

  @discardableResult
  mutating func unlink(_ target: UInt32) -> UInt32 {
    sequence += 1
    let words: [UInt32] = [2, sequence, 0x0001_0002, 0, 0, target, 0, 0, 0, 0, 0, 0]
    send(words.flatMap(Self.bytes))
    return sequence
  }

  /// A control transfer; nil when it was stalled or not answered.
  mutating func control(
    _ type: UInt8, _ request: UInt8, value: UInt16 = 0, index: UInt16 = 0, length: UInt16 = 0,
    data: [UInt8] = []
  ) -> [UInt8]? {
    let count = data.isEmpty ? length : UInt16(data.count)
    let setup =
      [type, request] + [value, index, count].flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let number = submit(0, asking: type & 0x80 != 0 ? Int(length) : nil, setup: setup, data: data)
    guard let reply = take(number), reply.status == 0 else { return nil }
    return reply.data
  }

  mutating func configure() -> Bool { control(0x00, 9, value: 1) != nil }

  /// Takes the reply to one transfer.
  mutating func take(_ number: UInt32) -> Reply? {
    guard let index = replies.firstIndex(where: { $0.sequence == number }) else { return nil }
    return replies.remove(at: index)
  }

  /// Keeps transfers waiting at an IN endpoint and gathers what comes within a time.
  mutating func listen(_ endpoint: UInt32, asking length: Int, milliseconds: Int) -> [Reply] {
    var under = [submit(endpoint, asking: length), submit(endpoint, asking: length)]
    var heard: [Reply] = []
    for _ in 0..<milliseconds {
      run(milliseconds: 1)
      for (index, number) in under.enumerated() {
        guard let reply = take(number) else { continue }
        heard.append(reply)
        under[index] = submit(endpoint, asking: length)
      }
    }
    for number in under { _ = take(unlink(number)) }
    return heard
  }

  private mutating func collect() {
    for index in devices.indices where connection.imported == index { connection.collect(&devices) }
    let bytes = connection.output
    connection.sent(bytes.count)
    guard isImported else { return plain += bytes }
    waiting += bytes
    parse()
  }

  private mutating func parse() {
    while waiting.count >= 48 {
      let number = Self.word(waiting, 4)
      let isUnlink = Self.word(waiting, 0) == 4
      let length = isUnlink ? 0 : Int(Self.word(waiting, 24))
      let asked = isUnlink ? nil : self.asked.removeValue(forKey: number)
      let payload = (asked ?? nil) == nil ? 0 : length
      guard waiting.count >= 48 + payload else { return }
      if let asked = asked ?? nil, length > asked { excesses += 1 }
      replies.append(
        Reply(
          command: Self.word(waiting, 0), sequence: number,
          status: Int32(bitPattern: Self.word(waiting, 20)),
          data: Array(waiting[48..<48 + payload])))
      waiting.removeFirst(48 + payload)
    }
  }

  private static func bytes(_ word: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
  }

  private static func word(_ bytes: [UInt8], _ place: Int) -> UInt32 {
    bytes[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}

/// A message as the 64 bytes of a report.
func report(_ message: HostMessage, sequence: UInt16 = 0) -> [UInt8] {
  let report = HIDReport(message, sequence: sequence)
  return (0..<64).map { report.bytes[$0] }
}

/// What a device said in reports.
func messages(_ replies: [USBHost.Reply]) -> [DeviceMessage] {
  replies.compactMap { reply in
    guard reply.data.count == 64 else { return nil }
    var bytes = InlineArray<64, UInt8>(repeating: 0)
    for index in 0..<64 { bytes[index] = reply.data[index] }
    guard case .message(let message, _) = HIDReport(bytes: bytes).decodeDeviceMessage() else {
      return nil
    }
    return message
  }
}
