// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

extension Payload {
  var array: [UInt8] { (0..<count).map { self[$0] } }
}

extension Frame {
  var array: [UInt8] { (0..<count).map { bytes[$0] } }
}

extension HIDReport {
  var array: [UInt8] { (0..<64).map { bytes[$0] } }

  init?(_ array: [UInt8]) {
    guard array.count == 64 else { return nil }
    var bytes = InlineArray<64, UInt8>(repeating: 0)
    for index in 0..<64 { bytes[index] = array[index] }
    self.init(bytes: bytes)
  }
}

extension Refusal {
  /// The name the vectors give it.
  var name: String {
    switch self {
    case .overlong: "overlong"
    case .stuffing: "stuffing"
    case .short: "short"
    case .checksum: "checksum"
    case .report: "report"
    case .flags: "flags"
    case .unknownType: "unknownType"
    case .length: "length"
    case .field: "field"
    }
  }
}

extension SerialDecoder {
  mutating func push(_ bytes: [UInt8]) -> [Decoded<Message>] { bytes.compactMap { push($0) } }
}
