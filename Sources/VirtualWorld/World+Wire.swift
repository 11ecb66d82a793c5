// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Sessions

extension World {
  /// What the engine has to say goes out, the stop first.
  mutating func send() {
    if let stop = outbox.stop {
      if stopsToLose > 0 {
        stopsToLose -= 1
        disturb(60)
      } else {
        send(stop)
      }
    }
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
    guard isPlugged else { return }
    var message = out.message
    if canary == .envelopeBroken, case .arm(let arm) = message { message = .arm(arm.grown) }
    toDevice.send(HostCodec.encode(message, sequence: out.sequence), now: now)
  }

  /// Frames that have arrived, both ways.
  mutating func exchange() {
    while let frame = toDevice.receive(now: now) {
      if time >= deafUntil { device.receive(frame) }
    }
    while let frame = device.transmit() {
      if isPlugged, time >= deafUntil { toHost.send(frame, now: now) }
    }
    while let frame = toHost.receive(now: now) {
      guard isDaemonAlive, let decoded = decoder.push(frame) else { continue }
      guard case .message(let message, let sequence) = decoded else { continue }
      // A daemon that stands still does not empty its queue, and what comes last is lost.
      guard waiting.count - waitingFirst < 256 else { continue }
      waiting.append(Inbound(message: message, sequence: sequence, received: now))
    }
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
