// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A simulated device on a pty, a daemon on a socket, and clients: all of them real processes.
public final class Stage {
  public let folder: URL
  public let programs: URL
  public private(set) var device: RunningProgram?
  public private(set) var daemon: RunningProgram?
  private var clients: [RunningProgram] = []

  /// - Parameter programs: the folder that holds `tonusd`, `tonus` and `tonus-sim`.
  public init(programs: URL) throws {
    self.programs = programs
    folder = FileManager.default.temporaryDirectory
      .appending(path: "tonus-\(UInt32.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    for program in clients + [daemon, device].compactMap(\.self) { program.destroy() }
    try? FileManager.default.removeItem(at: folder)
  }

  public var link: String { folder.appending(path: "device").path }
  public var socket: String { folder.appending(path: "socket").path }
  public var state: String { folder.appending(path: "state").path }
  public var truth: URL { folder.appending(path: "truth") }

  /// Starts the simulated device; its plant's truth goes to the file `truth`.
  @discardableResult
  public func startDevice(_ arguments: [String] = []) throws -> RunningProgram {
    let program = try start(
      "tonus-sim", ["serial", "--link", link, "--truth", truth.path] + arguments)
    device = program
    guard
      waitUntil(seconds: 10, { FileManager.default.fileExists(atPath: link) ? true : nil })
        != nil
    else { throw StageError(program) }
    return program
  }

  /// Starts the daemon on the device and waits until it listens and the device is ready.
  @discardableResult
  public func startDaemon(_ arguments: [String] = [], device: String? = nil, ready: Bool = true)
    throws -> RunningProgram
  {
    let program = try start(
      "tonusd",
      ["--device", device ?? "serial:\(link)", "--socket", socket, "--state", state] + arguments)
    daemon = program
    guard ready else { return program }
    let listed = waitUntil(seconds: 20) { () -> Bool? in
      guard let (_, output) = try? run("devices", "--json") else { return nil }
      return output.joined().contains("\"ready\"") ? true : nil
    }
    guard listed != nil else { throw StageError(program) }
    return program
  }

  /// Starts `tonus` and leaves it running.
  @discardableResult
  public func client(_ arguments: String...) throws -> RunningProgram {
    let program = try start("tonus", arguments + ["--socket", socket])
    clients.append(program)
    return program
  }

  /// Starts `tonus` on a terminal of its own, where what is said is typed: `\u{03}` is Ctrl-C.
  ///
  /// The terminal is made by script(1) of Debian's essential bsdutils, which passes the exit status on.
  @discardableResult
  public func terminal(_ arguments: String...) throws -> RunningProgram {
    let words = [programs.appending(path: "tonus").path] + arguments + ["--socket", socket]
    let program = try RunningProgram(
      URL(filePath: "/usr/bin/script"),
      ["-qefc", words.map { "'\($0)'" }.joined(separator: " "), "/dev/null"],
      environment: ["TERM": "xterm", "COLUMNS": "80"])
    clients.append(program)
    return program
  }

  /// Runs `tonus` to its end.
  public func run(_ arguments: String...) throws -> (status: Int32?, output: [String]) {
    let program = try start("tonus", arguments + ["--socket", socket])
    program.closeInput()
    let status = program.waitForExit()
    if status == nil { program.destroy() }
    return (status, program.output)
  }

  /// Answers every question with no.
  public func answerQuestions() throws {
    let (status, output) = try run("screen", "--answers", try answers())
    guard status == 0 else { throw StageError(name: "tonus screen", output: output) }
  }

  /// Every question answered with no, but for those named.
  public func answers(yes: Set<String> = []) throws -> String {
    let (_, listed) = try run("screen", "--list", "--json")
    let page = try JSONSerialization.jsonObject(with: Data(listed.joined().utf8))
    let questions = (page as? [String: Any])?["questions"] as? [[String: Any]] ?? []
    return questions.compactMap { $0["id"] as? String }
      .map { "\($0)=\(yes.contains($0) ? "yes" : "no")" }.joined(separator: ",")
  }

  private func start(_ name: String, _ arguments: [String]) throws -> RunningProgram {
    try RunningProgram(programs.appending(path: name), arguments)
  }
}

/// A program on the stage did not do what the rehearsal needs; its output says why.
public struct StageError: Error, CustomStringConvertible {
  public let description: String
  init(_ program: RunningProgram) { self.init(name: program.name, output: program.output) }
  init(name: String, output: [String]) {
    description = "'\(name)' did not get ready; it printed:\n" + output.joined(separator: "\n")
  }
}
