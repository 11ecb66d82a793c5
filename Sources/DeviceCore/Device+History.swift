// SPDX-License-Identifier: Apache-2.0
public import DeviceProtocol

// For memory that keeps the fault history while the power is away.
extension Device {
  /// How many faults were recorded, those of earlier boots among them.
  ///
  /// Mutating like every look at a device: a getter would copy it.
  public mutating func faultsRecorded() -> UInt32 { history.written }

  /// Record `index` of the fault history, 0 the newest; one without cause when there is none.
  public mutating func faultRecord(_ index: UInt8) -> FaultRecord { history.record(index) }

  /// Puts a record of an earlier boot behind the oldest there is; one that finds no room is dropped.
  public mutating func recall(_ record: FaultRecord) { history.addOldest(record) }
}
