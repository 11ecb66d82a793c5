// SPDX-License-Identifier: Apache-2.0

extension WireBody {
  func payload(type: UInt8, sequence: UInt16) -> Payload {
    var payload = Payload(type: type, sequence: sequence, bodyLength: Self.bodyLength)
    encode(into: &payload)
    return payload
  }
}

extension RawBurst {
  func payload(type: UInt8, sequence: UInt16) -> Payload {
    var payload = Payload(type: type, sequence: sequence, bodyLength: bodyLength)
    encode(into: &payload)
    return payload
  }
}

extension Payload {
  func requireHeader() throws(Refusal) {
    guard count >= Self.headerLength else { throw .short }
    guard flags == 0 else { throw .flags(type: type, sequence: sequence) }
  }

  func read<Body: WireBody>(_: Body.Type) throws(Refusal) -> Body {
    guard bodyLength == Body.bodyLength else { throw wrongLength }
    do throws(FieldRefusal) {
      return try Body(decoding: self)
    } catch {
      throw .field(type: type, sequence: sequence, offset: error.offset)
    }
  }

  func readBurst() throws(Refusal) -> RawBurst {
    guard bodyLength >= 12, bodyLength == 10 + 2 * Int(byte(2)) else { throw wrongLength }
    do throws(FieldRefusal) {
      return try RawBurst(decoding: self)
    } catch {
      throw .field(type: type, sequence: sequence, offset: error.offset)
    }
  }

  private var wrongLength: Refusal {
    .length(type: type, sequence: sequence, count: UInt8(truncatingIfNeeded: count))
  }
}
