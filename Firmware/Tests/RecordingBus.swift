// SPDX-License-Identifier: Apache-2.0
import Registers

/// A bus that remembers every load and store, with memory behind it and models of what answers.
final class RecordingBus: RegisterBus, @unchecked Sendable {
  enum Access: Equatable, CustomStringConvertible {
    case load(UInt32)
    case store(UInt32, UInt32)

    var description: String {
      switch self {
      case .load(let address): "load \(String(address, radix: 16))"
      case .store(let address, let word):
        "\(String(address, radix: 16)) = \(String(word, radix: 16))"
      }
    }
  }

  private(set) var log: [Access] = []
  var memory: [UInt32: UInt32] = [:]
  /// What a register reads instead of what was stored there.
  var answers: [UInt32: () -> UInt32] = [:]
  /// What a store does beside being remembered; what it returns is stored.
  var consequences: [UInt32: (UInt32) -> UInt32] = [:]

  func load(_ address: UInt32) -> UInt32 {
    log.append(.load(address))
    if let answer = answers[address] { return answer() }
    return memory[address] ?? 0
  }

  func store(_ word: UInt32, at address: UInt32) {
    log.append(.store(address, word))
    memory[address] = consequences[address].map { $0(word) } ?? word
  }

  func forget() { log = [] }

  /// The stores alone, in order.
  var stores: [Access] {
    log.filter { if case .store = $0 { true } else { false } }
  }

  /// The words stored at one address, in order.
  func stores(at address: UInt32) -> [UInt32] {
    log.compactMap { if case .store(address, let word) = $0 { word } else { nil } }
  }

  /// The place in the log of the first store at `address` that passes.
  func first(_ address: UInt32, where test: (UInt32) -> Bool = { _ in true }) -> Int? {
    log.firstIndex { if case .store(address, let word) = $0 { test(word) } else { false } }
  }

  /// A crystal, a loop and a switch that follow at once, as RM0090 §7.3 has them.
  func followClocks() {
    answers[0x4002_3800] = { [unowned self] in
      let control = memory[0x4002_3800] ?? 0
      return control | (control & (1 << 16 | 1 << 24)) << 1
    }
    answers[0x4002_3808] = { [unowned self] in
      let configuration = memory[0x4002_3808] ?? 0
      return configuration | (configuration & 0b11) << 2
    }
  }
}
