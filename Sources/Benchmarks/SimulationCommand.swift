// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import VirtualWorld

/// How much faster than life client, daemon core, link and device run in one thread.
struct SimulationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulation", abstract: "Whole sessions in virtual time against real time.")

  @Flag(help: "One JSON object a line.") var json = false
  @Option(help: "Seeds to run, from 1 on.") var seeds: UInt64 = 40

  func run() {
    var speeds: [Float] = []
    var milliseconds: Int64 = 0
    for seed in 1...max(1, seeds) {
      let began = Self.processorSeconds
      let run = WorldRun.run(seed: seed)
      let took = Self.processorSeconds - began
      milliseconds += run.virtualMilliseconds
      speeds.append(Float(Double(run.virtualMilliseconds) / 1000 / max(took, 1e-9)))
    }
    let report = FigureReport(json: json)
    report.add("simulation_speedup", Quantiles(speeds).median)
    report.add("simulation_virtual_s", Float(milliseconds) / 1000)
  }

  /// What this thread has had of one core: other programs' share is not the simulation's.
  private static var processorSeconds: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
