// SPDX-License-Identifier: Apache-2.0
import DeviceProtocol
import Quantities
import Sessions

extension World {
  var moment: Moment {
    Moment(instant: now, wall: WallTime(milliseconds: Self.wallBegan + time))
  }

  /// One request to the control plane; nobody is there while it stands still.
  mutating func ask(_ request: Request, from connection: ConnectionID) {
    requestCounter += 1
    ask(RequestID(requestCounter), request, from: connection)
  }

  mutating func ask(_ id: RequestID, _ request: Request, from connection: ConnectionID) {
    guard isControlRunning else {
      late.append((id, request, connection))
      return
    }
    if case .stop = request, isEngineRunning { stopTold = true }
    perform(
      supervisor.handle(
        request, id: id, from: connection, at: moment, status: engine.status,
        accounting: &accounting))
  }

  mutating func runClient() {
    guard isControlRunning else { return }
    if !late.isEmpty {
      let waited = late
      late.removeAll()
      for (id, request, connection) in waited { ask(id, request, from: connection) }
    }
    guard client.isConnected, client.isDue(time) else { return }
    let time = time
    var counter = requestCounter
    let latches = client.isAboutToBegin(time) ? supervisor.overview(engine.status).latches : []
    let requests = client.act(time, undertaking, latches) {
      counter += 1
      return RequestID(counter)
    }
    requestCounter = counter
    for (id, request) in requests {
      if case .clear = request { clearSent = true }
      ask(id, request, from: client.connection)
    }
  }

  mutating func runControl() {
    guard isControlRunning, time % 10 == 0 else { return }
    let effects = supervisor.tick(
      at: moment, status: engine.status, records: records, accounting: &accounting)
    if !records.isEmpty { records.removeAll(keepingCapacity: true) }
    perform(effects)
  }

  mutating func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .engine(let command):
        if case .lease(let until) = command { leaseUntil = until }
        if case .clear = command { clearSent = true }
        commands.append(command)
      case .stop(let reason):
        pendingStop = reason
        digest.mix(UInt64(0x57))
      case .reply(let id, let reply):
        answer(id, reply)
      case .fail(let id, let error):
        say("refused: \(error.message)")
        digest.mix(id.number ^ 0xF000)
        client.fail(id, error, time)
      case .finished(let record, let storage):
        say("finished: \(record.outcome) \(record.reason) \(record.energised.milliseconds) ms")
        finished.append(record)
        if storage != nil { hasLostBooks = true }
        digest.mix(UInt64(bitPattern: record.energised.nanoseconds))
        client.sessionEnded(time)
      case .notice(let text, _):
        say(text)
      }
    }
  }

  private mutating func answer(_ id: RequestID, _ reply: Reply) {
    digest.mix(id.number ^ 0xA000)
    if case .started = reply { say("started") }
    var counter = requestCounter
    let next = client.take(id, reply, time, undertaking) {
      counter += 1
      return RequestID(counter)
    }
    requestCounter = counter
    if let (id, request) = next { ask(id, request, from: client.connection) }
  }

  mutating func runEngine() {
    guard isEngineRunning else { return }
    inbox.clear()
    while inbox.acceptsMessage, waitingFirst < waiting.count {
      inbox.add(waiting[waitingFirst])
      waitingFirst += 1
    }
    // Not each time: an array is not emptied for nothing.
    if waitingFirst == waiting.count, waitingFirst >= 64 {
      waiting.removeAll(keepingCapacity: true)
      waitingFirst = 0
    }
    if !commands.isEmpty { handOverCommands() }
    if let stop = pendingStop {
      inbox.stop = stop
      pendingStop = nil
    }
    engine.tick(now: now, inbox: &inbox, outbox: &outbox)
    for index in 0..<outbox.recordCount {
      let record = outbox.records[index]
      uncertain.note(record)
      records.append(record)
    }
    send()
    outbox.clear()
  }

  private mutating func handOverCommands() {
    while inbox.acceptsCommand, !commands.isEmpty { inbox.add(commands.removeFirst()) }
  }
}
