// SPDX-License-Identifier: Apache-2.0
import ControlAPI
import Glibc
import Links
import Realtime
import Sessions
import Synchronization

extension ControlService {
  /// What only the daemon knows about itself and its links.
  func diagnosis() -> Control.Diagnosis {
    Control.Diagnosis(
      version: Daemon.version, protocol: "\(Engine.major).\(Engine.minor)", user: Int(getuid()),
      process: Int(getpid()), realtime: plane.grants.realtime,
      lockedMemory: plane.grants.lockedMemory, idleLatency: plane.grants.idleLatency,
      timing: plane.timing(),
      links: plane.units.map { unit in
        Control.LinkCounts(
          device: unit.id, state: unit.lane.port.state.description,
          statistics: unit.lane.port.statistics)
      }, hearsUSB: plane.hearsUSB.withLock { $0 })
  }
}

extension Control.LinkCounts {
  init(device: String, state: String, statistics: LinkStatistics) {
    self.init(
      device: device, state: state,
      framesReceived: Int(clamping: statistics.framesReceived),
      framesRefused: Int(clamping: statistics.framesRefused),
      setpointsSent: Int(clamping: statistics.setpointsSent),
      setpointsDropped: Int(clamping: statistics.setpointsDropped),
      commandsDropped: Int(clamping: statistics.commandsDropped),
      inboundOverflows: Int(clamping: statistics.inboundOverflows),
      floods: Int(clamping: statistics.floods), writeStalls: Int(clamping: statistics.writeStalls),
      allocations: Int(clamping: statistics.allocations))
  }
}
