// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

extension HIDFlow {
  mutating func heard<Wire: ReportWire & ~Copyable>(
    _ slot: ReportSlot, _ outcome: ReportOutcome, _ now: Instant, _ wire: inout Wire
  ) throws(Loss) {
    switch outcome {
    case .done(let length): try take(slot, length, now, &wire)
    case .babbled: try spendBabble(now)
    case .stalled:
      if inputHalt == .none {
        try spendStall(now)
        // Nothing may be pending on an endpoint whose halt is cleared.
        inputHalt = .draining
        for other in ReportSlot.inputs { cancel(other, now, &wire) }
      }
    case .cancelled, .failed, .gone: break
    }
    if inputHalt == .draining,
      ReportSlot.inputs.allSatisfy({ flights[$0.rawValue] == .idle })
    {
      inputHalt = .clearing
      wire.clearHalt(.input)
    }
    try listen(now, &wire)
  }

  private mutating func take<Wire: ReportWire & ~Copyable>(
    _ slot: ReportSlot, _ length: Int, _ now: Instant, _ wire: inout Wire
  ) throws(Loss) {
    try spendReport(now)
    // Some device controllers end a report with an empty packet; it says nothing.
    guard length > 0 else { return }
    end.statistics.bytesReceived += UInt64(length)
    guard isGreeted else { return }
    let (refused, repeats) = (end.statistics.framesRefused, end.repeats)
    if length == HIDReport.length {
      end.receive(wire.received(slot), now: now)
    } else {
      end.statistics.framesRefused += 1
    }
    try spendRefusals(end.statistics.framesRefused - refused, now)
    if end.repeats != repeats { try spendRepeat(now) }
  }
}
