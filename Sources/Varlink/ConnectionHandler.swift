// SPDX-License-Identifier: Apache-2.0
import NIOCore

/// One connection of a service: bytes in, calls one after the other, replies in order.
///
/// Reading never pauses, because a stop may be the next message; what piles up is bounded and
/// ends the connection instead.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private struct Pending {
    let request: Request
    let admission: Service.Admission
  }

  private let service: Service
  private let connection: Connection
  private let urgency: LoopUrgency?
  private var framer: MessageFramer
  private var calls: TokenBucket
  private var bytes: TokenBucket
  private var waiting: [Pending] = []
  private var running: Task<Void, Never>?
  private var roomWaiters: [EventLoopPromise<Void>] = []
  private var unreadBytes = 0
  private var slowReader: Scheduled<Void>?
  private var inputEnded = false
  /// Nothing more is read or answered: the last reply is on its way out.
  private var ending = false

  init(service: Service, connection: Connection, urgency: LoopUrgency?) {
    self.service = service
    self.connection = connection
    self.urgency = urgency
    let now = NIODeadline.now().uptimeNanoseconds
    framer = MessageFramer(limit: service.limits.messageBytes)
    calls = TokenBucket(
      perSecond: service.limits.callsPerSecond, burst: service.limits.callBurst, now: now)
    bytes = TokenBucket(
      perSecond: service.limits.bytesPerSecond, burst: service.limits.byteBurst, now: now)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var buffer = unwrapInboundIn(data)
    guard !ending, let read = buffer.readBytes(length: buffer.readableBytes) else { return }
    defer { urgency?.review() }
    let now = NIODeadline.now().uptimeNanoseconds
    let allowed = bytes.take(Double(read.count), now: now)
    do {
      try framer.push(read) { receive($0, now: now, context: context) }
    } catch {
      end(.messageTooLong(limit: framer.limit), context: context)
    }
    if !allowed {
      end(.tooManyCalls(perSecond: Int(service.limits.callsPerSecond)), context: context)
    }
  }

  private func receive(_ message: [UInt8], now: UInt64, context: ChannelHandlerContext) {
    guard !ending else { return }
    let json: JSON
    do {
      json = try JSON(parsing: message)
    } catch {
      return end(.malformed("\(error)"), context: context)
    }
    guard let request = Request(json) else {
      return end(.malformed("it is \(json.kind) without 'method'"), context: context)
    }
    let sender = ReplySender(handler: NIOLoopBound((self, context), eventLoop: context.eventLoop))
    let admission = service.admit(request, on: connection) { try await sender.send($0) }
    enqueue(
      Pending(request: request, admission: restricted(admission, request, now: now)),
      context: context)
  }

  /// Applies what limits a call that is not exempt.
  private func restricted(_ admission: Service.Admission, _ request: Request, now: UInt64)
    -> Service.Admission
  {
    if case .run(_, _, exempt: true) = admission { return admission }
    guard calls.take(1, now: now) else {
      return .fail(
        service.refuse(.tooManyCalls(perSecond: Int(service.limits.callsPerSecond))))
    }
    // Clients ask what a service is before they can call a stop.
    guard request.split?.interface != "org.varlink.service" else { return admission }
    guard service.table.mayDoEverything(connection.id) else {
      return .fail(service.refuse(.tooManyConnections(limit: service.limits.connections)))
    }
    return admission
  }

  private func enqueue(_ pending: Pending, context: ChannelHandlerContext) {
    waiting.append(pending)
    guard waiting.count <= service.limits.pendingCalls else {
      return end(.tooMuchPending(limit: service.limits.pendingCalls), context: context)
    }
    runNext(context: context)
  }

  private func runNext(context: ChannelHandlerContext) {
    while running == nil, !ending, !waiting.isEmpty {
      let pending = waiting.removeFirst()
      switch pending.admission {
      case .fail(let error):
        write(Reply(error), for: pending.request, context: context)
      case .run(let interface, let call, let exempt):
        if exempt { service.table.setBusy(connection.id, true) }
        let done = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let request = pending.request
        running = Task(executorPreference: HandlerExecutor.shared) { @Sendable in
          let reply = await Self.answer(call, by: interface)
          done.eventLoop.execute {
            let (handler, context) = done.value
            handler.finished(reply, request, exempt: exempt, context: context)
          }
        }
      }
    }
    if inputEnded, running == nil, !ending {
      ending = true
      context.writeAndFlush(NIOAny(ByteBuffer())).whenComplete { [loopBound = close(context)] _ in
        loopBound.value.close(promise: nil)
      }
    }
  }

  private static func answer(_ call: Call, by interface: any ServiceInterface) async -> Reply {
    do {
      return Reply(try await interface.handle(call))
    } catch let error as VarlinkError {
      return Reply(error)
    } catch {
      return Reply(.methodNotImplemented("\(interface.definition.name).\(call.method)"))
    }
  }

  private func finished(
    _ reply: Reply, _ request: Request, exempt: Bool, context: ChannelHandlerContext
  ) {
    running = nil
    if exempt { service.table.setBusy(connection.id, false) }
    write(reply, for: request, context: context)
    runNext(context: context)
  }

  private func write(_ reply: Reply, for request: Request, context: ChannelHandlerContext) {
    guard !request.oneway, !ending else { return }
    put(reply, context: context)
  }

  private func put(_ reply: Reply, context: ChannelHandlerContext) {
    let bytes = reply.json.bytes
    var buffer = context.channel.allocator.buffer(capacity: bytes.count + 1)
    buffer.writeBytes(bytes)
    buffer.writeInteger(UInt8(0))
    unreadBytes += buffer.readableBytes
    let count = buffer.readableBytes
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    context.writeAndFlush(NIOAny(buffer)).whenSuccess { bound.value.unreadBytes -= count }
    if unreadBytes > service.limits.unreadBytes { context.close(promise: nil) }
    urgency?.review()
  }

  /// Sends one reply of several and succeeds when there is room for another.
  fileprivate func stream(_ parameters: [String: JSON], context: ChannelHandlerContext)
    -> EventLoopFuture<Void>
  {
    guard !ending, context.channel.isActive else {
      // Nobody's failure: whoever asked does not listen any more.
      return context.eventLoop.makeFailedFuture(CancellationError())
    }
    put(Reply(parameters, continues: true), context: context)
    guard !context.channel.isWritable else { return context.eventLoop.makeSucceededVoidFuture() }
    let promise = context.eventLoop.makePromise(of: Void.self)
    roomWaiters.append(promise)
    return promise.futureResult
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    slowReader?.cancel()
    slowReader = nil
    if context.channel.isWritable {
      let waiters = roomWaiters
      roomWaiters = []
      for waiter in waiters { waiter.succeed() }
    } else {
      let bound = close(context)
      slowReader = context.eventLoop.scheduleTask(
        in: .milliseconds(service.limits.unreadMilliseconds)
      ) { bound.value.close(promise: nil) }
    }
    context.fireChannelWritabilityChanged()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed {
      // The client can renew nothing any more; what it asked for is still answered.
      inputEnded = true
      service.closed(connection)
      runNext(context: context)
    }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    gone()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { gone() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func gone() {
    ending = true
    service.closed(connection)
    service.table.leave(connection.id)
    running?.cancel()
    waiting = []
    slowReader?.cancel()
    let waiters = roomWaiters
    roomWaiters = []
    for waiter in waiters { waiter.fail(CancellationError()) }
  }

  /// Says why, and closes.
  private func end(_ refusal: Refusal, context: ChannelHandlerContext) {
    guard !ending else { return }
    put(Reply(service.refuse(refusal)), context: context)
    ending = true
    waiting = []
    running?.cancel()
    service.closed(connection)
    let bound = close(context)
    context.writeAndFlush(NIOAny(ByteBuffer())).whenComplete { _ in
      bound.value.close(promise: nil)
    }
  }

  private func close(_ context: ChannelHandlerContext) -> NIOLoopBound<ChannelHandlerContext> {
    NIOLoopBound(context, eventLoop: context.eventLoop)
  }
}

/// Carries streamed replies from a method to its connection's thread.
private struct ReplySender: Sendable {
  let handler: NIOLoopBound<(ConnectionHandler, ChannelHandlerContext)>

  func send(_ parameters: [String: JSON]) async throws {
    let loop = handler.eventLoop
    try await loop.flatSubmit {
      let (connection, context) = handler.value
      return connection.stream(parameters, context: context)
    }.get()
  }
}
