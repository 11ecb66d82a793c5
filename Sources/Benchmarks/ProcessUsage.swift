// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rehearsal

/// What the kernel says of a process.
struct ProcessUsage {
  /// User and system time since its start.
  let processorSeconds: Double
  let residentMebibytes: Float

  init(_ process: Int32) throws {
    let stat = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    // The name stands in brackets and may hold spaces; fields count from behind it.
    let fields = stat.drop { $0 != ")" }.split(separator: " ")
    guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else {
      throw UnixStream.Failure(description: "Could not read '/proc/\(process)/stat'.")
    }
    processorSeconds = (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap {
      Float($0)
    }
    residentMebibytes = (kibibytes ?? 0) / 1024
  }
}
