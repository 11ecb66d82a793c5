// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

/// A message's fields by name, as the vectors name them.
enum MessageFields {
  static func of(_ message: HostMessage) -> [String: VectorValue] { fields(payload(message)) }

  static func of(_ message: DeviceMessage) -> [String: VectorValue] {
    var fields = fields(payload(message))
    if case .raw(let burst) = message {
      fields["samples"] = .list((0..<Int(burst.count)).map { .number(Int(burst.samples[$0])) })
    }
    return fields
  }

  private static func payload(_ message: Any) -> Any {
    Mirror(reflecting: message).children.first?.value ?? message
  }

  private static func fields(_ body: Any) -> [String: VectorValue] {
    var fields: [String: VectorValue] = [:]
    for child in Mirror(reflecting: body).children {
      guard let name = child.label, let value = value(child.value) else { continue }
      fields[name] = value
    }
    return fields
  }

  private static func value(_ value: Any) -> VectorValue? {
    switch value {
    case let number as any BinaryInteger: return .number(Int(number))
    case let flag as Bool: return .number(flag ? 1 : 0)
    case let phasor as WirePhasor:
      return .list([.number(Int(phasor.inPhase)), .number(Int(phasor.quadrature))])
    case let text as WireText:
      let bytes = (0..<16).map { text[$0] }.prefix { $0 != 0 }
      return .text(String(decoding: bytes, as: UTF8.self))
    case let raw as any RawRepresentable:
      return (raw.rawValue as? any BinaryInteger).map { .number(Int($0)) }
    default:
      let parts = Mirror(reflecting: value)
      guard parts.displayStyle == .tuple else { return nil }
      return .list(parts.children.compactMap { self.value($0.value) })
    }
  }
}
