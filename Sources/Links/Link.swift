// SPDX-License-Identifier: Apache-2.0

/// One way to a device: moves what stands in its port over a wire, and what the wire brings back
/// into the port.
///
/// Nothing it moves is interpreted. Whatever a device sends, a link stays bounded in time and memory.
public protocol Link: AnyObject, Sendable {
  /// What the tick talks to; the same for as long as the link lives, also across an unplug.
  var port: LinkPort { get }
  /// Names the wire to people: a path, `sim:t1`.
  var name: String { get }
  /// Opens the wire.
  ///
  /// What cannot be opened now, but may be later, throws as well.
  func open() throws(LinkError)
  /// Sends a stop that still waits, throws unsent setpoints away and closes the wire.
  ///
  /// Idempotent.
  func close()
}
