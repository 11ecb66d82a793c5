// SPDX-License-Identifier: Apache-2.0

import ControlAPI
import Foundation
import Synchronization
import Testing

@testable import Commands

/// One run against a daemon that does what the test says.
private struct Rig {
  let daemon = FakeDaemon()
  let pipe = OutputPipe()
  let stops = AsyncStream.makeStream(of: StopCause.self)
  let typed = AsyncStream.makeStream(of: String.self)

  /// Runs until the session ends; `during` plays the daemon and the person.
  func run(
    interactive: Bool = false, yes: Bool = true, keys: [String] = [], answers: AnswerList? = nil,
    json: Bool = false, during: @escaping @Sendable () async -> Void = {}
  ) async throws -> Exit {
    let output = Output(terminal: pipe.terminal(interactive: interactive), isJSON: json)
    let session = RunSession(
      source: daemon, output: output, keyboard: ScriptedKeyboard(keys, later: typed.stream),
      stopper: Stopper(source: daemon), stops: stops.stream,
      quit: { _ in })
    let play = Task { await during() }
    defer { play.cancel() }
    let exit = try await session.run(
      RunRequest(
        target: Target(target: "multifidus-lumbar", side: "left"), subject: nil, device: nil,
        answers: answers, yes: yes))
    output.terminal.flush(milliseconds: 1000)
    return exit
  }
}

/// Waits until something has happened, for up to five seconds.
private func until(_ condition: () -> Bool) async {
  for _ in 0..<500 where !condition() { try? await Task.sleep(for: .milliseconds(10)) }
}

@Suite("A session on the command line", .serialized)
struct RunSessionTests {
  @Test("runs to its end, renews its lease and prints what was delivered")
  func completes() async throws {
    let rig = Rig()
    let daemon = rig.daemon
    let exit = try await rig.run {
      await until { daemon.count("monitor") == 1 }
      daemon.say(Samples.status())
      await until { daemon.count("renew") >= 2 }
      daemon.say(Samples.status("ended", session: nil))
    }
    #expect(exit == .success)
    #expect(daemon.count("stop") == 0)
    let text = try rig.pipe.text()
    #expect(text.contains("standstill in 118 ms"))
    #expect(text.contains("step 2/4: drive 30 Hz, 0.2→0.6 mm for 1 min  1:03 left"))
  }

  @Test("H1: Ctrl-C stops, says so, prints standstill and ends with 130")
  func interrupt() async throws {
    let rig = Rig()
    let (daemon, stops) = (rig.daemon, rig.stops.continuation)
    let exit = try await rig.run {
      await until { daemon.count("monitor") == 1 }
      daemon.say(Samples.status())
      stops.yield(.interrupt)
    }
    #expect(exit == .interrupted)
    #expect(daemon.count("stop") == 1)
    let text = try rig.pipe.text()
    #expect(text.contains("Stopping: Ctrl-C."))
    #expect(text.contains("standstill in 118 ms"))
  }

  @Test(
    "H1: Ctrl-Z, a hangup and a request to end stop as Ctrl-C does",
    arguments: [StopCause.suspend, .hangup, .terminate])
  func otherSignals(cause: StopCause) async throws {
    let rig = Rig()
    let (daemon, stops) = (rig.daemon, rig.stops.continuation)
    let exit = try await rig.run {
      await until { daemon.count("monitor") == 1 }
      stops.yield(cause)
    }
    #expect(exit == .interrupted)
    #expect(daemon.count("stop") == 1)
  }

  @Test("H1: an output that is closed stops")
  func closedPipe() async throws {
    signal(SIGPIPE, SIG_IGN)
    let rig = Rig()
    let (daemon, reader) = (rig.daemon, rig.pipe.reader)
    let exit = try await rig.run {
      await until { daemon.count("monitor") == 1 }
      try? reader.close()
      while !Task.isCancelled, daemon.count("stop") == 0 {
        daemon.say(Samples.status())
        try? await Task.sleep(for: .milliseconds(300))
      }
    }
    #expect(exit == .interrupted)
    #expect(daemon.count("stop") == 1)
  }

  @Test("H1: an output that takes nothing any more stops")
  func blockedPipe() async throws {
    let rig = Rig()
    let (daemon, terminal) = (rig.daemon, rig.pipe.terminal())
    let reader = rig.pipe.reader
    let exit = try await rig.run {
      await until { daemon.count("monitor") == 1 }
      // Fills the pipe through another writer of it; the session's own next line then waits.
      terminal.print([String(repeating: "x", count: 200_000)])
      while !Task.isCancelled, daemon.count("stop") == 0 {
        daemon.say(Samples.status())
        try? await Task.sleep(for: .milliseconds(300))
      }
      _ = reader.availableData
      while !Task.isCancelled { _ = reader.availableData }
    }
    #expect(exit == .interrupted)
    #expect(daemon.count("stop") == 1)
  }

  @Test("H1: a daemon that dies is never taken for standstill")
  func daemonDies() async throws {
    let rig = Rig()
    let daemon = rig.daemon
    await #expect(throws: CommandFailure.self) {
      try await rig.run {
        await until { daemon.count("monitor") == 1 }
        daemon.say(Samples.status())
        daemon.die()
      }
    }
  }

  @Test("H3: an unconfirmed standstill ends with 70")
  func unconfirmed() async throws {
    let rig = Rig()
    let daemon = rig.daemon
    daemon.state.withLock {
      $0.record?.standstillConfirmed = false
      $0.standstill = nil
    }
    let stops = rig.stops.continuation
    let exit = try await rig.run {
      await until { daemon.count("monitor") == 1 }
      stops.yield(.interrupt)
    }
    #expect(exit == .standstillUnconfirmed)
    #expect(try rig.pipe.text().contains("Take it off your body and unplug it."))
  }

  @Test("H10: --yes does not skip the questions, and without a terminal it says what to run")
  func questionsWithoutTerminal() async throws {
    let rig = Rig()
    rig.daemon.state.withLock { $0.answeredUntil = nil }
    do {
      _ = try await rig.run(yes: true)
      Issue.record("it ran")
    } catch let failure as CommandFailure {
      #expect(failure.exit == .refused)
      #expect(failure.message.contains("--answers RF-1=no,RF-3=no,RF-5=no"))
    }
    #expect(rig.daemon.count("acquire") == 0)
  }

  @Test("H10: a yes to a grave question ends with 77, and nothing is acquired")
  func graveAnswer() async throws {
    let rig = Rig()
    rig.daemon.state.withLock { $0.answeredUntil = nil }
    do {
      _ = try await rig.run(interactive: true, keys: ["n", "maybe", "y"])
      Issue.record("it ran")
    } catch let failure as CommandFailure {
      #expect(failure.exit == .refused)
    }
    #expect(rig.daemon.calls.contains("answer RF-1=false,RF-3=true"))
    #expect(rig.daemon.count("acquire") == 0)
    let text = try rig.pipe.text()
    #expect(text.contains("emergency department"))
    #expect(text.contains("Please type y or n."))
  }

  @Test("answers may be given by name, and the plan is confirmed on a terminal")
  func answersByName() async throws {
    let rig = Rig()
    let daemon = rig.daemon
    daemon.state.withLock { $0.answeredUntil = nil }
    let list = try #require(AnswerList(argument: "rf-1=no,RF-3=n,RF-5=yes"))
    let typed = rig.typed.continuation
    let exit = try await rig.run(interactive: true, yes: false, keys: ["4", "y"], answers: list) {
      await until { daemon.count("monitor") == 1 }
      daemon.say(Samples.status("ended", session: nil))
      await until { daemon.count("record") >= 1 }
      for line in ["twelve", "3", "", "y"] { typed.yield(line) }
    }
    #expect(exit == .success)
    #expect(daemon.calls.contains("write before 4"))
    #expect(daemon.calls.contains("write after 3 numb"))
    let text = try rig.pipe.text()
    #expect(text.contains("Please type a whole number from 0 to 10"))
    #expect(text.contains("is locked"))
    #expect(daemon.calls.contains("answer RF-1=false,RF-3=false,RF-5=true"))
  }

  @Test("whoever types nothing more, or stopped by a signal, is asked nothing afterwards")
  func notAsked() async throws {
    for ending in [true, false] {
      let rig = Rig()
      let (daemon, typed, stops) = (rig.daemon, rig.typed.continuation, rig.stops.continuation)
      _ = try await rig.run(interactive: true, yes: false, keys: ["", "y"]) {
        await until { daemon.count("monitor") == 1 }
        if ending {
          typed.finish()
          try? await Task.sleep(for: .milliseconds(50))
          daemon.say(Samples.status("ended", session: nil))
        } else {
          stops.yield(.interrupt)
        }
      }
      #expect(daemon.count("write") == 0)
    }
  }

  @Test("anything but yes to the plan runs nothing", arguments: ["", "n", "later"])
  func notConfirmed(line: String) async throws {
    let rig = Rig()
    await #expect(throws: CommandFailure.self) {
      try await rig.run(interactive: true, yes: false, keys: ["", line])
    }
    #expect(rig.daemon.count("acquire") == 0)
  }

  @Test("a refused start releases the lease and says why")
  func refusedStart() async throws {
    let rig = Rig()
    let failure = CommandFailure(
      name: "TryLater", message: "3 of 3 sessions in 24 h are used; again in 2 h.",
      exit: .tryLater)
    rig.daemon.state.withLock { $0.startFailure = failure }
    await #expect(throws: failure) { try await rig.run() }
    #expect(rig.daemon.count("release") == 1)
  }

  @Test("Enter goes on while the head is moved, and only then")
  func enter() async throws {
    let rig = Rig()
    let (daemon, typed) = (rig.daemon, rig.typed.continuation)
    let exit = try await rig.run(interactive: true) {
      await until { daemon.count("monitor") == 1 }
      daemon.say(Samples.status("running"))
      try? await Task.sleep(for: .milliseconds(50))
      typed.yield("")
      typed.yield("-")
      await until { daemon.count("soften") == 1 }
      daemon.say(Samples.status("moving"))
      try? await Task.sleep(for: .milliseconds(50))
      typed.yield("")
      await until { daemon.count("goOn") == 1 }
      typed.yield("p")
      await until { daemon.count("pause") == 1 }
      typed.yield("s")
    }
    #expect(exit == .interrupted)
    #expect(daemon.count("goOn") == 1)
    #expect(try rig.pipe.text().contains("\u{07}"))
  }

  @Test("with --json every line is an object of its own")
  func json() async throws {
    let rig = Rig()
    let daemon = rig.daemon
    let exit = try await rig.run(json: true) {
      await until { daemon.count("monitor") == 1 }
      daemon.say(Samples.status())
      daemon.say(Samples.status("ended", session: nil))
    }
    #expect(exit == .success)
    let lines = try rig.pipe.text().split(separator: "\n")
    #expect(lines.count == 4)
    for line in lines {
      #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
    }
  }
}

@Suite("Stopping from the command line")
struct StopperTests {
  @Test("before anything moves, a wish to stop ends the program")
  func before() async {
    let stopper = Stopper(source: FakeDaemon())
    #expect(await stopper.react(to: .interrupt) == .quit)
  }

  @Test("H3: a second Ctrl-C ends the program only after the stop was sent")
  func second() async throws {
    let daemon = FakeDaemon()
    let stopper = Stopper(source: daemon)
    await stopper.arm(try await daemon.connect(), device: "sim:t1")
    #expect(await stopper.react(to: .interrupt) == .stop)
    #expect(await stopper.react(to: .interrupt) == .wait)
    _ = await stopper.stop()
    #expect(daemon.count("stop") == 1)
    #expect(await stopper.react(to: .interrupt) == .quit)
  }
}
