// SPDX-License-Identifier: Apache-2.0
import Trace

var trace = Trace(seed: 1)
let hash = trace.run(milliseconds: 10_000)
let digits = String(hash, radix: 16)
print(String(repeating: "0", count: 16 - digits.count) + digits)
