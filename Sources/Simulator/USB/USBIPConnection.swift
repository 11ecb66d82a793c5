// SPDX-License-Identifier: Apache-2.0
import USBDevice

/// One host's connection as a state machine: bytes in, bytes out, and which device is its own.
struct USBIPConnection: Sendable {
  /// `[C]` What may wait for a host that does not read; then it is not listened to either, and as no
  /// device says more than was asked for, nothing more piles up.
  static let outputLimit = 256 * 1024

  /// The index of the device whose cable this is; nil before the import.
  private(set) var imported: Int?
  /// Nothing more is to be expected: close when the output is gone.
  private(set) var isOver = false
  private(set) var output: [UInt8] = []
  private var decoder = USBIPDecoder()

  init() {}

  /// A connection that begins as a device's cable, as one made by writing to vhci's `attach` does.
  init(imported: Int) { self.imported = imported }

  /// Whether more bytes are welcome.
  var wantsInput: Bool { !isOver && output.count < Self.outputLimit }

  /// Takes what the host sent.
  ///
  /// - Parameters:
  ///   - isTaken: whether a device has another connection already.
  mutating func receive(
    _ bytes: [UInt8], _ devices: inout [USBMassager], isTaken: (Int) -> Bool
  ) {
    decoder.push(bytes)
    do throws(USBIPError) {
      while !isOver, let request = try decoder.next() {
        obey(request, &devices, isTaken: isTaken)
      }
    } catch {
      isOver = true
    }
  }

  /// Collects what the device has finished.
  mutating func collect(_ devices: inout [USBMassager]) {
    guard let imported else { return }
    for completion in devices[imported].takeCompletions() {
      output += USBIPReply.submit(completion)
    }
  }

  mutating func sent(_ count: Int) { output.removeFirst(count) }

  private mutating func obey(
    _ request: USBIPRequest, _ devices: inout [USBMassager], isTaken: (Int) -> Bool
  ) {
    switch request {
    case .list:
      guard imported == nil else { return isOver = true }
      output += USBIPReply.list(
        devices.indices.filter { devices[$0].isPresent && !isTaken($0) }.map {
          (bus: devices[$0].bus, descriptors: devices[$0].control.descriptors)
        })
    case .importDevice(let name):
      guard imported == nil else { return isOver = true }
      importDevice(name, &devices, isTaken: isTaken)
    case .submit(let transfer):
      guard let imported, devices[imported].submit(transfer) else { return isOver = true }
    case .unlink(let sequence, let target):
      guard let imported else { return isOver = true }
      // What was finished before must be told before.
      collect(&devices)
      let wasPending = devices[imported].unlink(target)
      output += USBIPReply.unlink(sequence, wasPending ? .unlinked : .done)
    }
  }

  private mutating func importDevice(
    _ name: String, _ devices: inout [USBMassager], isTaken: (Int) -> Bool
  ) {
    guard let index = devices.firstIndex(where: { $0.bus.name == name && $0.isPresent }) else {
      output += USBIPReply.notImported(.noDevice)
      return
    }
    guard !isTaken(index) else {
      output += USBIPReply.notImported(.busy)
      return
    }
    imported = index
    devices[index].connect()
    output += USBIPReply.imported(devices[index].bus, devices[index].control.descriptors)
  }
}
