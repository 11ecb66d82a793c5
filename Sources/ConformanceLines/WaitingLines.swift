// SPDX-License-Identifier: Apache-2.0
public import Conformance
import DeviceProtocol
public import Links
public import Quantities
import Realtime

/// A serial line of this machine.
public final class SerialDeviceLine: DeviceLine {
  public let carrier = Carrier.serial
  public let usbSerial: String?
  private let serial: WaitingSerial

  /// - Parameter usbSerial: what USB calls the device behind the line, where that is known.
  public init(path: String, usbSerial: String? = nil) throws(LinkError) {
    serial = try WaitingSerial(path: path)
    self.usbSerial = usbSerial
  }

  public var now: Instant { BootClock.now }

  public func send(_ bytes: [UInt8], by pipe: Pipe) throws(LineLost) {
    do throws(LinkError) { try serial.send(bytes) } catch { throw LineLost("\(error)") }
  }

  public func receive(until moment: Instant) throws(LineLost) -> [UInt8] {
    do throws(LinkError) {
      return try serial.receive(until: moment)
    } catch { throw LineLost("\(error)") }
  }
}

/// The HID interface of a device on USB.
public final class HIDDeviceLine: DeviceLine {
  public let carrier = Carrier.hid
  public let usbSerial: String?
  private let hid: WaitingHID

  public init(_ place: USBPlace, usbSerial: String) throws(LinkError) {
    hid = try WaitingHID(place)
    self.usbSerial = usbSerial
  }

  public var now: Instant { BootClock.now }

  public func send(_ bytes: [UInt8], by pipe: Pipe) throws(LineLost) {
    var report = HIDReport(bytes: InlineArray(repeating: 0))
    for index in 0..<min(64, bytes.count) { report.bytes[index] = bytes[index] }
    do throws(LinkError) {
      try hid.send(report, byControl: pipe == .control)
    } catch { throw LineLost("\(error)") }
  }

  public func receive(until moment: Instant) throws(LineLost) -> [UInt8] {
    do throws(LinkError) {
      return try hid.receive(until: moment) ?? []
    } catch { throw LineLost("\(error)") }
  }
}
