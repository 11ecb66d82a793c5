// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

/// The last sixteen latches, newest first on request.
struct FaultHistory: Sendable, BitwiseCopyable {
  private var records = InlineArray<16, FaultRecord>(
    repeating: FaultRecord(
      index: 0, cause: 0, latch: 0, clockMilliseconds: 0, value: 0, bootID: 0))
  private(set) var written: UInt32 = 0

  var count: UInt8 { UInt8(min(written, 16)) }

  /// Begins as a new one does, where it is.
  mutating func restart() { written = 0 }

  mutating func add(_ record: FaultRecord) {
    records[Int(written % 16)] = record
    // Past sixteen only the position in the ring matters.
    written = written == .max ? 16 + (written % 16) + 1 : written + 1
  }

  /// Adds a record from before all others, while there is room.
  mutating func addOldest(_ record: FaultRecord) {
    guard written < 16 else { return }
    for place in (0..<Int(written)).reversed() { records[place + 1] = records[place] }
    records[0] = record
    written += 1
  }

  /// Record `index`, 0 the newest; a record without cause when there is none.
  func record(_ index: UInt8) -> FaultRecord {
    guard UInt32(index) < min(written, 16) else {
      return FaultRecord(
        index: index, cause: 0, latch: 0, clockMilliseconds: 0, value: 0, bootID: 0)
    }
    var found = records[Int((written - 1 - UInt32(index)) % 16)]
    found.index = index
    return found
  }
}
