// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Randomness

/// The protocol's parts, each on its own.
enum PartCases {
  private static var samples: [[UInt8]] {
    var random = SplitMix64(seed: 7)
    return [
      Array("123456789".utf8), [0], [0, 0, 0, 0], [0xFF, 0xFF],
      (0..<8).map { UInt8($0) }, [UInt8](repeating: 0, count: 62),
      [UInt8](repeating: 0xFF, count: 62),
    ] + (1...6).map { length in (0..<length * 10).map { _ in random.integer() } }
  }

  static var checksums: [VectorValue] {
    samples.map { data in
      .object(["data": .hex(data), "crc": .number(Int(CRC16.checksum(data.span)))])
    }
  }

  /// Data of a frame: header, body and checksum.
  static var stuffings: [VectorValue] {
    samples.filter { $0.count >= 4 }.compactMap { data in
      Payload(bytes: data.span).map { payload in
        let crc = CRC16.checksum(data.span)
        return .object([
          "data": .hex(data + [UInt8(truncatingIfNeeded: crc), UInt8(crc >> 8)]),
          "encoded": .hex(Frame(payload).array.dropLast()),
        ])
      }
    }
  }

  static var streams: [VectorValue] {
    let stop = HostMessage.stop(Stop(stopID: 1, reason: .user)).frame(sequence: 7).array
    let ping = HostMessage.ping(Ping(token: 0x100)).frame(sequence: 8).array
    let setpoint = VectorCases.host[5].message.frame(sequence: 6).array
    let noise: [UInt8] = [0x41, 0x54, 0x2B, 0x0D, 0x0A]
    let items: [(String, [UInt8])] = [
      ("two messages", stop + ping),
      ("empty frames between", [0, 0] + stop + [0, 0, 0] + ping),
      ("noise in front loses what follows it up to the delimiter", noise + stop + ping),
      ("noise ended by a delimiter loses nothing", noise + [0] + stop + ping),
      ("a lost delimiter loses both neighbours", Array(stop.dropLast()) + ping + ping),
      ("a frame begun and begun again", Array(setpoint.prefix(9)) + setpoint + stop),
      ("a frame cut off, then a delimiter", Array(setpoint.prefix(9)) + [0] + stop),
      ("much noise is one refusal", [UInt8](repeating: 0x7E, count: 1000) + [0] + stop),
      (
        "a delimiter out of nowhere",
        Array(setpoint.prefix(12)) + [0] + Array(setpoint.dropFirst(12)) + stop
      ),
      ("the same frame twice", stop + stop),
    ]
    return items.map { name, bytes in
      .object(["name": .text(name), "bytes": .hex(bytes), "results": results(bytes)])
    }
  }

  static func results(_ bytes: [UInt8]) -> VectorValue {
    var decoder = HostSerialDecoder()
    return .list(
      decoder.push(bytes).map { decoded in
        switch decoded {
        case .message(let message, let sequence):
          .object(["message": .hex(message.payload(sequence: sequence).array)])
        case .refused(let refusal): .object(["refused": .text(refusal.name)])
        }
      })
  }

  static var sequences: [VectorValue] {
    let lists: [[UInt16]] = [
      [0, 1, 2, 3], [65534, 65535, 0, 1], [10, 10, 10, 11], [10, 13, 11, 12, 14],
      [0, 32767, 32767, 0, 32768], [5, 32773, 6], [65535, 65534, 0, 65535],
    ]
    return lists.map { numbers in
      .object(["numbers": .list(numbers.map { .number(Int($0)) }), "verdicts": verdicts(numbers)])
    }
  }

  static func verdicts(_ numbers: [UInt16]) -> VectorValue {
    var tracker = SequenceTracker()
    return .list(
      numbers.map { number in
        switch tracker.note(number) {
        case .first: .text("first")
        case .new(let lost): .text("new, \(lost) lost")
        case .duplicate: .text("duplicate")
        case .late: .text("late")
        }
      })
  }

  static var clocks: [VectorValue] {
    let second = 1_000_000_000
    let single = [[10 * second, 10 * second + 2_000_000, 5000, 500]]
    let several = [
      [10 * second, 10 * second + 8_000_000, 5003, 0],
      [11 * second, 11 * second + 400_000, 6000, 200],
      [12 * second, 12 * second + 30_000_000, 7025, 0],
    ]
    let wrapping = [[100 * second, 100 * second + 200_000, 4_294_967_295, 900]]
    let aged =
      [[10 * second, 10 * second + 1_000_000, 5000, 500]]
      + [[40 * second, 40 * second + 4_000_000, 35003, 0]]
    let tooLong = single + [[20 * second, 20 * second + 200_000_001, 99999, 0]]
    return [single, several, wrapping, aged, tooLong].map { exchanges in
      let last = exchanges.last?[1] ?? 0
      let moments = [0, 999_500, 1_000_000, 150_000_000, 5 * second].map { last + $0 }
      return .object([
        "exchanges": .list(exchanges.map { .list($0.map { .number($0) }) }),
        "moments": .list(moments.map { .number($0) }),
        "device": deviceClocks(exchanges, moments),
      ])
    }
  }

  /// Each exchange is when the ping was sent and the pong received, in ns, and the device's ms and µs.
  static func deviceClocks(_ exchanges: [[Int]], _ moments: [Int]) -> VectorValue {
    var relation = ClockRelation()
    for exchange in exchanges {
      let pong = Pong(
        token: 0, clockMilliseconds: UInt32(exchange[2]),
        clockFractionMicroseconds: UInt16(exchange[3]))
      relation.note(
        ping: Instant(nanoseconds: UInt64(exchange[0])), pong: pong,
        received: Instant(nanoseconds: UInt64(exchange[1])))
    }
    return .list(
      moments.map { moment in
        relation.deviceMilliseconds(at: Instant(nanoseconds: UInt64(moment)))
          .map { .number(Int($0)) } ?? .null
      })
  }

  static var lives: [VectorValue] {
    let pairs: [(UInt32, UInt32)] = [
      (1000, 1150), (1000, 1001), (1000, 1000), (1000, 999), (1000, 1300), (1000, 1301),
      (.max, 100), (.max - 99, 50), (0, .max), (5, 0x8000_0005), (0, 0x7FFF_FFFF),
    ]
    return pairs.map { clock, validUntil in
      .object([
        "clock": .number(Int(clock)), "validUntil": .number(Int(validUntil)),
        "life": life(clock, validUntil),
      ])
    }
  }

  static func life(_ clock: UInt32, _ validUntil: UInt32) -> VectorValue {
    Setpoint(
      armID: 1, validUntilMilliseconds: validUntil, actuator: 0, frequencyCentihertz: 0, phase: 0,
      amplitudeMicrometers: 0, driveTenthMilliamperes: 0
    ).life(at: clock).map { .number(Int($0)) } ?? .null
  }
}
