// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Synchronization

/// The terminal, or what stands in for it.
///
/// Writing happens on its own thread, so that a terminal
/// that takes nothing any more is noticed instead of waited for.
final class Terminal: Sendable {
  /// What is wrong with it.
  enum Trouble: Hashable, Sendable {
    /// Closed: whoever looked at it has gone.
    case closed
    /// Has taken nothing for a second.
    case blocked
  }

  /// How long a write may take.
  static let patience: UInt64 = 1_000_000_000

  /// How text may look now: the window may have another width than at the start.
  var style: TextStyle {
    guard isOutputTerminal, let width = Self.columns(of: output) else { return styleAtStart }
    var style = styleAtStart
    style.width = max(40, min(width, Self.widest))
    return style
  }
  private let styleAtStart: TextStyle
  let isOutputTerminal: Bool
  let isInputTerminal: Bool
  private let output: Int32
  private let queue = DispatchQueue(label: "terminal")
  private let state = Mutex(State())

  private struct State {
    var frame: [String]?
    var frameIsWaiting = false
    /// The columns of each line of the frame that is on the screen, above the cursor.
    var drawn: [Int] = []
    var writingSince: UInt64?
    var isClosed = false
  }

  init(
    output: Int32 = STDOUT_FILENO, style: TextStyle, isOutputTerminal: Bool, isInputTerminal: Bool
  ) {
    self.output = output
    styleAtStart = style
    self.isOutputTerminal = isOutputTerminal
    self.isInputTerminal = isInputTerminal
  }

  /// The terminal of the process, with NO_COLOR and the width respected.
  static func standard(isInputTerminal: Bool = isatty(STDIN_FILENO) == 1) -> Terminal {
    let environment = ProcessInfo.processInfo.environment
    let isOutput = isatty(STDOUT_FILENO) == 1
    let width =
      columns(of: STDOUT_FILENO) ?? environment["COLUMNS"].flatMap { Int($0) } ?? 80
    let isDumb = environment["TERM"] == "dumb"
    let refusesColour = isDumb || environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    return Terminal(
      style: TextStyle(
        width: min(width, widest), isColoured: isOutput && !refusesColour, isPlain: isDumb),
      isOutputTerminal: isOutput, isInputTerminal: isInputTerminal)
  }

  /// Lines that stay, in order.
  func print(_ lines: [String]) {
    write(lines.map { $0 + "\n" }.joined(), keepsFrame: true)
  }

  /// Text without an end of line, for prompts.
  func prompt(_ text: String) { write(text, keepsFrame: true) }

  /// Lines that replace those of the last frame; while one is being written only the newest waits.
  func redraw(_ lines: [String]) {
    let isFirst = state.withLock { state in
      state.frame = lines
      defer { state.frameIsWaiting = true }
      return !state.frameIsWaiting
    }
    guard isFirst else { return }
    queue.async { [self] in
      let text = state.withLock { state -> String in
        state.frameIsWaiting = false
        guard let frame = state.frame else { return "" }
        state.frame = nil
        // A window that became narrower has broken the old lines.
        let rows = Self.rows(of: state.drawn, width: Self.columns(of: output))
        let up = rows > 0 ? "\u{1B}[\(rows)A\r" : ""
        state.drawn = frame.map(Layout.columns)
        return up + frame.map { "\u{1B}[2K" + $0 + "\n" }.joined() + "\u{1B}[J"
      }
      put(text)
    }
  }

  /// The person has pressed Enter, which moved the cursor down a line.
  func noteEnter() {
    state.withLock { if !$0.drawn.isEmpty { $0.drawn.append(0) } }
  }

  func bell() {
    if isOutputTerminal { write("\u{07}", keepsFrame: false) }
  }

  /// To standard error, at once.
  func complain(_ lines: [String]) {
    _ = flush(milliseconds: 1000)
    let text = lines.map { $0 + "\n" }.joined()
    FileHandle.standardError.write(Data(text.utf8))
  }

  /// What is wrong with the terminal at `now`, by the same clock as `Terminal.now`.
  func trouble(now: UInt64 = Terminal.now()) -> Trouble? {
    state.withLock { state in
      if state.isClosed { return .closed }
      guard let since = state.writingSince, now > since, now - since > Self.patience else {
        return nil
      }
      return .blocked
    }
  }

  /// Waits until everything is written; false when that takes too long.
  @discardableResult
  func flush(milliseconds: Int) -> Bool {
    let done = DispatchSemaphore(value: 0)
    queue.async { done.signal() }
    return done.wait(timeout: .now() + .milliseconds(milliseconds)) == .success
  }

  /// Rows that lines of so many columns take in a window of this width; nil for a window of any.
  static func rows(of lines: [Int], width: Int?) -> Int {
    guard let width, width > 0 else { return lines.count }
    return lines.reduce(0) { $0 + max(1, ($1 + width - 1) / width) }
  }

  /// Wider lines are hard to read.
  private static let widest = 120

  private static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  static func now() -> UInt64 { DispatchTime.now().uptimeNanoseconds }

  private func write(_ text: String, keepsFrame: Bool) {
    queue.async { [self] in
      if keepsFrame { state.withLock { $0.drawn = [] } }
      put(text)
    }
  }

  private func put(_ text: String) {
    guard !text.isEmpty, !state.withLock({ $0.isClosed }) else { return }
    state.withLock { $0.writingSince = Self.now() }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(output, $0.baseAddress, $0.count)
      }
      if count > 0 {
        rest = rest.dropFirst(count)
        state.withLock { $0.writingSince = Self.now() }
      } else if count < 0, errno == EAGAIN {
        var poll = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
        _ = unsafe Glibc.poll(&poll, 1, 200)
      } else if count < 0, errno != EINTR {
        state.withLock { $0.isClosed = true }
        break
      }
    }
    state.withLock { $0.writingSince = nil }
  }
}
