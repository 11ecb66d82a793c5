// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Sessions
import Simulator

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
  }

  private mutating func apply(_ happening: Scenario.Happening) {
    switch happening {
    case .fault(let fault, let value):
      note(fault, value)
      device.inject(fault, value: value, of: scenario.faulty)
    case .stop, .stopFromElsewhere, .pause, .resume, .soften, .stronger, .goOn, .release,
      .intrude, .disconnect, .freezeClient:
      act(happening)
    case .stallEngine, .stallControl, .killDaemon, .ledgerFails, .ledgerRecovers:
      disturbDaemon(happening)
    }
  }

  /// What the checkers have to know about a fault.
  private mutating func note(_ fault: Fault, _ value: Float?) {
    switch fault {
    case .lift, .press, .relaxed, .normal, .tense, .bony:
      plants[scenario.faulty].handledUntil = time + Self.swaying
    case .setDown:
      plants[scenario.faulty].handledUntil = time + Self.swaying
      plants[scenario.faulty].knockedUntil = time + Self.knocking
    case .sensorDead, .sensorSaturated:
      sensorBroken = true
      isDisturbed = true
    case .stuck, .stuckDirect: plants[scenario.faulty].isStageSound = false
    case .reset: powerCycles += 1
    case .lose, .duplicate, .corrupt, .late, .stale, .staleReplies, .deaf, .mute, .loseStops,
      .unplug, .plug, .freeze, .thaw, .brownOut, .housingDead, .forceStuck:
      isDisturbed = true
    case .heal:
      sensorBroken = false
      plants[scenario.faulty].isStageSound = true
    case .hot, .hotHead, .hotHousing, .lowBattery, .button, .stopButton: break
    }
  }

  /// How long a hand takes to move the head, at most 200 ms, and the head to come to rest after it.
  private static var swaying: Int64 { 350 }
  /// How long a head that is set down within 100 ms knocks against what it touches.
  private static var knocking: Int64 { 150 }

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
      isDisturbed = true
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
    isDisturbed = true
    isLinked = false
    restarts += 1
    // Nothing survives but the ledger: open charges stand, unsettled.
    engine = Engine(nonce: UInt32(truncatingIfNeeded: scenario.seed &+ 15) &+ restarts &* 977)
    supervisor = Supervisor(device: "world-\(restarts)")
    decoder = DeviceSerialDecoder()
    commands = []
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
}
