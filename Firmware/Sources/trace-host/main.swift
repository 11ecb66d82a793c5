// SPDX-License-Identifier: Apache-2.0
import Trace

// With a number, the lowest bit of that control step's sample is turned: a trace that must differ.
var trace = Trace(
  seed: 1, spoiltSample: CommandLine.arguments.dropFirst().first.flatMap(UInt32.init) ?? 0)
let hash = trace.run(milliseconds: 10_000)
let digits = String(hash, radix: 16)
print(String(repeating: "0", count: 16 - digits.count) + digits)
