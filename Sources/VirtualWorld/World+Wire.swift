// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Sessions
import Simulator

extension World {
  /// What the engine has to say goes out, the stop first.
  mutating func send() {
    if let stop = outbox.stop { send(stop) }
    for index in 0..<outbox.otherCount {
      let out = outbox.others[index]
      if let broken = uncertain.check(out.message, elapsed: now - began), violation == nil {
        violation = broken
      }
      if case .clear = out.message { clearSent = true }
      send(out)
    }
    if let out = outbox.setpoint, case .setpoint(let setpoint) = out.message {
      let sent = canary == .envelopeBroken ? setpoint.grown : setpoint
      setpointLeft = sent
      send(Outbound(message: .setpoint(sent), sequence: out.sequence))
    }
  }

  private mutating func send(_ out: Outbound) {
    var message = out.message
    if canary == .envelopeBroken, case .arm(let arm) = message { message = .arm(arm.grown) }
    device.receive(HostCodec.encode(message, sequence: out.sequence))
  }

  /// Frames that have arrived, both ways.
  mutating func exchange() {
    while let frame = device.transmit() {
      guard isDaemonAlive else { continue }
      take(frame)
    }
  }

  private mutating func take(_ frame: Frame) {
    guard frame.bytes[frame.count - 1] == 0 else {
      // A bad wire has made something else of the delimiter.
      for index in 0..<frame.count {
        if let decoded = decoder.push(frame.bytes[index]) { take(decoded) }
      }
      return
    }
    if let decoded = decoder.push(frame) { take(decoded) }
  }

  private mutating func take(_ decoded: Decoded<DeviceMessage>) {
    // A daemon that stands still does not empty its queue, and what comes last is lost.
    guard case .message(let message, let sequence) = decoded, waiting.count - waitingFirst < 256
    else { return }
    waiting.append(Inbound(message: message, sequence: sequence, received: now))
  }

  /// The daemon notices the cable: at once when it is pulled, as soon as it can when it is back.
  mutating func followCable() {
    guard isAttached != isLinked, isDaemonAlive else { return }
    guard !isAttached || (isControlRunning && time % 10 == 0) else { return }
    isLinked = isAttached
    decoder = DeviceSerialDecoder()
    commands.append(isLinked ? .linkUp : .linkDown)
  }
}

extension Setpoint {
  /// Twice the amplitude and the drive: what a host without an envelope might ask.
  var grown: Setpoint {
    var setpoint = self
    setpoint.amplitudeMicrometers = UInt16(min(4000, UInt32(amplitudeMicrometers) * 2))
    setpoint.driveTenthMilliamperes = UInt16(min(20_000, UInt32(driveTenthMilliamperes) * 2))
    return setpoint
  }
}

extension Arm {
  /// The widest the reference device has.
  var grown: Arm {
    var arm = self
    arm.amplitudeMaxMicrometers = 4000
    arm.accelerationMaxMilligravities = 10_000
    return arm
  }
}
