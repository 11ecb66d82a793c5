// SPDX-License-Identifier: Apache-2.0

/// Judges what was found on a machine.
///
/// Pure: the same facts give the same findings.
public enum Examination {
  /// What is wrong first to be mended stands first.
  public static func findings(_ facts: Facts) -> [Finding] {
    [socket(facts), group(facts), rules(facts)].compactMap(\.self) + devices(facts)
      + (facts.daemon.map { events($0) + protocols($0) + links($0) + timing($0) } ?? [])
  }

  static func socket(_ facts: Facts) -> Finding {
    let path = "'\(facts.socketPath)'"
    let start =
      facts.hasService
      ? ["sudo systemctl enable --now tonusd.socket"] : ["tonusd --device usb"]
    switch facts.answer {
    case .answers:
      let who =
        facts.daemon.map { "tonusd \($0.version), process \($0.process)," } ?? "The daemon"
      return Finding(.socket, .good, "\(who) answers at \(path).")
    case .missing:
      return Finding(.socket, .wrong, "No daemon runs: nothing is at \(path).", mend: start)
    case .refuses:
      return Finding(
        .socket, .wrong, "Nobody listens at \(path), which a daemon has left behind.",
        mend: facts.hasService ? ["sudo systemctl restart tonusd.socket"] : start)
    case .denied:
      return Finding(
        .socket, .wrong,
        "You may not use \(path); it belongs to \(facts.socket?.owner ?? "somebody else") and the group '\(facts.socket?.group ?? "?")'.",
        mend: facts.socket.map { join($0.group, facts.user) } ?? [])
    }
  }

  static func group(_ facts: Facts) -> Finding? {
    guard let socket = facts.socket else { return nil }
    let user = facts.user
    if user.id == 0 || socket.owner == user.name {
      return Finding(.group, .good, "'\(user.name)' may use the socket.")
    }
    if user.groups.contains(socket.group) {
      return Finding(.group, .good, "'\(user.name)' is in the group '\(socket.group)'.")
    }
    if socket.opens {
      return Finding(.group, .good, "The socket is open to '\(user.name)'.")
    }
    if user.listedGroups.contains(socket.group) {
      return Finding(
        .group, .wrong, "'\(user.name)' is in the group '\(socket.group)' from the next login on.",
        mend: join(socket.group, user))
    }
    return Finding(
      .group, .wrong, "'\(user.name)' is not in the group '\(socket.group)'.",
      mend: join(socket.group, user))
  }

  private static func join(_ group: String, _ user: Facts.User) -> [String] {
    user.listedGroups.contains(group)
      ? ["newgrp \(group)    # or log out and in again"]
      : ["sudo usermod -aG \(group) \(user.name)    # then log out and in again"]
  }

  /// Tags are handed out by 73-seat-late.rules, and what comes later comes too late.
  static let latestRules = "73"
  static let reload = "sudo udevadm control --reload && sudo udevadm trigger"

  static func rules(_ facts: Facts) -> Finding {
    guard let file = facts.rules.first else {
      return Finding(
        .rules, .wrong, "The udev rules are not installed: devices belong to root alone.",
        mend: ["sudo make install", reload])
    }
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    if name >= latestRules {
      return Finding(
        .rules, .wrong, "'\(file.path)' sorts behind 73-seat-late.rules and gives nobody access.",
        mend: [
          "sudo mv \(file.path) \(file.path.dropLast(name.count))70-tonus.rules", reload,
        ])
    }
    guard file.text == shippedRules else {
      return Finding(
        .rules, .note, "'\(file.path)' differs from the rules of this version.",
        mend: ["sudo make install", reload])
    }
    return Finding(.rules, .good, "'\(file.path)' is in place.")
  }

  /// The rules as `make install` puts them in place.
  public static var shippedRules: String {
    String(decoding: PackageResources._0_tonus_rules, as: UTF8.self)
  }
}
