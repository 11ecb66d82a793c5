// SPDX-License-Identifier: Apache-2.0
import Controller
import DeviceProtocol
import Registers
import STM32F405
import USBDevice

// Endpoint 0: setup, data and status stage (USB 2.0 §8.5.3; RM0090 §34.17.6).
extension CompositeDevice {
  /// Bytes of a data stage from the host.
  func keep(_ bytes: InlineArray<64, UInt8>, _ count: Int) {
    // A status stage from the host is a packet of nothing.
    guard dataAwaited > 0 else { return }
    for index in 0..<count where dataCount < 64 {
      data[dataCount] = bytes[index]
      dataCount += 1
    }
  }

  func finishControlOut() {
    let reasons = core.takeReasons(.controlOut)
    // STUP: the setup stage is over, and what it brought is the newest of up to three.
    if reasons & 1 << 3 != 0 {
      begin(SetupPacket(bytes: setupBytes))
    } else if reasons & 1 != 0, dataAwaited > 0, dataCount >= dataAwaited {
      dataAwaited = 0
      follow(control.receive(data.span.extracting(0..<dataCount)))
    }
    core.expectControl()
  }

  /// A setup packet ends whatever went before.
  private func begin(_ packet: SetupPacket) {
    if answered < answer.count || zeroPacketFollows { core.flushTransmitter(0) }
    answer = ControlData()
    answered = 0
    zeroPacketFollows = false
    dataAwaited = 0
    dataCount = 0
    let outcome = control.setup(packet)
    // The core wants the address before the status stage that still goes to the old one
    // (RM0090 §34.17.5); the standard lets it hold after (USB 2.0 §9.4.6).
    if packet.requestType == 0, packet.request == 5, case .acknowledge = outcome.reply {
      core.setAddress(UInt8(truncatingIfNeeded: packet.value))
      addressFollows = true
    }
    follow(outcome)
  }

  private func follow(_ outcome: ControlOutcome) {
    if let effect = outcome.effect { obey(effect) }
    switch outcome.reply {
    case .data(let data, let zeroPacket):
      answer = data
      answered = 0
      zeroPacketFollows = zeroPacket
      sendAnswer()
    case .awaitData(let count): dataAwaited = count
    case .acknowledge: core.send(.controlIn, count: 0) { _ in 0 }
    case .stall:
      core.stall(.controlIn)
      core.stall(.controlOut)
    }
  }

  private func sendAnswer() {
    let start = answered
    let count = min(64, answer.count - start)
    answered += count
    core.send(.controlIn, count: count) { answer.bytes[start + $0] }
  }

  func finishControlIn() {
    guard core.takeReasons(.controlIn) & 1 != 0 else { return }
    if addressFollows {
      addressFollows = false
      control.statusStageEnded()
    }
    if answered < answer.count {
      sendAnswer()
    } else if zeroPacketFollows {
      zeroPacketFollows = false
      core.send(.controlIn, count: 0) { _ in 0 }
    }
  }

  private func obey(_ effect: ControlEffect) {
    switch effect {
    case .configured:
      hangUp()
      forEachEndpoint { reset($0) }
    case .deconfigured:
      hangUp()
      forEachEndpoint { core.close($0.place) }
    case .endpointReset(let endpoint): reset(endpoint)
    case .interfaceReset(let interface):
      forEachEndpoint { if interface.has($0) { reset($0) } }
    case .endpointHalted(let endpoint): core.stall(endpoint.place)
    case .report(let report): reports.receive(report)
    case .lineOpened: notify(isReady: true)
    case .lineClosed:
      serial.hangUp()
      notify(isReady: false)
    }
  }

  /// DATA0 again, and no halt; what was on its way is dropped.
  private func reset(_ endpoint: EndpointAddress) {
    core.close(endpoint.place)
    core.open(endpoint.place, endpoint.kind, packetSize: endpoint.packetSize)
    if endpoint.isIn { isSending[Int(endpoint.place.number)] = false }
  }

  private func notify(isReady: Bool) {
    let bytes = SerialState.notification(isReady: isReady)
    guard !isSending[Int(EndpointAddress.notification.place.number)] else { return }
    send(.notification, count: 10) { bytes[$0] }
  }
}

extension InterfaceNumber {
  func has(_ endpoint: EndpointAddress) -> Bool {
    switch endpoint {
    case .reportOut, .reportIn: self == .hid
    case .notification: self == .serialControl
    case .serialOut, .serialIn: self == .serialData
    }
  }
}
