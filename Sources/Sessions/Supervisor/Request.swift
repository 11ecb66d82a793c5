// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities

/// What a connection asks of one device's supervisor.
///
/// Less from anyone, more from one: `stop`, `pause` and `soften` are granted to every connection.
public enum Request: Sendable {
  case acquire
  case renew(LeaseID)
  case release(LeaseID)
  case start(LeaseID, Undertaking)
  case pause
  /// Without a lease only from the connection that holds it.
  case resume(LeaseID?)
  case soften
  case stronger(LeaseID)
  case goOn(LeaseID)
  case setpoint(LeaseID, SetpointRequest)
  /// 0…10; without a lease only from its holder's user.
  case answer(LeaseID?, UInt8)
  /// 0…10; one that is less than the last only from the holder's user.
  case pain(UInt8)
  case stop(StopReason)
  case clear(latch: UInt16, cause: LatchCause)
}

/// What a granted request is answered with.
public enum Reply: Hashable, Sendable {
  case lease(LeaseID, expiresIn: Interval)
  case renewed(expiresIn: Interval)
  case done
  /// The device is armed and the first step has begun.
  case started(session: String, program: ProvedProgram)
  case factor(Float)
  /// The setpoint is taken; how many gave way to newer ones so far.
  case taken(superseded: Int)
  /// Standstill is confirmed; an unconfirmed one is the error `standstillUnconfirmed`.
  case standstill(StandstillResult, reason: String)
}

/// What the caller of a supervisor has to do, in order.
public enum Effect: Sendable {
  /// Hand to the engine's command queue.
  case engine(EngineCommand)
  /// Put into the engine's stop slot.
  case stop(StopReason)
  case reply(RequestID, Reply)
  case fail(RequestID, SessionError)
  /// A session is over and in the ledger (or could not be put there: see `storageFailed`).
  case finished(SessionRecord, storageFailed: String?)
  /// Worth a line in the log, and loud where `urgent`: take it off your body.
  case notice(String, urgent: Bool)
}
