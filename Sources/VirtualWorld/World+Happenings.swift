// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Plant
import Quantities
import Sessions

extension World {
  /// What the scenario has for this millisecond.
  mutating func happen() {
    while nextEvent < scenario.events.count, scenario.events[nextEvent].at <= time {
      let happening = scenario.events[nextEvent].happening
      nextEvent += 1
      say("\(happening)")
      digest.mix(UInt64(nextEvent))
      apply(happening)
    }
    if weatherUntil != 0, time >= weatherUntil {
      weatherUntil = 0
      toDevice.weather = WorldLink.Weather(heldUntil: toDevice.weather.heldUntil)
      toHost.weather = WorldLink.Weather(heldUntil: toHost.weather.heldUntil)
    }
  }

  private mutating func apply(_ happening: Scenario.Happening) {
    switch happening {
    case .lift, .setDown, .press, .tissue: handle(happening)
    case .stop, .stopFromElsewhere, .pause, .resume, .soften, .stronger, .goOn, .release,
      .intrude, .disconnect, .freezeClient:
      act(happening)
    case .stallEngine, .stallControl, .killDaemon, .ledgerFails, .ledgerRecovers:
      disturbDaemon(happening)
    case .weather, .holdToDevice, .holdToHost, .loseStops, .unplug: disturbWire(happening)
    case .resetDevice, .deafen, .headSensor, .forceSensorSticks, .driveStuck, .hotMotor,
      .lowBattery:
      disturbDevice(happening)
    }
  }

  private mutating func handle(_ happening: Scenario.Happening) {
    handledUntil = max(handledUntil, time + 700)
    if happening != .lift { knockedUntil = max(knockedUntil, time + 700) }
    switch happening {
    case .lift: device.plant.lift()
    case .setDown: device.plant.setDown()
    case .press(let force): device.plant.press(Force(newtons: force))
    case .tissue(let load): device.plant.setLoad(load)
    default: return
    }
  }

  private mutating func act(_ happening: Scenario.Happening) {
    switch happening {
    case .freezeClient(let milliseconds):
      client.frozenUntil = time + milliseconds
    case .disconnect:
      client.isConnected = false
      guard isControlRunning else { return }
      perform(
        supervisor.connectionClosed(
          client.connection, at: moment, status: engine.status, accounting: &accounting))
    case .stop: ask(.stop(.user), from: client.connection)
    case .stopFromElsewhere: ask(.stop(.user), from: ConnectionID(99))
    case .pause: ask(.pause, from: ConnectionID(98))
    case .soften: ask(.soften, from: ConnectionID(98))
    case .resume: ask(.resume(client.lease), from: client.connection)
    case .stronger: ask(.stronger(client.lease ?? LeaseID(7)), from: client.connection)
    case .goOn: ask(.goOn(client.lease ?? LeaseID(7)), from: client.connection)
    case .release: ask(.release(client.lease ?? LeaseID(7)), from: client.connection)
    case .intrude:
      ask(.stronger(client.lease ?? LeaseID(7)), from: ConnectionID(97))
      ask(.start(client.lease ?? LeaseID(7), undertaking), from: ConnectionID(97))
      ask(.resume(nil), from: ConnectionID(97))
    default: return
    }
  }

  /// Ends what still runs.
  mutating func lastCall() {
    if engine.status.isActive { ask(.stop(.shutdown), from: ConnectionID(96)) }
    client.isConnected = false
  }

  private mutating func disturbDaemon(_ happening: Scenario.Happening) {
    switch happening {
    case .stallEngine(let milliseconds):
      engineStalledUntil = time + milliseconds
      disturb(milliseconds + 1500)
    case .stallControl(let milliseconds):
      controlStalledUntil = time + milliseconds
    case .killDaemon(let milliseconds):
      killDaemon(milliseconds)
    case .ledgerFails:
      accounting.failure = AccountingFailure(message: "no space left on device")
    case .ledgerRecovers:
      accounting.failure = nil
    default: return
    }
  }

  private mutating func killDaemon(_ milliseconds: Int64) {
    daemonDeadUntil = time + milliseconds
    disturb(milliseconds + 2000)
    restarts += 1
    // Nothing survives but the ledger: open charges stand, unsettled.
    engine = Engine(nonce: UInt32(truncatingIfNeeded: scenario.seed &+ 15) &+ restarts &* 977)
    supervisor = Supervisor(device: "world-\(restarts)")
    decoder = DeviceSerialDecoder()
    commands = [.linkUp]
    pendingStop = nil
    waiting.removeAll(keepingCapacity: true)
    waitingFirst = 0
    records.removeAll(keepingCapacity: true)
    outbox.clear()
    inbox.clear()
    uncertain = UncertainChecker()
    hasLostBooks = true
    client.reconnect(time + milliseconds)
  }

  private mutating func disturbWire(_ happening: Scenario.Happening) {
    switch happening {
    case .weather(let lost, let doubled, let corrupted, let milliseconds):
      weatherUntil = time + milliseconds
      disturb(milliseconds + 1500)
      for link in [\World.toDevice, \World.toHost] {
        self[keyPath: link].weather.lost = lost
        self[keyPath: link].weather.doubled = doubled
        self[keyPath: link].weather.corrupted = corrupted
      }
    case .holdToDevice(let milliseconds):
      toDevice.weather.heldUntil = now + .milliseconds(milliseconds)
      disturb(milliseconds + 1500)
    case .holdToHost(let milliseconds):
      toHost.weather.heldUntil = now + .milliseconds(milliseconds)
      disturb(milliseconds + 1500)
    case .loseStops(let count):
      stopsToLose = count
    case .unplug(let milliseconds):
      isPlugged = false
      replugAt = time + milliseconds
      toDevice.drop()
      toHost.drop()
      device.unplug()
      decoder = DeviceSerialDecoder()
      commands.append(.linkDown)
      disturb(milliseconds + 2000)
    default: return
    }
  }

  private mutating func disturbDevice(_ happening: Scenario.Happening) {
    switch happening {
    case .resetDevice:
      device.reset()
      toHost.drop()
      disturb(2500)
    case .deafen(let milliseconds):
      deafUntil = time + milliseconds
      disturb(milliseconds + 1500)
    case .headSensor(let fault):
      device.plant.headFault = fault
      sensorBroken = fault != .none
      disturb(1_000_000)
    case .forceSensorSticks:
      device.isForceStuck = true
      disturb(1_000_000)
    case .driveStuck(let fault):
      device.plant.driveFault = fault
      isStageSound = false
      disturb(1_000_000)
    case .hotMotor:
      device.plant.heat(winding: Temperature(celsius: 108))
    case .lowBattery:
      device.plant.setBattery(0.045)
    default: return
    }
  }
}
