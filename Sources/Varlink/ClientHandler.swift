// SPDX-License-Identifier: Apache-2.0
import NIOCore

/// The client's end of a connection: gives each reply to the call it belongs to.
final class ClientHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias Continuation = AsyncThrowingStream<[String: JSON], any Error>.Continuation

  private var framer = MessageFramer(limit: Client.replyLimit)
  private var expected: [Continuation] = []

  static func encode(_ request: Request, _ allocator: ByteBufferAllocator) -> ByteBuffer {
    let bytes = request.json.bytes
    var buffer = allocator.buffer(capacity: bytes.count + 1)
    buffer.writeBytes(bytes)
    buffer.writeInteger(UInt8(0))
    return buffer
  }

  func expect(_ continuation: Continuation) { expected.append(continuation) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var buffer = unwrapInboundIn(data)
    guard let bytes = buffer.readBytes(length: buffer.readableBytes) else { return }
    do {
      try framer.push(bytes) { receive($0, context: context) }
    } catch {
      fail(.nonsense("longer than \(Client.replyLimit) bytes"), context: context)
    }
  }

  private func receive(_ message: [UInt8], context: ChannelHandlerContext) {
    guard let json = try? JSON(parsing: message), let reply = Reply(json) else {
      return fail(.nonsense("not a JSON object"), context: context)
    }
    guard let continuation = expected.first else {
      return fail(.nonsense("nothing was asked"), context: context)
    }
    if let error = reply.error {
      expected.removeFirst()
      continuation.finish(throwing: VarlinkError(error, reply.parameters))
    } else {
      continuation.yield(reply.parameters)
      guard !reply.continues else { return }
      expected.removeFirst()
      continuation.finish()
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    finish(.disconnected)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func fail(_ failure: ClientFailure, context: ChannelHandlerContext) {
    finish(failure)
    context.close(promise: nil)
  }

  private func finish(_ failure: ClientFailure) {
    let open = expected
    expected = []
    for continuation in open { continuation.finish(throwing: failure) }
  }
}
