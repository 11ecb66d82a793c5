// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Testing

@testable import DeviceCore

/// Every discrete state of the device, reached by every kind of message and event from every other.
@Suite("Exhaustive exploration")
struct ExplorationTests {
  enum Action: Hashable, CaseIterable {
    case hello, helloHID, helloNewer, arm, armHID, armAgain, setpoint, setpointHID, setpointZero
    case setpointPast, setpointFar, setpointWrongArm, setpointOutside
    case disarm, stop, stopHID, clear, clearWrong, ping, rates
    case stopButton, lift, headDead, hot, lowBattery, stuckCurrent, allWell
    case detach, detachHID, millisecond, tenMilliseconds, hundredMilliseconds
  }

  /// What tells one discrete state from another.
  struct Key: Hashable {
    var state: DeviceState
    var latches: UInt16
    var armedBy: UInt8
    var hasSetpoint: Bool
    var isDriven: Bool
    var isSwitchClosed: Bool
    var subscriptions: UInt8
    var stops: UInt8
    var lifted: Bool
    var trouble: UInt8
  }

  struct Node {
    var bench: Bench
    var permission = Permission()
    var path: [Action] = []
    var armID: UInt32 = 0

    var key: Key {
      let device = bench.device
      // Kinds of latch, not each of them: those that clear, and those that need a power cycle.
      let power: UInt16 =
        LatchCause.stuckDrive.mask | LatchCause.standstillFailed.mask
        | LatchCause.selfTestFailed.mask
      let kinds: UInt16 =
        (device.latchMask & power != 0 ? 1 : 0)
        | (device.latchMask & LatchCause.stopCommand.mask != 0 ? 2 : 0)
        | (device.latchMask & ~power & ~LatchCause.stopCommand.mask != 0 ? 4 : 0)
      let inputs = bench.inputs
      let trouble: UInt8 =
        (inputs.stopButton ? 1 : 0) | (bench.headReading != nil ? 2 : 0)
        | (inputs.actuators[0].housingTemperature.celsius > 45 ? 4 : 0)
        | (inputs.battery ?? 1 < 0.1 ? 8 : 0)
        | (bench.currentReading != nil ? 16 : 0)
      return Key(
        state: device.state, latches: kinds,
        armedBy: device.arm.map { $0.transport.rawValue + 1 } ?? 0,
        hasSetpoint: device.actuators[0].setpoint != nil, isDriven: bench.isDriven,
        isSwitchClosed: bench.outputs.powerSwitchClosed,
        subscriptions: (device.subscriptions[0].isOpen ? 1 : 0)
          | (device.subscriptions[1].isOpen ? 2 : 0),
        stops: device.stops[0].isSet ? device.stops[0].phase.rawValue + 1 : 0,
        lifted: inputs.actuators[0].contactForce.newtons < 2,
        trouble: trouble.nonzeroBitCount > 1 ? 255 : trouble)
    }
  }

  @Test("H1, H3: no path to motion without a granted arm and a fresh setpoint, from any state")
  func explore() {
    var first = Node(bench: Bench())
    first.bench.run(milliseconds: 10)
    var seen: Set<Key> = [first.key]
    var frontier = [first]
    var edges = 0
    var driven = 0
    var states: Set<DeviceState> = [first.bench.device.state]
    while let node = frontier.popLast() {
      for action in Action.allCases {
        var next = node
        next.path.append(action)
        let ok = perform(action, on: &next)
        edges += 1
        if next.bench.isDriven { driven += 1 }
        guard ok else {
          Issue.record("moved without permission after \(next.path)")
          return
        }
        states.insert(next.bench.device.state)
        if next.path.count < 60, seen.insert(next.key).inserted { frontier.append(next) }
      }
    }
    // The walk must have been a walk: everything reached, much of it in motion.
    #expect(states == Set(DeviceState.allCases))
    #expect(seen.count > 300 && edges > 9000 && driven > 100, "\(seen.count) \(edges) \(driven)")
    print("explored \(seen.count) discrete states over \(edges) transitions")
  }

  private func perform(_ action: Action, on node: inout Node) -> Bool {
    switch action {
    case .millisecond: return run(&node, steps: 4)
    case .tenMilliseconds: return run(&node, steps: 40)
    case .hundredMilliseconds: return run(&node, steps: 440)
    case .stopButton: node.bench.inputs.stopButton.toggle()
    case .lift: node.bench.inputs.actuators[0].contactForce = .zero
    case .headDead: node.bench.headReading = 0
    case .hot: node.bench.inputs.actuators[0].housingTemperature.celsius = 50
    case .lowBattery: node.bench.inputs.battery = 0.01
    case .stuckCurrent: node.bench.currentReading = 0.5
    case .allWell:
      node.bench.inputs = Inputs()
      node.bench.inputs.actuators[0].contactForce = Force(newtons: 10)
      node.bench.inputs.battery = 0.8
      node.bench.headReading = nil
      node.bench.currentReading = nil
    case .detach:
      node.bench.device.detached(.serial, now: node.bench.now)
      node.permission.ended(.serial, now: node.bench.now)
    case .detachHID:
      node.bench.device.detached(.hid, now: node.bench.now)
      node.permission.ended(.hid, now: node.bench.now)
    case .hello, .helloHID, .helloNewer, .arm, .armHID, .armAgain, .setpoint, .setpointHID,
      .setpointZero, .setpointPast, .setpointFar, .setpointWrongArm, .setpointOutside, .disarm,
      .stop, .stopHID, .clear, .clearWrong, .ping, .rates:
      say(action, on: &node)
    }
    return run(&node, steps: 4)
  }

  private func say(_ action: Action, on node: inout Node) {
    let now = node.bench.now
    switch action {
    case .hello, .helloNewer:
      let major: UInt8 = action == .hello ? 1 : 2
      node.bench.send(.hello(Hello(major: major, minor: 0, nonce: 1)))
      node.permission.ended(.serial, now: now)
    case .helloHID:
      node.bench.greet(.hid)
      node.permission.ended(.hid, now: now)
    case .arm: arm(&node, .serial)
    case .armHID: arm(&node, .hid)
    case .armAgain:
      node.bench.send(.arm(node.bench.armRequest(node.armID)))
    case .setpoint: set(&node, node.bench.setpoint(node.armID), .serial)
    case .setpointHID: set(&node, node.bench.setpoint(node.armID), .hid)
    case .setpointZero: set(&node, node.bench.setpoint(node.armID, amplitude: 0), .serial)
    case .setpointPast: set(&node, node.bench.setpoint(node.armID, life: 0), .serial)
    case .setpointFar: set(&node, node.bench.setpoint(node.armID, life: 301), .serial)
    case .setpointWrongArm: set(&node, node.bench.setpoint(node.armID &+ 1), .serial)
    case .setpointOutside: set(&node, node.bench.setpoint(node.armID, frequency: 9000), .serial)
    case .disarm:
      node.bench.send(.disarm(Disarm(armID: node.armID)))
      node.permission.ended(now: now)
    case .stop, .stopHID:
      let transport: Transport = action == .stop ? .serial : .hid
      node.bench.send(.stop(Stop(stopID: 3, reason: .user)), from: transport)
      node.permission.ended(now: now)
    case .clear, .clearWrong:
      guard let newest = node.bench.device.latches.newest else { break }
      let number = action == .clear ? newest.number : newest.number &+ 1
      node.bench.send(.clear(Clear(latch: number, cause: newest.cause)))
    case .ping: node.bench.send(.ping(Ping(token: 1)))
    default:
      node.bench.send(
        .rates(
          Rates(
            telemetryPeriodMilliseconds: 1, setpointPeriodMilliseconds: 1,
            conditionPeriodCentiseconds: 1, measurement: true)))
    }
    _ = node.bench.drain(.serial)
    _ = node.bench.drain(.hid)
  }

  private func arm(_ node: inout Node, _ transport: Transport) {
    let request = node.bench.armRequest(node.armID &+ 1)
    if node.bench.ask(.arm(request), from: transport) == .accepted {
      node.armID = request.armID
      node.permission.granted(request, transport)
    }
  }

  private func set(_ node: inout Node, _ setpoint: Setpoint, _ transport: Transport) {
    let void = node.bench.device.setpointsVoid
    node.bench.send(.setpoint(setpoint), from: transport)
    node.permission.note(
      setpoint, from: transport, now: node.bench.now,
      taken: node.bench.device.setpointsVoid == void)
  }

  private func run(_ node: inout Node, steps: Int) -> Bool {
    for _ in 0..<steps {
      node.bench.step()
      if node.bench.isDriven, node.bench.now >= node.permission.until { return false }
      if node.bench.isDriven && !node.bench.device.switchClosed { return false }
    }
    node.permission.pass(now: node.bench.now)
    return true
  }
}
