// SPDX-License-Identifier: Apache-2.0
public import Conformance
import DeviceProtocol
public import Quantities
public import Simulator

/// A simulated device in virtual time: it lives on only while somebody listens to it.
public final class SimulatedBoard {
  public var device: SimulatedDevice
  public private(set) var now = Instant.zero

  public init(_ settings: SimulatedDeviceSettings) { device = SimulatedDevice(settings) }

  /// Lets one control step pass.
  func advance() {
    now = now + .microseconds(250)
    device.advance(to: now)
  }
}

/// One of the two transports of a simulated device.
public final class SimulatedLine: DeviceLine {
  public let carrier: Carrier
  public let usbSerial: String?
  private let board: SimulatedBoard

  public init(_ board: SimulatedBoard, _ carrier: Carrier) {
    self.board = board
    self.carrier = carrier
    usbSerial = board.device.settings.serialNumber
  }

  public var now: Instant { board.now }

  public func send(_ bytes: [UInt8], by pipe: Pipe) throws(LineLost) {
    switch carrier {
    case .serial: for byte in bytes { board.device.receive(byte) }
    case .hid: board.device.receive(report: bytes, byControl: pipe == .control)
    }
  }

  public func receive(until moment: Instant) throws(LineLost) -> [UInt8] {
    while true {
      switch carrier {
      case .serial:
        if let frame = board.device.transmit() { return (0..<frame.count).map { frame.bytes[$0] } }
      case .hid:
        if let report = board.device.transmitReport() {
          return (0..<64).map { report.bytes[$0] }
        }
      }
      guard board.now < moment else { return [] }
      board.advance()
    }
  }
}
