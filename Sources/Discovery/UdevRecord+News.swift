// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Glibc

extension UdevRecord {
  /// What it means, read from sysfs alone; nil for what is none of ours.
  ///
  /// A device that is not ours by ids and product string is not asked for more.
  var news: USBNews? {
    let isGone = action == "remove"
    switch subsystem {
    case "tty":
      guard !node.isEmpty else { return nil }
      if isGone { return .ttyGone(node: node) }
      guard action.isEmpty || action == "add" || action == "change", let usbParent else {
        return nil
      }
      return .tty(of: usbParent, node: node)
    case "usb":
      guard type == "usb_device" else { return nil }
      if isGone { return .gone(syspath: syspath) }
      guard action.isEmpty || action == "add" || action == "change" else { return nil }
      return facts.map { .device($0) }
    default: return nil
    }
  }

  private var facts: USBFacts? {
    var facts = USBFacts(
      syspath: syspath, path: name, node: node,
      vendor: UInt16(attribute("idVendor"), radix: 16) ?? 0,
      product: UInt16(attribute("idProduct"), radix: 16) ?? 0,
      productName: "", serial: "", descriptors: [])
    guard facts.vendor == USBIdentity.vendor, facts.product == USBIdentity.product else {
      return nil
    }
    facts.productName = attribute("product")
    guard Roster.isOurs(facts) else { return nil }
    facts.serial = attribute("serial")
    facts.descriptors = bytes(of: "\(facts.syspath)/descriptors")
    return facts
  }

  /// `[C]` Descriptors of any device one would drive fit well into this.
  private static var descriptorsLimit: Int { 4096 }

  private func bytes(of path: String) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: Self.descriptorsLimit)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    return Array(bytes.prefix(max(0, count)))
  }
}
