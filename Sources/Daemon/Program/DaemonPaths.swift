// SPDX-License-Identifier: Apache-2.0

/// Where the daemon listens and keeps its records unless it is told otherwise.
public enum DaemonPaths {
  /// The name of the socket in its directory.
  public static let socketName = "tonus.sock"
  /// Where the system's service listens, as `tonusd.socket` says.
  public static let service = "/run/tonus/\(socketName)"

  /// `$RUNTIME_DIRECTORY`, `$XDG_RUNTIME_DIR/tonus`, or for root `/run/tonus`; nil where there is
  /// none.
  public static func socket(_ environment: [String: String], uid: UInt32) -> String? {
    if let directory = directory(environment["RUNTIME_DIRECTORY"]) {
      return "\(directory)/\(socketName)"
    }
    if let directory = directory(environment["XDG_RUNTIME_DIR"]) {
      return "\(directory)/tonus/\(socketName)"
    }
    return uid == 0 ? service : nil
  }

  /// Where a client finds a daemon: its user's own, else the system's service.
  ///
  /// - Parameter exists: whether something is at a path.
  public static func client(
    _ environment: [String: String], uid: UInt32, exists: (String) -> Bool
  ) -> String {
    guard let own = socket(environment, uid: uid) else { return service }
    return exists(own) || !exists(service) ? own : service
  }

  /// `$STATE_DIRECTORY`, `$XDG_STATE_HOME/tonus`, or `~/.local/state/tonus`; nil without a home.
  public static func state(_ environment: [String: String]) -> String? {
    if let directory = directory(environment["STATE_DIRECTORY"]) { return directory }
    if let directory = directory(environment["XDG_STATE_HOME"]) { return "\(directory)/tonus" }
    return directory(environment["HOME"]).map { "\($0)/.local/state/tonus" }
  }

  /// The first of several paths, which must be absolute to count.
  private static func directory(_ value: String?) -> String? {
    guard let first = value?.split(separator: ":").first, first.hasPrefix("/") else { return nil }
    return first.count > 1 && first.hasSuffix("/") ? String(first.dropLast()) : String(first)
  }
}
