// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol

extension Device {
  /// Counts bytes that were no message, and answers when they could be trusted to name one.
  public mutating func refuse(_ refusal: Refusal, from transport: Transport) {
    framesRefused &+= 1
    guard let answer = refusal.answer else { return }
    outboxes[transport.index].post(.answer(answer))
  }
}
