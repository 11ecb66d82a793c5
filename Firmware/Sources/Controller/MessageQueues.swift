// SPDX-License-Identifier: Apache-2.0
public import DeviceProtocol
import Synchronization

/// What a host said, on its way from the communication level to the control step.
public struct Heard: Sendable, BitwiseCopyable {
  public var content: Decoded<HostMessage>
}

/// Whole messages between a line's interrupt and the control step.
///
/// A stop has a place of its own and passes everything that waits.
public final class MessageQueues {
  public let heard = Ring<Heard>(capacity: 4)
  public let stops = Ring<Heard>(capacity: 2)
  public let said = Ring<DeviceMessage>(capacity: 4)
  private let isGone = Atomic<Bool>(false)

  init() {}

  /// Hands a message to the control step.
  ///
  /// Communication level. One that finds no room is lost like one on the wire: its sender hears no
  /// answer and asks again.
  public func hear(_ decoded: Decoded<HostMessage>) {
    if case .message(.stop, _) = decoded {
      _ = stops.push(Heard(content: decoded))
    } else {
      _ = heard.push(Heard(content: decoded))
    }
  }

  /// Nobody listens any more; what waits for the host is dropped.
  ///
  /// Communication level.
  public func hangUp() {
    isGone.store(true, ordering: .releasing)
    while said.pop() != nil {}
  }

  /// Whether the host went away since the last look.
  ///
  /// Control step.
  func takeHangUp() -> Bool { isGone.exchange(false, ordering: .acquiring) }
}
