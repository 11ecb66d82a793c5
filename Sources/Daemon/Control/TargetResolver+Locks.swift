// SPDX-License-Identifier: Apache-2.0
import Anatomy
import ControlAPI
import Person
import Programs

extension TargetResolver {
  /// A zone on the sides that are not locked for this person: of both, the other one is left, and the
  /// note says so.
  ///
  /// - Throws: the lock, with what to ask for instead, where nothing is left.
  func unlocked(_ address: ZoneAddress, _ target: Control.Target) throws(ControlError)
    -> (ZoneAddress, note: String?)
  {
    let sides = catalogue[address.zone]?.sides ?? []
    let isBoth = target.side?.lowercased() == SideChoice.both.rawValue
    let asked = address.side.map { [$0] } ?? (isBoth ? sides : [])
    func lock(_ side: Side) -> String? {
      person.restrictions.lock(ZoneAddress(zone: address.zone, side: side))
    }
    guard let locked = asked.first(where: { lock($0) != nil }), let message = lock(locked) else {
      return (address, nil)
    }
    if let free = asked.first(where: { lock($0) == nil }) {
      var other = address
      other.side = free
      return (other, "Left out: \(message)")
    }
    let other = sides.first { lock($0) == nil && !asked.contains($0) }
    let instead = other.map { " The \($0.rawValue) side is not locked: --side \($0.rawValue)." }
    throw .zoneLocked(message + (instead ?? ""), zone: address.zone.rawValue, safeNeighbour: nil)
  }
}
