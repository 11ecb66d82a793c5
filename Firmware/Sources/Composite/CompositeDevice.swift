// SPDX-License-Identifier: Apache-2.0
public import Controller
import DeviceProtocol
public import Registers
import STM32F405
public import USBDevice

/// The composite USB device on the chip's own core: HID and CDC-ACM, served from one interrupt.
///
/// Chapter 9 and the classes are `USBDevice`'s; here packets pass between its answers, the core's
/// endpoints and the two conversations.
@safe public final class CompositeDevice<Bus: RegisterBus> {
  let core: OTGCore<Bus>
  let serial: SerialConversation
  let reports: ReportConversation
  var control: ControlEndpoint
  /// What the data stage to the host still has to bring.
  var answer = ControlData()
  var answered = 0
  var zeroPacketFollows = false
  var setupBytes = InlineArray<8, UInt8>(repeating: 0)
  /// What came in the data stage from the host, and how much was asked for.
  var data = InlineArray<64, UInt8>(repeating: 0)
  var dataCount = 0
  var dataAwaited = 0
  var addressFollows = false
  var isSending = InlineArray<4, Bool>(repeating: false)
  /// The last serial packet was full, so that a host cannot tell whether more comes (USB 2.0 §5.8.3).
  var serialPacketWasFull = false

  public init(
    bus: Bus, descriptors: USBDescriptors, serial: SerialConversation, reports: ReportConversation
  ) {
    core = OTGCore(bus: bus)
    control = ControlEndpoint(descriptors: descriptors)
    self.serial = serial
    self.reports = reports
  }

  /// False when the core does not answer; the device then has no line.
  public func start() -> Bool { core.start() }

  /// The interrupt: what the core has, then what the conversations have to say.
  ///
  /// Bounded: what is left raises the interrupt again.
  public func serve() {
    let pending = core.takeInterrupts()
    if pending.contains(.session), core.takeSessionEnd() { hangUp() }
    if pending.contains(.suspended) { hangUp() }
    if pending.contains(.reset) { reset() }
    if pending.contains(.enumerated) { core.expectControl() }
    if pending.contains(.received) {
      for _ in 0..<16 where core.hasReceived { receive(core.takeReceived()) }
    }
    if pending.contains(.outEndpoints) || pending.contains(.inEndpoints) {
      let endpoints = core.takeEndpoints()
      if OTGPlace.controlOut.isAmong(endpoints) { finishControlOut() }
      if OTGPlace.controlIn.isAmong(endpoints) { finishControlIn() }
      forEachEndpoint { if $0.place.isAmong(endpoints) { finish($0) } }
    }
    speak()
  }

  /// Those beside the control endpoint, without an array: nothing may allocate here.
  func forEachEndpoint(_ visit: (EndpointAddress) -> Void) {
    visit(.reportOut)
    visit(.reportIn)
    visit(.notification)
    visit(.serialOut)
    visit(.serialIn)
  }

  private func reset() {
    core.beginAnew()
    control.reset()
    isSending = InlineArray(repeating: false)
    hangUp()
  }

  /// Nobody listens any more; a packet that the core already has stays until a host takes it or resets.
  func hangUp() {
    serial.hangUp()
    reports.hangUp()
    serialPacketWasFull = false
  }

  private func receive(_ received: OTGReceived) {
    guard let kind = received.kind else { return }
    switch kind {
    case .setup: core.take(received.byteCount, into: &setupBytes)
    case .data: receiveData(received)
    case .globalNak, .dataEnded, .setupEnded: return
    }
  }

  private func receiveData(_ received: OTGReceived) {
    var bytes = InlineArray<64, UInt8>(repeating: 0)
    core.take(received.byteCount, into: &bytes)
    let count = min(64, received.byteCount)
    switch received.endpoint {
    case 0: keep(bytes, count)
    case 1:
      if count == 64 {
        reports.receive(HIDReport(bytes: bytes))
      } else {
        reports.receiveDamaged()
      }
    case 3: for index in 0..<count { serial.receive(bytes[index]) }
    case _: return
    }
  }

  private func finish(_ endpoint: EndpointAddress) {
    guard core.takeReasons(endpoint.place) & 1 != 0 else { return }
    if endpoint.isIn {
      isSending[Int(endpoint.place.number)] = false
    } else if control.isOpen(endpoint) {
      core.expect(endpoint.place, packetSize: endpoint.packetSize)
    }
  }

  /// Hands over what waits, a packet each.
  private func speak() {
    if mayTake(.reportIn), let report = reports.nextReport() {
      control.lastReport = report
      send(.reportIn, count: 64) { report.bytes[$0] }
    }
    guard mayTake(.serialIn) else { return }
    var bytes = InlineArray<64, UInt8>(repeating: 0)
    var count = 0
    while count < 64, let byte = serial.nextByte() {
      bytes[count] = byte
      count += 1
    }
    guard count > 0 || serialPacketWasFull else { return }
    serialPacketWasFull = count == 64
    send(.serialIn, count: count) { bytes[$0] }
  }

  private func mayTake(_ endpoint: EndpointAddress) -> Bool {
    control.isOpen(endpoint) && !isSending[Int(endpoint.place.number)]
  }

  func send(_ endpoint: EndpointAddress, count: Int, _ byte: (Int) -> UInt8) {
    isSending[Int(endpoint.place.number)] = core.send(endpoint.place, count: count, byte)
  }
}

extension EndpointAddress {
  /// Where the core has it.
  var place: OTGPlace { OTGPlace(UInt32(rawValue & 0xF), isIn: isIn) }

  var kind: OTGEndpointKind {
    switch self {
    case .reportOut, .reportIn, .notification: .interrupt
    case .serialOut, .serialIn: .bulk
    }
  }
}
