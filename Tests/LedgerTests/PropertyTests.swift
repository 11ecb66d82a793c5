// SPDX-License-Identifier: Apache-2.0

import Envelope
import Person
import Quantities
import Testing

@testable import Ledger

/// Random sessions, crashes, restarts and clock mischief, against what was really delivered.
@Suite("The ledger under random use")
struct PropertyTests {
  @Test("H2: no sequence of sessions, crashes and clocks set back exceeds a cap", arguments: 0..<24)
  func caps(seed: UInt64) throws {
    var world = try World(seed: seed)
    for _ in 0..<140 { try world.step() }
    #expect(world.violations.isEmpty, "seed \(seed): \(world.violations)")
    #expect(!world.deliveries.isEmpty, "seed \(seed) delivered nothing")
  }

  @Test("H2: a power cut at any point forgets nothing", arguments: 100..<106)
  func neverForgets(seed: UInt64) throws {
    var world = try World(seed: seed)
    for _ in 0..<60 {
      try world.step()
      let live = try world.ledger.usage(
        subject: LedgerStore.subject, places: World.places, now: world.reading)
      let disk = try world.place.afterPowerCut()
      defer { withExtendedLifetime(disk) {} }
      let copy = try LedgerStore.open(directory: disk.path, now: world.reading)
      let kept = try copy.usage(
        subject: LedgerStore.subject, places: World.places, now: world.reading)
      for place in World.places.keys {
        let before = live.places[place]?.today ?? .zero
        let after = kept.places[place]?.today ?? .zero
        #expect(after >= before, "seed \(seed), \(place)")
      }
      #expect(kept.handPointsToday >= live.handPointsToday - 1e-9, "seed \(seed)")
      #expect(kept.earlierSessions <= live.earlierSessions, "seed \(seed)")
    }
  }
}
