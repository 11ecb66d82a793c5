// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import VirtualWorld

@main struct TonusWorld: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tonus-world",
    abstract: "Runs client, daemon core, link and device in virtual time and checks every promise.")
  @Option(help: "How many seeds.") var seeds: UInt64 = 1000
  @Option(help: "The first seed.") var first: UInt64 = 1
  @Option(help: "How many at a time.") var jobs = 2
  @Option(help: "Replays one seed and tells what happens.") var seed: UInt64?
  @Option(help: "Plants a defect that must be caught: expiry, envelope or guard.")
  var canary: String?

  func run() async throws {
    let report = WorldReport(canary: try canary.map({ try WorldReport.canary(named: $0) }))
    let code =
      if let seed {
        report.replay(seed)
      } else {
        await report.campaign(seeds: seeds, first: first, jobs: jobs)
      }
    throw ExitCode(code)
  }
}
