// SPDX-License-Identifier: Apache-2.0

/// What was found on a machine, before anything is made of it.
public struct Facts: Codable, Hashable, Sendable {
  /// Who asks.
  public struct User: Codable, Hashable, Sendable {
    public var id: UInt32
    public var name: String
    /// Groups this process has.
    public var groups: Set<String>
    /// Groups the next login will have.
    public var listedGroups: Set<String>

    public init(id: UInt32, name: String, groups: Set<String>, listedGroups: Set<String>) {
      self.id = id
      self.name = name
      self.groups = groups
      self.listedGroups = listedGroups
    }
  }

  /// A node or socket in the file system.
  public struct Node: Codable, Hashable, Sendable {
    public var path: String
    public var owner: String
    public var group: String
    /// The nine permission bits.
    public var mode: UInt32
    /// Whether who asks may read and write it.
    public var opens: Bool

    public init(path: String, owner: String, group: String, mode: UInt32, opens: Bool) {
      self.path = path
      self.owner = owner
      self.group = group
      self.mode = mode
      self.opens = opens
    }
  }

  /// What became of a call to the daemon.
  public enum Answer: String, Codable, Hashable, Sendable {
    case answers, missing, refuses, denied
  }

  /// Whose socket was asked.
  public enum Place: String, Codable, Hashable, Sendable {
    /// Where a daemon of this user listens unless told otherwise.
    case own
    /// The system's service's.
    case service
    /// One that was named.
    case named
  }

  public struct RuleFile: Codable, Hashable, Sendable {
    public var path: String
    public var text: String

    public init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }

  public var user: User
  public var socketPath: String
  public var place: Place
  /// Nil when nothing is at the path.
  public var socket: Node?
  public var answer: Answer
  /// Whether the service manager knows `tonusd.socket`.
  public var hasService: Bool
  /// Whether the group `tonus` exists.
  public var hasGroup: Bool
  /// Files of udev rules with 'tonus' in their names, those first that udev obeys first.
  public var rules: [RuleFile]
  /// USB devices with the vendor and product id of a massager.
  public var devices: [USBFacts]
  public var runsModemManager: Bool
  /// What the daemon says; nil without one.
  public var daemon: DaemonFacts?

  public init(
    user: User, socketPath: String, place: Place, socket: Node?, answer: Answer,
    hasService: Bool, hasGroup: Bool, rules: [RuleFile], devices: [USBFacts],
    runsModemManager: Bool, daemon: DaemonFacts?
  ) {
    self.user = user
    self.socketPath = socketPath
    self.place = place
    self.socket = socket
    self.answer = answer
    self.hasService = hasService
    self.hasGroup = hasGroup
    self.rules = rules
    self.devices = devices
    self.runsModemManager = runsModemManager
    self.daemon = daemon
  }
}
