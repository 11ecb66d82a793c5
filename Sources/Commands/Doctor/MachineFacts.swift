// SPDX-License-Identifier: Apache-2.0

import DeviceProtocol
import Doctor
import Foundation

/// Reads from the machine what the doctor judges; it changes and opens nothing.
struct MachineFacts {
  /// Where the kernel and udev show things; another root in tests.
  var root = ""

  /// Later folders are overridden by earlier ones, file by file.
  static let ruleFolders = [
    "/etc/udev/rules.d", "/run/udev/rules.d", "/usr/local/lib/udev/rules.d", "/lib/udev/rules.d",
  ]

  /// In the order in which udev obeys them: by their names, whatever the folder.
  func rules() -> [Facts.RuleFile] {
    var found: [String: Facts.RuleFile] = [:]
    for folder in Self.ruleFolders {
      for name in entries(folder) where name.contains("tonus") && name.hasSuffix(".rules") {
        guard found[name] == nil, let text = text("\(folder)/\(name)") else { continue }
        found[name] = Facts.RuleFile(path: "\(folder)/\(name)", text: text)
      }
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }

  func devices() -> [USBFacts] {
    entries("/sys/bus/usb/devices").filter { !$0.contains(":") }.compactMap(device)
  }

  var runsModemManager: Bool {
    entries("/proc").contains { name in
      UInt32(name) != nil && line("/proc/\(name)/comm") == "ModemManager"
    }
  }

  var hasService: Bool {
    ["/etc", "/usr/local/lib", "/lib"].contains {
      FileManager.default.fileExists(atPath: root + "\($0)/systemd/system/tonusd.socket")
    }
  }

  /// Whether the group exists to which the service gives its socket.
  var hasGroup: Bool { unsafe getgrnam(Examination.group) != nil }

  func user() -> Facts.User {
    let id = getuid()
    let name = unsafe getpwuid(id).map { unsafe String(cString: $0.pointee.pw_name) } ?? "\(id)"
    var groups = [gid_t](repeating: 0, count: 256)
    let count = unsafe getgroups(Int32(groups.count), &groups)
    var held = Set(groups.prefix(max(0, Int(count))).map(Self.group))
    held.insert(Self.group(getegid()))
    let listed = (text("/etc/group") ?? "").split(separator: "\n").compactMap { line -> String? in
      let parts = line.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 4, parts[3].split(separator: ",").contains(Substring(name)) else {
        return nil
      }
      return String(parts[0])
    }
    return Facts.User(id: id, name: name, groups: held, listedGroups: held.union(listed))
  }

  func node(_ path: String) -> Facts.Node? {
    var information = stat()
    guard unsafe stat(root + path, &information) == 0 else { return nil }
    let owner =
      unsafe getpwuid(information.st_uid).map { unsafe String(cString: $0.pointee.pw_name) }
      ?? "\(information.st_uid)"
    return Facts.Node(
      path: path, owner: owner, group: Self.group(information.st_gid),
      mode: information.st_mode & 0o777, opens: unsafe access(root + path, R_OK | W_OK) == 0)
  }

  private static func group(_ id: gid_t) -> String {
    unsafe getgrgid(id).map { unsafe String(cString: $0.pointee.gr_name) } ?? "\(id)"
  }

  private func device(_ port: String) -> USBFacts? {
    let folder = "/sys/bus/usb/devices/\(port)"
    func id(_ name: String) -> UInt16? {
      line("\(folder)/\(name)").flatMap { UInt16($0, radix: 16) }
    }
    guard id("idVendor") == USBIdentity.vendor, id("idProduct") == USBIdentity.product else {
      return nil
    }
    let interfaces = entries(folder).filter { $0.hasPrefix("\(port):") }
    let ports = interfaces.flatMap { entries("\(folder)/\($0)/tty") }
    let opened = busNode(folder)
    return USBFacts(
      port: port, product: line("\(folder)/product") ?? "", serial: line("\(folder)/serial") ?? "",
      node: opened, ports: ports.compactMap { node("/dev/\($0)") },
      interfaces: interfaces.compactMap { interface("\(folder)/\($0)") },
      powerControl: line("\(folder)/power/control") ?? "on",
      isHiddenFromModemManager: properties(folder).contains("E:ID_MM_DEVICE_IGNORE=1"),
      holders: opened.map { holders($0.path) } ?? [])
  }

  /// The programs that have a node open, of those whose descriptors may be looked at.
  private func holders(_ node: String) -> [USBFacts.Holder] {
    entries("/proc").compactMap { Int($0) }.sorted().compactMap { process in
      let folder = "/proc/\(process)/fd"
      let holds = entries(folder).contains { name in
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(root)\(folder)/\(name)"))
          == node
      }
      return holds
        ? USBFacts.Holder(process: process, name: line("/proc/\(process)/comm") ?? "?") : nil
    }
  }

  private func busNode(_ folder: String) -> Facts.Node? {
    guard let bus = line("\(folder)/busnum").flatMap({ Int($0) }),
      let device = line("\(folder)/devnum").flatMap({ Int($0) })
    else { return nil }
    func three(_ number: Int) -> String { String(String(1000 + number).dropFirst()) }
    return node("/dev/bus/usb/\(three(bus))/\(three(device))")
  }

  private func interface(_ folder: String) -> USBFacts.Interface? {
    guard let number = line("\(folder)/bInterfaceNumber").flatMap({ Int($0, radix: 16) }),
      let kind = line("\(folder)/bInterfaceClass").flatMap({ Int($0, radix: 16) })
    else { return nil }
    let driver = try? FileManager.default.destinationOfSymbolicLink(
      atPath: root + folder + "/driver")
    return USBFacts.Interface(
      number: number, interfaceClass: kind,
      driver: driver.map { ($0 as NSString).lastPathComponent })
  }

  /// What udev has written down about a device: `E:NAME=value`, a line each.
  private func properties(_ folder: String) -> [String] {
    guard let number = line("\(folder)/dev") else { return [] }
    return (text("/run/udev/data/c\(number)") ?? "").split(separator: "\n").map(String.init)
  }

  private func entries(_ folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: root + folder)) ?? []).sorted()
  }

  private func text(_ path: String) -> String? {
    try? String(contentsOfFile: root + path, encoding: .utf8)
  }

  private func line(_ path: String) -> String? {
    text(path).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
  }
}
