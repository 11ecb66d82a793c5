// SPDX-License-Identifier: Apache-2.0

extension Examination {
  /// Shares above which a person is told.
  ///
  /// `[C]`: a link that works loses nothing, and a tick in a thousand is what a machine without a
  /// real-time kernel may miss.
  enum Bearable {
    static let refusedFrames = 0.001
    static let droppedSetpoints = 0.01
    static let lateTicks = 0.001
    /// Half a tick.
    static let p999Microseconds = 500.0
  }

  static func events(_ daemon: DaemonFacts) -> [Finding] {
    guard daemon.hearsUSB == false else { return [] }
    return [
      Finding(
        .device, .wrong,
        "The daemon hears of no plug: the kernel refuses it a netlink socket, as sandboxes do.",
        mend: ["tonusd    # outside the sandbox, or again after each plug"])
    ]
  }

  static func protocols(_ daemon: DaemonFacts, _ present: [USBFacts]) -> [Finding] {
    daemon.devices.map { device in
      let version = device.protocolVersion
      guard version.isEmpty || major(version) == major(daemon.protocolVersion) else {
        return Finding(
          .protocol, .wrong,
          "'\(device.id)' speaks version \(version) of the protocol, the daemon \(daemon.protocolVersion).",
          mend: [
            "# install the tonusd that belongs to its firmware, or the firmware to this tonusd"
          ])
      }
      if device.state == "quarantined" {
        return Finding(
          .protocol, .wrong, "'\(device.id)' is quarantined. \(device.detail)",
          mend: ["# unplug it, and plug it in again"])
      }
      if device.state == "absent", present.contains(where: { device.is($0) }) {
        return Finding(
          .protocol, .wrong, "'\(device.id)' is plugged in and not driven. \(device.detail)")
      }
      guard !version.isEmpty else {
        return Finding(
          .protocol, .note, "'\(device.id)' is \(device.state) and has not said what it speaks.",
          mend: device.state == "absent" ? ["# plug it in, and switch it on"] : [])
      }
      return Finding(
        .protocol, .good, "'\(device.id)' is \(device.state) and speaks version \(version).")
    }
  }

  private static func major(_ version: String) -> Substring? {
    version.split(separator: ".").first
  }

  static func links(_ daemon: DaemonFacts) -> [Finding] {
    daemon.links.map { link in
      var bad: [String] = []
      if share(link.framesRefused, of: link.framesReceived) > Bearable.refusedFrames {
        bad.append("\(link.framesRefused) frames were damaged")
      }
      if share(link.setpointsDropped, of: link.setpointsSent) > Bearable.droppedSetpoints {
        bad.append("\(link.setpointsDropped) setpoints did not leave in time")
      }
      if link.inboundOverflows > 0 { bad.append("\(link.inboundOverflows) messages were lost") }
      if link.floods > 0 { bad.append("it sent too much \(link.floods) times") }
      let passed = "\(link.framesReceived) frames in, \(link.setpointsSent) setpoints out"
      guard bad.isEmpty else {
        return Finding(
          .link, .note,
          "'\(link.device)', \(link.state): of \(passed), \(bad.joined(separator: ", ")).",
          mend: ["# try another cable, and a port without a hub"])
      }
      return Finding(.link, .good, "'\(link.device)', \(link.state): \(passed), none damaged.")
    }
  }

  private static func share(_ part: Int, of whole: Int) -> Double {
    Double(part) / Double(max(1, part + whole))
  }

  static func timing(_ daemon: DaemonFacts) -> [Finding] {
    var findings: [Finding] = []
    if !daemon.realtime || !daemon.lockedMemory {
      let what = [
        daemon.realtime ? nil : "SCHED_FIFO", daemon.lockedMemory ? nil : "locked memory",
      ]
      .compactMap(\.self).joined(separator: " and ")
      findings.append(
        Finding(
          .timing, .wrong, "The daemon was refused \(what): the tick may be late under load.",
          mend: [
            #"printf '@tonus - rtprio 80\n@tonus - memlock unlimited\n' | sudo tee /etc/security/limits.d/tonus.conf    # then log in again, or use the service"#
          ]))
    }
    if !daemon.idleLatency {
      findings.append(
        Finding(
          .timing, .note, "The daemon cannot hold '/dev/cpu_dma_latency': wake-ups take longer.",
          mend: [
            "sudo chgrp tonus /dev/cpu_dma_latency && sudo chmod 660 /dev/cpu_dma_latency    # the udev rules do"
          ]))
    }
    let ticks = daemon.ticks
    let text =
      "\(ticks.late) of \(ticks.count) ticks were late, p99.9 \(Int(ticks.p999Microseconds)) µs."
    if share(ticks.late, of: ticks.count - ticks.late) > Bearable.lateTicks
      || ticks.p999Microseconds > Bearable.p999Microseconds
    {
      findings.append(
        Finding(.timing, .note, text, mend: ["top -H    # what else runs at a real-time priority?"])
      )
    } else {
      findings.append(Finding(.timing, .good, text))
    }
    return findings
  }
}
