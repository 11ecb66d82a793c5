// SPDX-License-Identifier: Apache-2.0
import NIOCore
import Synchronization

/// Who is connected, and in which kind of slot.
///
/// Ordinary slots are taken first. The reserved ones are for exempt methods: when they are full
/// too, the one that has been idle longest makes room, so that a stop always gets in.
final class ConnectionTable: Sendable {
  private struct Entry {
    let id: UInt64
    var reserved: Bool
    /// An exempt call is being answered.
    var busy = false
    let channel: any Channel
  }

  private struct State {
    var entries: [Entry] = []
    var lastID: UInt64 = 0
  }

  private let ordinary: Int
  private let reserved: Int
  private let state = Mutex(State())

  init(ordinary: Int, reserved: Int) {
    self.ordinary = ordinary
    self.reserved = reserved
  }

  var count: Int { state.withLock { $0.entries.count } }

  /// The new connection's id; nil when even the reserved slots are all busy.
  func enter(_ channel: any Channel) -> UInt64? {
    let (id, evicted) = state.withLock { state -> (UInt64?, (any Channel)?) in
      let taken = state.entries.count { !$0.reserved }
      let isReserved = taken >= ordinary
      var evicted: (any Channel)?
      if isReserved, state.entries.count - taken >= reserved {
        guard let idle = state.entries.firstIndex(where: { $0.reserved && !$0.busy }) else {
          return (nil, nil)
        }
        evicted = state.entries.remove(at: idle).channel
      }
      state.lastID += 1
      state.entries.append(Entry(id: state.lastID, reserved: isReserved, channel: channel))
      return (state.lastID, evicted)
    }
    evicted?.close(promise: nil)
    return id
  }

  /// Whether the connection may call everything; one in a reserved slot moves up when it can.
  func mayDoEverything(_ id: UInt64) -> Bool {
    state.withLock { state in
      guard let index = state.entries.firstIndex(where: { $0.id == id }) else { return false }
      if state.entries[index].reserved, state.entries.count(where: { !$0.reserved }) < ordinary {
        state.entries[index].reserved = false
      }
      return !state.entries[index].reserved
    }
  }

  func setBusy(_ id: UInt64, _ busy: Bool) {
    state.withLock { state in
      guard let index = state.entries.firstIndex(where: { $0.id == id }) else { return }
      state.entries[index].busy = busy
    }
  }

  func leave(_ id: UInt64) {
    state.withLock { $0.entries.removeAll { $0.id == id } }
  }

  var channels: [any Channel] { state.withLock { $0.entries.map(\.channel) } }
}
