// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Testing

@testable import DeviceCore

@Suite("Restarting a device where it is")
struct RestartTests {
  /// What nothing reads before it was written: only how it goes on tells.
  private static let queues: Set<String> = ["lockIn", "raw", "outboxes", "history"]

  @Test("H4: leaves nothing of the boot before, whatever that was", arguments: UInt64(1)...6)
  func leavesNothing(_ seed: UInt64) {
    var random = Random(seed)
    var worn = Bench()
    worn.start()
    for _ in 0..<400 {
      worn.send(random.message(worn, armID: 1))
      if random.one(in: 20) { random.disturb(&worn) }
      for _ in 0..<4 { worn.step() }
    }
    var restarted = Bench()
    restarted.device = worn.device
    restarted.device.restart(configuration: .reference(), resetCause: .powerOn, bootID: 7)
    var fresh = Bench()
    let old = Dictionary(
      uniqueKeysWithValues: Mirror(reflecting: worn.device).children.compactMap { child in
        child.label.map { ($0, String(reflecting: child.value)) }
      })
    for (found, wanted) in zip(
      Mirror(reflecting: restarted.device).children, Mirror(reflecting: fresh.device).children)
    {
      guard let label = found.label, !Self.queues.contains(label) else { continue }
      #expect(
        String(reflecting: found.value) == String(reflecting: wanted.value),
        "seed \(seed): \(label), before the restart \(old[label] ?? "absent")")
    }
    #expect(conversation(&restarted) == conversation(&fresh))
  }

  /// Everything it does and says in one session.
  private func conversation(_ bench: inout Bench) -> [String] {
    var all: [String] = []
    bench.boot()
    all.append(String(reflecting: bench.ask(.arm(bench.armRequest()))))
    bench.send(.rawRequest(RawRequest(channel: .headAcceleration, count: 40)))
    for _ in 0..<300 {
      bench.keep(milliseconds: 1)
      all.append(String(reflecting: bench.outputs))
      for message in bench.drain() {
        let payload = message.payload(sequence: 1)
        all.append(String(reflecting: (0..<payload.count).map { payload[$0] }))
      }
    }
    bench.send(.faultRequest(FaultRequest(index: 0)))
    all += bench.drain().map { String(reflecting: $0) }
    return all
  }
}
