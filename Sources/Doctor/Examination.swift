// SPDX-License-Identifier: Apache-2.0

/// Judges what was found on a machine.
///
/// Pure: the same facts give the same findings.
public enum Examination {
  /// What is wrong first to be mended stands first.
  public static func findings(_ facts: Facts) -> [Finding] {
    [socket(facts), group(facts), rules(facts)].compactMap(\.self) + devices(facts)
      + (facts.daemon.map { events($0) + protocols($0, facts.devices) + links($0) + timing($0) }
        ?? [])
  }

  static func socket(_ facts: Facts) -> Finding {
    let path = "'\(facts.socketPath)'"
    switch facts.answer {
    case .answers:
      let who =
        facts.daemon.map { "tonusd \($0.version), process \($0.process)," } ?? "The daemon"
      return Finding(.socket, .good, "\(who) answers at \(path).")
    case .missing:
      return Finding(
        .socket, .wrong, "No daemon runs: nothing is at \(path).", mend: [start(facts)])
    case .refuses:
      return Finding(
        .socket, .wrong, "Nobody listens at \(path), which a daemon has left behind.",
        mend: facts.hasService && facts.place == .service
          ? ["sudo systemctl restart tonusd.socket"] : [start(facts)])
    case .denied:
      return Finding(
        .socket, .wrong,
        "You may not use \(path); it belongs to \(facts.socket?.owner ?? "somebody else") and the group '\(facts.socket?.group ?? "?")'.",
        mend: facts.socket.map { share($0, facts.user) } ?? [])
    }
  }

  /// A client looks for its user's own daemon, then for the service, so that either is found.
  private static func start(_ facts: Facts) -> String {
    guard facts.place != .named else {
      return "tonusd --device usb --socket \(word(facts.socketPath))"
    }
    return facts.hasService
      ? "sudo systemctl enable --now tonusd.socket" : "tonusd --device usb"
  }

  /// The group to which the service gives its socket and the rules give devices.
  public static let group = "tonus"

  static func group(_ facts: Facts) -> Finding? {
    if facts.hasService, !facts.hasGroup {
      return Finding(
        .group, .wrong, "The service cannot start: its user and group '\(group)' do not exist.",
        mend: ["sudo systemd-sysusers"])
    }
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
        mend: share(socket, user))
    }
    return Finding(
      .group, .wrong, "'\(user.name)' is not in the group '\(socket.group)'.",
      mend: share(socket, user))
  }

  /// Nobody is to join root's group for a socket's sake.
  private static func share(_ socket: Facts.Node, _ user: Facts.User) -> [String] {
    guard socket.group == "root" else { return join(socket.group, user) }
    let give = "sudo chgrp \(group) \(word(socket.path))    # as 'tonusd --group \(group)' does"
    return [give] + (user.groups.contains(group) ? [] : join(group, user))
  }

  private static func join(_ group: String, _ user: Facts.User) -> [String] {
    user.listedGroups.contains(group)
      ? ["newgrp \(group)    # or log out and in again"]
      : ["sudo usermod -aG \(group) \(user.name)    # then log out and in again"]
  }

  /// Tags are handed out by 73-seat-late.rules, and what comes later comes too late.
  static let latestRules = "73"
  static let reload = "sudo udevadm control --reload && sudo udevadm trigger --settle"
  private static let usualRules = "/etc/udev/rules.d/70-tonus.rules"

  static func rules(_ facts: Facts) -> Finding {
    guard let file = facts.rules.first else {
      return Finding(
        .rules, .wrong, "The udev rules are not installed: devices belong to root alone.",
        mend: [write(usualRules), reload])
    }
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    if name >= latestRules {
      return Finding(
        .rules, .wrong, "'\(file.path)' sorts behind 73-seat-late.rules and gives nobody access.",
        mend: [
          "sudo mv \(word(file.path)) \(word(file.path.dropLast(name.count) + "70-tonus.rules"))",
          reload,
        ])
    }
    guard file.text == shippedRules else {
      return Finding(
        .rules, .note, "'\(file.path)' differs from the rules of this version.",
        mend: [write(file.path), reload])
    }
    return Finding(.rules, .good, "'\(file.path)' is in place.")
  }

  /// Puts this version's rules in place.
  private static func write(_ path: String) -> String {
    "tonus doctor --rules | sudo tee \(word(path))"
  }

  /// Rules that are there have not been applied to what was plugged in before.
  static func rulesMend(_ facts: Facts) -> [String] {
    facts.rules.isEmpty ? [write(usualRules), reload] : [reload]
  }

  /// Text as one word of a shell's command line.
  private static func word(_ text: some StringProtocol) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      (0x2B...0x3A).contains(byte) || (0x40...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == UInt8(ascii: "_")
    }
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    return isPlain ? String(text) : "'\(parts.joined(separator: #"'\''"#))'"
  }

  /// The rules as `make install` puts them in place.
  public static var shippedRules: String {
    String(decoding: PackageResources._0_tonus_rules, as: UTF8.self)
  }
}
