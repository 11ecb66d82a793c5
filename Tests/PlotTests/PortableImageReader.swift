// SPDX-License-Identifier: Apache-2.0

/// Reads what the encoder may write: truecolour, filter Up, one block of fixed codes, distance 1.
struct PortableImageReader {
  struct Broken: Error {}

  let width: Int
  let height: Int
  private(set) var bytes: [UInt8] = []

  init(_ file: [UInt8]) throws {
    func number(_ at: Int) -> Int { file[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
    guard file.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] else { throw Broken() }
    var chunks: [String: ArraySlice<UInt8>] = [:]
    var at = 8
    while at < file.count {
      let length = number(at)
      let body = file[at + 4..<at + 8 + length]
      guard Self.checksum(body) == UInt32(number(at + 8 + length)) else { throw Broken() }
      chunks[String(decoding: body.prefix(4), as: UTF8.self)] = body.dropFirst(4)
      at += 12 + length
    }
    guard let data = chunks["IDAT"], chunks["IEND"] != nil else { throw Broken() }
    width = number(16)
    height = number(20)
    let rows = try Self.inflated(Array(data))
    let stride = width * 3
    guard rows.count == (stride + 1) * height else { throw Broken() }
    for row in 0..<height {
      guard rows[row * (stride + 1)] == 2 else { throw Broken() }
      for column in 0..<stride {
        let above = row > 0 ? bytes[(row - 1) * stride + column] : 0
        bytes.append(rows[row * (stride + 1) + 1 + column] &+ above)
      }
    }
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }

  private static func inflated(_ data: [UInt8]) throws -> [UInt8] {
    var position = 16
    func bit() throws -> Int {
      guard position / 8 < data.count else { throw Broken() }
      defer { position += 1 }
      return Int(data[position / 8] >> UInt8(position % 8)) & 1
    }
    func code(_ bits: Int, _ start: Int = 0) throws -> Int {
      try (0..<bits).reduce(start) { value, _ in try value << 1 | bit() }
    }
    guard (Int(data[0]) * 256 + Int(data[1])) % 31 == 0, try bit() == 1, try bit() == 1,
      try bit() == 0
    else { throw Broken() }
    var out: [UInt8] = []
    while true {
      let seven = try code(7)
      if seven == 0 { break }
      var length = 0
      if seven < 24 {
        guard seven <= 8 else { throw Broken() }
        length = seven + 2
      } else {
        let eight = try code(1, seven)
        if eight == 0xC5 {
          length = 258
        } else if eight >= 0x30 && eight < 0xC0 {
          out.append(UInt8(eight - 0x30))
        } else {
          out.append(UInt8(try code(1, eight) - 0x190 + 144))
        }
      }
      if length > 0 {
        guard try code(5) == 0, let last = out.last else { throw Broken() }
        out += Array(repeating: last, count: length)
      }
    }
    return out
  }
}
