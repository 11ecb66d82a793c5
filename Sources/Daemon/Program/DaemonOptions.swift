// SPDX-License-Identifier: Apache-2.0
import Foundation
import Yams

/// What `tonusd` is told: on the command line, in a file, by the environment, in this order.
public struct DaemonOptions: Hashable, Sendable {
  public var devices: [String] = []
  /// Path of the control socket.
  public var socket: String?
  /// Directory of the records.
  public var state: String?
  /// A YAML file with the same names: `devices`, `socket`, `state`, `group`.
  public var config: String?
  /// Group that may use the socket.
  public var group: String?
  /// File to which everything is recorded that passes between engines and devices.
  public var record: String?

  public init() {}

  /// The configuration file.
  private struct File: Decodable {
    var devices: [String]?
    var socket: String?
    var state: String?
    var group: String?

    private enum CodingKeys: String, CodingKey, CaseIterable { case devices, socket, state, group }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      devices = try container.decodeIfPresent([String].self, forKey: .devices)
      socket = try container.decodeIfPresent(String.self, forKey: .socket)
      state = try container.decodeIfPresent(String.self, forKey: .state)
      group = try container.decodeIfPresent(String.self, forKey: .group)
    }

    static let names = CodingKeys.allCases.map(\.rawValue)
  }

  /// Fills what the command line left open from the configuration file.
  func merged() throws(DaemonFailure) -> DaemonOptions {
    guard let config else { return self }
    let text: String
    do {
      text = try String(contentsOfFile: config, encoding: .utf8)
    } catch {
      throw .usage(
        "Could not read the configuration '\(config)'. Check the path and its permissions.")
    }
    var merged = self
    do {
      if let all = try Yams.load(yaml: text) {
        guard let mapping = all as? [String: Any] else {
          throw DaemonFailure.usage("The configuration '\(config)' is no mapping of names.")
        }
        if let unknown = mapping.keys.sorted().first(where: { !File.names.contains($0) }) {
          throw DaemonFailure.usage(
            "The configuration '\(config)' says '\(unknown)', which means nothing. Known are "
              + "\(File.names.joined(separator: ", ")).")
        }
        let file = try YAMLDecoder().decode(File.self, from: text)
        if merged.devices.isEmpty { merged.devices = file.devices ?? [] }
        merged.socket = merged.socket ?? file.socket
        merged.state = merged.state ?? file.state
        merged.group = merged.group ?? file.group
      }
    } catch let failure as DaemonFailure {
      throw failure
    } catch {
      throw .usage("The configuration '\(config)' cannot be read: \(error)")
    }
    return merged
  }
}
