// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What has come through a pipe and nobody has looked at: each actuator's newest setpoint, and every problem.
final class SetpointMailbox: Sendable {
  struct Content: Hashable, Sendable {
    struct Newest: Hashable, Sendable {
      var setpoint: SetpointLine
      /// Its line, from 1.
      var line: Int
    }

    /// By actuator.
    fileprivate(set) var newest: [Int: Newest] = [:]
    /// At most as many as are told.
    fileprivate(set) var problems: [LineProblems.One] = []
    /// How many there were in all.
    fileprivate(set) var problemCount = 0
    fileprivate(set) var isEnded = false
  }

  private let content = Mutex(Content())

  func put(_ lines: [LineReader.Line]) {
    guard !lines.isEmpty else { return }
    content.withLock { content in
      for line in lines {
        do throws(LineProblem) {
          guard let setpoint = try SetpointLine.parse(try line.text.get()) else { continue }
          content.newest[setpoint.actuator] = Content.Newest(setpoint: setpoint, line: line.number)
        } catch {
          content.problemCount += 1
          if content.problems.count < LineProblems.most {
            content.problems.append(LineProblems.One(line: line.number, problem: error))
          }
        }
      }
    }
  }

  func end() { content.withLock { $0.isEnded = true } }

  /// Everything since the last time.
  func take() -> Content {
    content.withLock { content in
      defer {
        let isEnded = content.isEnded
        content = Content()
        content.isEnded = isEnded
      }
      return content
    }
  }
}
