// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Links

/// Which Tonus devices are on USB: the kernel's news in, devices out.
///
/// A device is one however many interfaces it has. What does not call itself Tonus is not looked at
/// twice: the ids are a test id that others use too (protocol §5).
public struct Roster: Sendable {
  public static let productPrefix = "Tonus"
  /// `[C]` More than anybody drives; the rest is a hub gone mad.
  public static let capacity = 64
  /// The protocol's `identity` has room for so many (protocol §8).
  private static let serialLength = 1...16

  private struct Known {
    var facts: USBFacts
    var name: String
    var isTwin: Bool
    var tty: String?
  }

  private var known: [String: Known] = [:]
  /// Serial lines by their device's directory, also of devices that are not known (yet).
  private var ttys: [String: String] = [:]

  public init() {}

  public mutating func note(_ news: USBNews) -> [RosterChange] {
    switch news {
    case .device(let facts): return met(facts)
    case .gone(let syspath): return lost(syspath)
    case .tty(let syspath, let node):
      guard ttys.count < Self.capacity || ttys[syspath] != nil else { return [] }
      // A second line of the same device is none of ours.
      guard ttys[syspath] == nil else { return [] }
      ttys[syspath] = node
      return update(syspath)
    case .ttyGone(let node):
      guard let syspath = ttys.first(where: { $0.value == node })?.key else { return [] }
      ttys[syspath] = nil
      return update(syspath)
    case .only(let present):
      let gone = known.keys.filter { !present.contains($0) }.sorted()
      ttys = [:]
      return gone.flatMap { lost($0) }
    }
  }

  /// Whether a device calls itself one of ours, by ids and product string both.
  public static func isOurs(_ facts: USBFacts) -> Bool {
    facts.vendor == USBIdentity.vendor && facts.product == USBIdentity.product
      && facts.productName.hasPrefix(productPrefix)
  }

  private mutating func met(_ facts: USBFacts) -> [RosterChange] {
    guard Self.isOurs(facts), known.count < Self.capacity else { return [] }
    if known[facts.syspath]?.facts == facts { return [] }
    let before = lost(facts.syspath, keepingTTY: true)
    let isPlain = Self.isSerial(facts.serial)
    let isTwin = isPlain && known.values.contains { $0.facts.serial == facts.serial }
    known[facts.syspath] = Known(
      facts: facts, name: isPlain && !isTwin ? facts.serial : "@\(facts.path)", isTwin: isTwin)
    return before + update(facts.syspath)
  }

  private mutating func lost(_ syspath: String, keepingTTY: Bool = false) -> [RosterChange] {
    if !keepingTTY { ttys[syspath] = nil }
    guard let gone = known.removeValue(forKey: syspath) else { return [] }
    return [.gone(name: gone.name)]
  }

  private func update(_ syspath: String) -> [RosterChange] {
    guard let one = known[syspath] else { return [] }
    let descriptors = USBDescriptors(one.facts.descriptors)
    let hasSerial = descriptors?.hasSerial ?? false
    let distrust: Distrust? =
      if descriptors?.hid == nil, descriptors?.hasHID ?? true || !hasSerial {
        .descriptors
      } else if !Self.isSerial(one.facts.serial) {
        .serialNumber
      } else if one.isTwin {
        .twin
      } else {
        nil
      }
    let place = USBPlace(
      path: one.facts.path, node: one.facts.node, hid: descriptors?.hid,
      tty: hasSerial ? ttys[syspath] : nil, distrust: distrust)
    return [
      .there(
        FoundDevice(
          name: one.name, serial: Self.printable(one.facts.serial),
          product: Self.printable(one.facts.productName), place: place))
    ]
  }

  private static func isSerial(_ text: String) -> Bool {
    serialLength.contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
      && !text.contains("/") && !text.hasPrefix("@")
  }

  /// Fit for a terminal, whatever the device has put in.
  private static func printable(_ text: String) -> String {
    String(
      decoding: text.utf8.prefix(64).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") },
      as: UTF8.self)
  }
}
