// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import Simulator

/// Serves until the end and turns what it came to into an exit code.
func serving(_ serve: () throws(SimulatorError) -> Int32) throws {
  var status: Int32 = 0
  do throws(SimulatorError) {
    status = try serve()
  } catch {
    error.tell()
    // EX_CANTCREAT of sysexits.h.
    throw ExitCode(73)
  }
  if status == SIGINT { throw ExitCode(130) }
}
